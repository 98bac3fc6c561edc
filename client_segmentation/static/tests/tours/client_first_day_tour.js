import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const tours = registry.category("web_tour.tours");

const OPEN_CLIENTS = [
    stepUtils.showAppsMenuItem(),
    {
        content: "Open the CRM",
        trigger: ".o_app[data-menu-xmlid='crm.crm_menu_root']",
        run: "click",
    },
    {
        content: "Open the menu of segments",
        trigger: "[data-menu-xmlid='client_segmentation.client_segment_menu']",
        run: "click",
    },
    {
        content: "Open the clients",
        trigger: "[data-menu-xmlid='client_segmentation.client_segment_partner_menu']",
        run: "click",
    },
    {
        content: "Nothing has been computed: the card leads on",
        trigger: ".o_first_day_card button:contains('Begin')",
        run: "click",
    },
];

let told = "";

tours.add("client_first_day_tour", {
    url: "/odoo",
    steps: () => [
        ...OPEN_CLIENTS,
        {
            content: "The documents are there",
            trigger: "[data-source='order']:contains('Confirmed sales orders')",
        },
        {
            content: "Gold are proposed, with the largest by name",
            trigger:
                "[data-row='tiers'] [data-class='tier:gold']:contains('First Giant')",
        },
        {
            content: "Another limit for silver",
            trigger: "[data-row='tiers'] input[name='tier_silver']",
            run: "edit 0.5",
        },
        {
            content: "Without buyer types",
            trigger: ".o_first_day_axes input[name='use_buyer_type']",
            run: (helpers) => helpers.anchor.checked && helpers.click(),
        },
        {
            content: "The head of sales is known",
            trigger: ".o_first_day_heads:contains('First Head')",
        },
        {content: "Start", trigger: ".o_first_day_start", run: "click"},
        {
            content: "All clients are classified",
            trigger: ".o_first_day_steps .alert-success:contains('clients classified')",
        },
        {
            content: "So many are told",
            trigger: ".o_first_day_step:first .h2",
            run: ({anchor}) => {
                told = anchor.textContent.trim();
            },
        },
        {
            content: "The first thing to do",
            trigger: ".o_first_day_step:first button:contains('Show Them')",
            run: "click",
        },
        {
            content: "The list, and a filter that says why",
            trigger:
                ".o_list_view:has(.o_facet_value:contains('late')) .o_data_row:contains('First Giant')",
        },
        {
            content: "As many are there",
            trigger: ".o_list_view .o_pager_limit",
            run: ({anchor}) => {
                if (anchor.textContent.trim() !== told) {
                    throw new Error(`${anchor.textContent} instead of ${told}`);
                }
            },
        },
    ],
});

tours.add("client_first_day_empty_tour", {
    url: "/odoo",
    steps: () => [
        ...OPEN_CLIENTS,
        {
            content: "It says what is missing",
            trigger:
                ".o_first_day_empty:contains('No purchases yet'):contains('waiting to be confirmed: 1')",
        },
        {
            content: "There is nothing to start",
            trigger: ".o_first_day:not(:has(.o_first_day_start))",
        },
        {
            content: "The past can be brought in",
            trigger: ".o_first_day_history:contains('Import')",
            run: "click",
        },
        {
            content: "From a workbook",
            trigger: ".o_form_view .o_field_widget[name='file']",
        },
    ],
});

tours.add("client_first_day_admin_tour", {
    url: "/odoo/clients-first-day",
    steps: () => [
        {
            content: "An administrator is no head of sales yet",
            trigger: ".o_first_day:not(:has(.o_first_day_setup)) .o_first_day_name",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "And now sees the limits",
            trigger: ".o_first_day_setup, .o_first_day:has(.o_first_day_start)",
        },
    ],
});

tours.add("client_first_day_phone_tour", {
    url: "/odoo/clients-first-day",
    steps: () => [
        {content: "Start", trigger: ".o_first_day_start", run: "click"},
        {
            content: "Three things worth doing",
            trigger: ".o_first_day_step:eq(2) button",
        },
    ],
});
