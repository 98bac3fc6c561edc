import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("prize_draw_tour", {
    steps: () => [
        {
            content: "Number the tickets for good",
            trigger: ".o_form_view button[name='action_freeze']",
            run: "click",
        },
        {
            content: "Go on",
            trigger: ".modal footer button.btn-primary",
            run: "click",
        },
        {
            content: "The fingerprint is there to be published",
            trigger: ".o_field_widget[name='fingerprint']:contains(/[0-9a-f]{64}/)",
        },
        {
            content: "Enter the seed",
            trigger: ".o_field_widget[name='seed'] input",
            run: "edit 04 08 15 16 23 42",
        },
        {
            content: "Draw",
            trigger: ".o_form_view button[name='action_draw']",
            run: "click",
        },
        {
            content: "Go on",
            trigger: ".modal footer button.btn-primary",
            run: "click",
        },
        {
            content: "Look at the winners",
            trigger: ".o_notebook .nav-link[name='winners']",
            run: "click",
        },
        {
            content: "There are winners, and the seed is on record",
            trigger:
                ".o_form_view:has(.o_field_widget[name='seed']:contains('04 08 15')) .o_field_widget[name='winner_ids'] .o_data_row:nth-child(2)",
        },
        {
            content: "The seed is not to be typed in any more",
            trigger: ".o_field_widget[name='seed']:not(:has(input))",
        },
        {
            content: "Check it",
            trigger: ".o_form_view button[name='action_check']",
            run: "click",
        },
        {
            content: "Tickets and winners are as drawn",
            trigger: ".o_notification:has(.bg-success)",
        },
    ],
});
