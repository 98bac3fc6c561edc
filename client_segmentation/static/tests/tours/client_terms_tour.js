import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const LIST = ".o_list_view:not(.o_view_sample_data)";

function chooseRow(text) {
    return {
        content: `Choose ${text}`,
        trigger: `${LIST} .o_data_row:contains('${text}') .o_list_record_selector input`,
        run: "click",
    };
}

registry.category("web_tour.tours").add("client_terms_tour", {
    url: "/odoo",
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            content: "Open the CRM",
            trigger: ".o_app[data-menu-xmlid='crm.crm_menu_root']",
            run: "click",
        },
        {
            content: "Open the configuration",
            trigger: "[data-menu-xmlid='crm.crm_menu_config']",
            run: "click",
        },
        {
            content: "Open the terms",
            trigger:
                "[data-menu-xmlid='client_segmentation.client_segment_terms_menu']",
            run: "click",
        },
        {
            content: "The rule tells who it is for",
            trigger: `${LIST} .o_data_row:contains('Tour rule'):contains('A')`,
        },
        {
            content: "Ask for proposals",
            trigger: "button[name='action_refresh_proposals']",
            run: "click",
        },
        {
            content: "Two changes are proposed",
            trigger: `${LIST} .o_data_row:contains('Terms Giant'):contains('10 %')`,
        },
        chooseRow("10 %"),
        chooseRow("3 day"),
        {
            content: "Apply them",
            trigger: "button[name='action_apply']",
            run: "click",
        },
        {
            content: "The result is told",
            trigger: ".o_notification:contains('2 changes applied')",
        },
        {
            content: "Nothing is open any more",
            trigger: `${LIST}:not(:has(.o_data_row))`,
        },
        {
            content: "Look at what was applied",
            trigger: ".o_searchview .o_facet_remove",
            run: "click",
        },
        {
            content: "Both are there",
            trigger: `${LIST} .o_data_row:contains('3 day'):contains('Applied')`,
        },
        chooseRow("10 %"),
        {
            content: "Undo one",
            trigger: "button[name='action_undo']",
            run: "click",
        },
        {
            content: "It is undone",
            trigger: `${LIST} .o_data_row:contains('10 %'):contains('Undone')`,
        },
    ],
});

registry.category("web_tour.tours").add("client_terms_quotation_tour", {
    steps: () => [
        {
            content: "The warning names the term and the rule",
            trigger:
                "[name='client_terms_warning']:contains('18 %'):contains('limit of 10 %'):contains('Tour rule')",
        },
        {
            content: "Edit the discount",
            trigger: ".o_data_row td[name='discount']",
            run: "click",
        },
        {
            content: "Keep to the limit",
            trigger: ".o_data_row [name='discount'] input",
            run: "edit 10",
        },
        {
            content: "Leave the line",
            trigger: ".o_form_sheet",
            run: "click",
        },
        {
            content: "The warning goes before anything is saved",
            trigger: ".o_form_view:not(:has(.alert:contains('limit of 10 %')))",
        },
        ...stepUtils.saveForm(),
    ],
});
