import {registry} from "@web/core/registry";

const CARD = ".o_kanban_record:contains('Tour Deal')";
const SELECTED = ".o_selected[aria-checked='true']";

registry.category("web_tour.tours").add("purchase_timing_tour", {
    url: "/odoo/crm",
    steps: () => [
        {
            content: "One click on the card makes it urgent",
            trigger: `${CARD} .o_purchase_timing_urgent:not(.o_selected)`,
            run: "click",
        },
        {
            content: "It is urgent; a scheduled purchase needs its day",
            trigger: `${CARD} .o_purchase_timing_urgent${SELECTED}`,
        },
        {
            trigger: `${CARD} .o_purchase_timing_scheduled`,
            run: "click",
        },
        {
            content: "The calendar asks for the day of the decision",
            trigger: ".o_datetime_picker .o_today",
            run: "click",
        },
        {
            content: "The day shows on the card",
            trigger: `${CARD} .o_purchase_timing_date`,
        },
        {
            content: "In the list",
            trigger: ".o_switch_view.o_list",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains('Tour Deal') .o_purchase_timing_researching",
            run: "click",
        },
        {
            trigger: `.o_data_row .o_purchase_timing_researching${SELECTED}`,
        },
        {
            content: "On the form, with words",
            trigger: ".o_data_row .o_data_cell[name='name']",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_purchase_timing_urgent:contains('Urgent')",
            run: "click",
        },
        {
            trigger: `.o_form_view .o_purchase_timing_urgent${SELECTED}`,
        },
        {
            content: "Saved at once",
            trigger:
                ".o_form_view .o_form_status_indicator_buttons.invisible:not(:visible)",
        },
        {
            trigger: ".o_back_button, .breadcrumb-item a",
            run: "click",
        },
        {
            trigger: `.o_data_row .o_purchase_timing_urgent${SELECTED}`,
        },
    ],
});
