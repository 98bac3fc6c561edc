import {registry} from "@web/core/registry";

const WRITE = [
    {
        content: "Write the subject",
        trigger:
            ".o_mass_mailing_mailing_form div[name=subject] input, .o_mass_mailing_mailing_form div[name=subject] textarea",
        run: "edit Spring offer",
    },
    {
        content: "Save",
        trigger: ".o_form_button_save",
        run: "click",
    },
    {
        content: "Saved",
        trigger: ".o_form_saved",
    },
];

registry.category("web_tour.tours").add("mail_clients_tour", {
    steps: () => [
        {
            content: "Open the clients from Email Marketing",
            trigger: "[data-menu-xmlid='client_segmentation.mailing_segment_menu']",
            run: "click",
        },
        {
            content: "Classes, no amounts",
            trigger:
                ".o_list_renderer:has(th[data-name=segment_abc]):not(:has(th[data-name=segment_revenue]))",
        },
        {
            content: "Open the menu beside the title",
            trigger: ".o_cp_action_menus button:has(.fa-cog)",
            run: "click",
        },
        {
            content: "Mail the clients in the list",
            trigger: ".o_mail_clients",
            run: "click",
        },
        ...WRITE,
    ],
});

registry.category("web_tour.tours").add("mail_cell_tour", {
    url: "/odoo/client-matrix",
    steps: () => [
        {
            content: "No money, and no talk of own clients, for who does not sell",
            trigger:
                ".o_client_matrix:not(:has(.o_matrix_own_amounts, [data-measure])):not(:contains('revenue'))",
        },
        {
            content: "Mail the clients of a cell",
            trigger: ".o_heat_map_box:has([data-cell='an'])",
            run: "hover && click .o_heat_map_box:has([data-cell='an']) .o_heat_map_mail",
        },
        ...WRITE,
    ],
});

registry.category("web_tour.tours").add("mail_segment_tour", {
    url: "/odoo/saved-segments",
    steps: () => [
        {
            content: "Open the segment that was shared",
            trigger: ".o_data_row:contains('Mailed ones') td[name='name']",
            run: "click",
        },
        {
            content: "Mail it",
            trigger: "button[name='action_new_mailing']",
            run: "click",
        },
        ...WRITE,
    ],
});
