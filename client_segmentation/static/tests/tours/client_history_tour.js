import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("client_history_tour", {
    url: "/odoo/client-segments",
    steps: () => [
        {
            content: "Open the gear menu of the clients",
            trigger: ".o_cp_action_menus .dropdown-toggle",
            run: "click",
        },
        {
            content: "Import",
            trigger: ".o_import_history",
            run: "click",
        },
        {
            content: "The import begun is there, with its file: check it",
            trigger: "button[name='action_check']",
            run: "click",
        },
        {
            content: "Leave out whom nobody knows",
            trigger: "button[name='action_decide_skip']",
            run: "click",
        },
        {
            content: "Nobody is undecided any more: import",
            trigger:
                ".o_form_view:not(:has(button[name='action_decide_skip'])) button[name='action_import']",
            run: "click",
        },
        {
            content: "It is done",
            trigger: "button[name='action_open_purchases']",
            run: "click",
        },
        {
            content: "These are the purchases",
            trigger: ".o_list_view .o_data_row:contains('Tour Buyer')",
        },
    ],
});
