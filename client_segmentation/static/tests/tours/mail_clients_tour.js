import {registry} from "@web/core/registry";

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
    ],
});
