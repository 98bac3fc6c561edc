import {registry} from "@web/core/registry";

const LIST = ".o_list_view:not(.o_view_sample_data)";
const PANEL_VALUE = ".o_search_panel_filter_value:contains('Tour favorites')";

registry.category("web_tour.tours").add("saved_segment_tour", {
    url: "/odoo/client-segments",
    steps: () => [
        {
            content: "The clients are shown",
            trigger: `${LIST} .o_data_row:contains('Saved Giant')`,
        },
        {
            content: "Open the menu of the search",
            trigger: ".o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            content: "Save what is shown",
            trigger: ".o_save_segment",
            run: "click",
        },
        {
            content: "Give it a name",
            trigger: ".modal .o_field_widget[name='name'] input",
            run: "edit Tour favorites",
        },
        {
            content: "Save",
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            content: "It stands in the panel with the number of its clients: choose it",
            trigger: `body:not(:has(.modal)) ${PANEL_VALUE}:contains('2') input`,
            run: "click",
        },
        {
            content: "It is a facet of the search",
            trigger: `${PANEL_VALUE}:has(input:checked)`,
        },
        {
            content: "Open the menu again",
            trigger: ".o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            content: "See all saved segments",
            trigger: ".o_saved_segments",
            run: "click",
        },
        {
            content: "Open the one",
            trigger: ".o_data_row:contains('Tour favorites') td[name='name']",
            run: "click",
        },
        {
            content: "Look at who came in",
            trigger: ".o_form_view button[name='action_view_members']",
            run: "click",
        },
        {
            content: "Both clients did",
            trigger: `${LIST}:has(.o_data_row:contains('Saved Giant')) .o_data_row:contains('Saved Dwarf')`,
        },
    ],
});
