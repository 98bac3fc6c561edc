import {registry} from "@web/core/registry";

const CARD = ".o_kanban_record:contains('Tour Foundry')";

/** From the first screen of the app to a logged call: two taps. */
registry.category("web_tour.tours").add("key_account_today_tour", {
    steps: () => [
        {
            content: "The overdue client is on the first screen, with its number",
            trigger: `${CARD}:contains('Overdue') a[href='tel:+123']`,
        },
        {
            content: "First tap",
            trigger: `${CARD} button[name=action_log_contact]`,
            run: "click",
        },
        {
            content: "The channel is chosen, nothing has to be filled in",
            trigger: ".modal .o_field_widget[name=channel] .active:contains('Call')",
        },
        {
            content: "Second tap",
            trigger: ".modal button[name=action_log_positive]",
            run: "click",
        },
        {
            content: "The clock is wound up again",
            trigger: `body:not(:has(.modal)) ${CARD}:contains('On time')`,
        },
    ],
});
