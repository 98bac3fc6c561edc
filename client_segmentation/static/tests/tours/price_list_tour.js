import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("client_price_list_tour", {
    steps: () => [
        {
            content: "Open the page of segments",
            trigger: ".o_form_view a[name='client_segments']",
            run: "click",
        },
        {
            content: "Say that it is a dealer",
            trigger: "div[name='client_audience_id'] input",
            run: "edit Deal",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains('Dealers')",
            run: "click",
        },
        {
            content: "Send the price list",
            trigger: ".tab-pane button[name='action_send_price_list']",
            run: "click",
        },
        {
            content: "The mail has the benefits and the price list",
            trigger: ".modal .o_mail_composer_form_view:contains('Delivery in a day')",
        },
        {
            trigger:
                ".modal .o_field_mail_composer_attachment_list:contains('Tour prices'), .modal .o-mail-AttachmentContainer:contains('Tour prices'), .modal:contains('Tour prices')",
        },
        {
            content: "Send it",
            trigger: ".modal button[name='action_send_mail']",
            run: "click",
        },
        {
            content: "The first step is there",
            trigger:
                ".o_price_list_chain:contains('Price list sent'):contains('not yet')",
        },
        {
            content: "See all price lists of the client",
            trigger: ".tab-pane button[name='action_open_price_lists']",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row:contains('Tour Client')",
        },
    ],
});
