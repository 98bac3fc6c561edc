import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("client_day_tour", {
    url: "/odoo",
    steps: () => [
        {
            content: "The day begins here: the number can be tapped at once",
            trigger: ".o_day_line .o_day_call[href='tel:+74951234567']",
        },
        {
            content: "A colleague would say it so",
            trigger:
                ".o_day_reason:contains('Wants to buy now, and nobody has been in touch')",
        },
        {
            content: "Why is the client here?",
            trigger: ".o_day_why",
            run: "click",
        },
        {
            content: "The place is explained; now log a call, with a first tap",
            trigger:
                ".o_day_line:has(.o_day_why_text:contains('comes first')) .o_day_log",
            run: "click",
        },
        {
            content: "And a second one",
            trigger: ".o_day_outcomes [data-kind='talked']",
            run: "click",
        },
        {
            content: "Nobody is left",
            trigger: ".o_day_empty:contains('Nobody is waiting for you today')",
        },
        {
            content: "That was a mistake",
            trigger: ".o_day_undo:contains('Day Giant') button",
            run: "click",
        },
        {
            content: "The client is back; put it off",
            trigger: ".o_day_line .o_day_snooze",
            run: "click",
        },
        {
            content: "Until tomorrow",
            trigger: ".o_day_outcomes button:contains('Tomorrow')",
            run: "click",
        },
        {
            content: "Done for today",
            trigger: ".o_day_empty",
        },
    ],
});

function checkInSight({anchor}) {
    const {top, bottom} = anchor.getBoundingClientRect();
    if (top < 0 || bottom > window.innerHeight) {
        throw new Error(`It has to be scrolled to: ${top} to ${bottom}`);
    }
}

registry.category("web_tour.tours").add("client_page_tour", {
    url: "/odoo",
    steps: () => [
        {
            content: "Open the client",
            trigger: ".o_day_line .o_day_name:contains('Day Giant')",
            run: "click",
        },
        {
            content: "Who it is stands first",
            trigger: ".o_client_summary:contains('New client')",
            run: checkInSight,
        },
        {
            content: "The reason to call is that of My Day",
            trigger: ".o_client_next_step:contains('Wants to buy now')",
        },
        {
            content: "The next step needs no scrolling",
            trigger: ".o_client_log",
            run: checkInSight,
        },
        {
            content: "Neither does the number",
            trigger: ".o_client_next_step a[href='tel:+74951234567']",
            run: checkInSight,
        },
        {
            content: "There is a chart, with a text for those who do not see it",
            trigger: ".o_client_purchases canvas[aria-label*='Bought on 1 days']",
        },
        {
            content: "Log a call",
            trigger: ".o_client_log",
            run: "click",
        },
        {
            content: "With one more tap",
            trigger: ".o_client_next_step [data-kind='talked']",
            run: "click",
        },
        {
            content: "The page says what was noted",
            trigger: ".o_client_next_step:contains('Talked, call again')",
        },
        {
            content: "Who works with the keyboard is still on the page",
            trigger: ".o_client_form_part",
            run: ({anchor}) => {
                if (!anchor.contains(document.activeElement)) {
                    throw new Error("The focus is lost");
                }
            },
        },
    ],
});

registry.category("web_tour.tours").add("client_day_team_tour", {
    steps: () => [
        {
            content: "The salesperson has a client left; look at the list",
            trigger: ".o_day_team_table tr:contains('Day Seller') .o_day_open",
            run: "click",
        },
        {
            content: "The day of the salesperson",
            trigger: ".o_day_head:contains('Day Seller')",
        },
        {
            content: "With the client; back to the team",
            trigger: "body:has(.o_day_line:contains('Day Giant')) .o_back_button",
            run: "click",
        },
        {
            content: "Somebody is ill",
            trigger: ".o_day_team_table tr:contains('Day Seller') .o_day_hand_over",
            run: "click",
        },
        {
            content: "Who stands in",
            trigger: ".modal .o_field_widget[name='deputy_id'] input",
            run: "edit Day Deputy",
        },
        {
            content: "This one",
            trigger: ".ui-autocomplete a:contains('Day Deputy')",
            run: "click",
        },
        {
            content: "Hand over",
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "The table says who stands in",
            trigger:
                ".o_day_team_table tr:contains('Day Seller'):contains('Day Deputy')",
        },
    ],
});
