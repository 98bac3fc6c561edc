import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const LIST = ".o_list_view:not(.o_view_sample_data)";

registry.category("web_tour.tours").add("client_segment_tour", {
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
            content: "Open the clients by segment",
            trigger:
                "[data-menu-xmlid='client_segmentation.client_segment_partner_menu']",
            run: "click",
        },
        {
            content: "The list says that nothing has been computed yet",
            trigger: ".o_segment_freshness:contains('not been computed')",
        },
        {
            content: "Compute the segments",
            trigger: ".o_segment_recompute",
            run: "click",
        },
        {
            content: "As of today",
            trigger: ".modal button[name='action_recompute']",
            run: "click",
        },
        {
            content: "The result is told",
            trigger: ".o_notification:contains('clients classified')",
        },
        {
            content: "The clients are shown with their badges, the largest first",
            trigger: `${LIST} .o_data_row:first:contains('Tour Giant'):contains('New'):contains('A')`,
        },
        {
            content: "The search panel was closed, as there was nothing to count",
            trigger: ".o_search_panel_sidebar",
            run: "click",
        },
        {
            content: "It counts them now",
            trigger: ".o_search_panel_filter_value:contains('New'):contains('2')",
        },
        {
            content: "Ask why the giant is new",
            trigger: `${LIST} .o_data_row:first .o_segment_badge:contains('New')`,
            run: "click",
        },
        {
            content: "The class is explained",
            trigger:
                ".modal .o_segment_explained:contains('Client state'):contains('Silent for')",
        },
        {
            content: "Close",
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "Open the filters",
            trigger: ".o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            content: "Leave class B only",
            trigger: ".o_filter_menu .o_menu_item:contains('Class B')",
            run: "click",
        },
        {
            content: "The giant is gone",
            trigger: `${LIST}:not(:contains('Tour Giant')) .o_data_row:contains('Tour Dwarf')`,
        },
        {
            content: "Show cards",
            trigger: ".o_switch_view.o_kanban",
            run: "click",
        },
        {
            content: "The card has the tags",
            trigger:
                ".o_kanban_record:contains('Tour Dwarf') .o_segment_badge:contains('Class B')",
            run: "click",
        },
        {
            content: "A click on one explains it",
            trigger: ".modal .o_segment_explained:contains('ABC')",
        },
        {
            content: "Close",
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "Open the client",
            trigger: ".o_kanban_record:contains('Tour Dwarf')",
            run: "click",
        },
        {
            content: "Click on the class",
            trigger: ".o_form_view .o_segment_badge:contains('Class B')",
            run: "click",
        },
        {
            content: "It is explained, not recoloured",
            trigger:
                "body:not(:has(.o_colorlist)) .modal .o_segment_explained:contains('ABC')",
        },
        {
            content: "Close",
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "Ask why",
            trigger: ".o_form_view a[name='client_segments']",
            run: "click",
        },
        {
            content: "Each class has its reason on one line; open the arithmetic",
            trigger:
                ".o_segment_explanation [data-axes~='abc'] summary:contains('Number 2 of 2')",
            run: "click",
        },
        {
            content: "The explanation gives the place and the share before",
            trigger: ".o_segment_explanation:contains('2 of 2'):contains('80.00')",
        },
        {
            content: "Go back",
            trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item a",
            run: "click",
        },
        {
            content: "Show the pivot table",
            trigger: ".o_switch_view.o_pivot",
            run: "click",
        },
        {
            content: "It is grouped by state and class",
            trigger: ".o_pivot .o_pivot_header_cell_closed:contains('New')",
        },
        {
            content: "Open the configuration",
            trigger: "[data-menu-xmlid='crm.crm_menu_config']",
            run: "click",
        },
        {
            content: "Open the log of runs",
            trigger: "[data-menu-xmlid='client_segmentation.client_segment_run_menu']",
            run: "click",
        },
        {
            content: "Open the run",
            trigger: `${LIST} .o_data_row:contains('Done') .o_data_cell`,
            run: "click",
        },
        {
            content: "Its figures are there",
            trigger:
                ".o_form_view .o_field_widget[name='positive_count']:contains('2')",
        },
    ],
});
