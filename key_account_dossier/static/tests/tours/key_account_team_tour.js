import {registry} from "@web/core/registry";

/** The supervisor sees the whole team at once, and who is late. */
registry.category("web_tour.tours").add("key_account_team_tour", {
    steps: () => [
        {
            trigger:
                ".o_kanban_group:contains('Owner') .o_kanban_record:contains('Tour Foundry'):contains('Overdue')",
        },
        {
            content: "The bar of the column tells the same",
            trigger: ".o_kanban_group:contains('Owner') .progress-bar.bg-danger",
        },
        {
            trigger: ".o_switch_view.o_list",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains('Tour Foundry') .text-bg-danger",
        },
        {
            trigger: ".o_switch_view.o_graph",
            run: "click",
        },
        {
            trigger: ".o_graph_view canvas",
        },
        {
            trigger: ".o_switch_view.o_pivot",
            run: "click",
        },
        {
            trigger: ".o_pivot_view th:contains('Overdue')",
        },
    ],
});
