import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

registry.category("web_tour.tours").add("client_matrix_tour", {
    url: "/odoo",
    steps: () => [
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
            content: "Open the matrix",
            trigger:
                "[data-menu-xmlid='client_segmentation.client_segment_matrix_menu']",
            run: "click",
        },
        {
            content: "Nothing has been computed: do it now",
            trigger: ".o_client_matrix_empty button:contains('Classify')",
            run: "click",
        },
        {
            content: "As of today",
            trigger: ".modal button[name='action_recompute']",
            run: "click",
        },
        {
            content: "The giant is alone in its cell, with its share",
            trigger:
                ".o_heat_map_cell[data-cell='an']:contains('1'):contains('80% of revenue')",
        },
        {
            content: "The warning names who the company depends on",
            trigger: ".o_matrix_mono:contains('Matrix Giant'):contains('$')",
        },
        {
            content: "Show shares of the margin",
            trigger: "[data-measure='margin']",
            run: "click",
        },
        {
            content: "Open the other cell",
            trigger: ".o_heat_map_cell[data-cell='bn']:contains('20% of margin')",
            run: "click",
        },
        {
            content: "The dwarf is in it, and nobody else",
            trigger:
                ".o_list_view:not(:contains('Matrix Giant')) .o_data_row:contains('Matrix Dwarf')",
        },
        {
            content: "The filters say why; take one off",
            trigger:
                ".o_searchview:has(.o_facet_value:contains('Class N')) .o_searchview_facet:contains('Class B') .o_facet_remove",
            run: "click",
        },
        {
            content: "The giant is there, too",
            trigger: ".o_list_view .o_data_row:contains('Matrix Giant')",
        },
        {
            content: "Go back",
            trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item a",
            run: "click",
        },
        {
            content: "The measure is still the chosen one",
            trigger: "[data-measure='margin'].active",
        },
        {
            content: "Compare with the past",
            trigger: ".o_matrix_compare input",
            run: "edit 01/01/2020 && press Enter",
        },
        {
            content: "Everybody is new",
            trigger: "[data-cell='an'] .o_heat_map_delta:contains('+1')",
        },
        {
            content: "Open those who have become A",
            trigger: ".o_class_move[data-move='>a']",
            run: "click",
        },
        {
            content: "It is the giant, and a filter says so",
            trigger:
                ".o_action:has(.o_facet_value:contains('A')) .o_data_row:contains('Matrix Giant')",
        },
    ],
});
