import {registry} from "@web/core/registry";

/** Marking the task as done asks what happened. */
registry.category("web_tour.tours").add("key_account_task_tour", {
    steps: () => [
        {
            trigger:
                ".o-mail-Activity:contains('Tour Foundry') .o-mail-Activity-markDone",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=note] textarea",
            run: "edit Wants the new price list",
        },
        {
            trigger: ".modal button[name=action_log_positive]",
            run: "click",
        },
        {
            content: "The contact is on the first page",
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=cockpit]:contains('price list')",
        },
        {
            content: "The next task is there",
            trigger: ".o-mail-Activity:contains('Tour Foundry')",
        },
    ],
});
