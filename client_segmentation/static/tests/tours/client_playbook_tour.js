import {registry} from "@web/core/registry";

const CARD = ".o_kanban_record:contains('Tour playbook')";

registry.category("web_tour.tours").add("client_playbook_tour", {
    steps: () => [
        {
            content: "Ask what to do with the client",
            trigger: ".o_form_view a[name='client_segments']",
            run: "click",
        },
        {
            content: "Goal and script are there; start",
            trigger: `${CARD}:contains('Tour goal'):contains('Say hello') button[name='action_start_for_client']`,
            run: "click",
        },
        {
            content: "It is in progress, with the next task",
            trigger: `${CARD}:contains('In Progress'):contains('Call them first')`,
        },
        {
            content: "The tasks stand in the chatter",
            trigger: ".o-mail-Activity:contains('Call them first')",
        },
        {
            content: "Start by the other way, for several clients",
            trigger: "button[name='action_start_playbook']",
            run: "click",
        },
        {
            content: "Choose the same playbook",
            trigger: ".modal .o_field_widget[name='playbook_id'] input",
            run: "edit Tour playbook",
        },
        {
            content: "Take it",
            trigger: ".modal .ui-menu-item a:contains('Tour playbook')",
            run: "click",
        },
        {
            content: "Told beforehand that nothing will start",
            trigger: ".modal .alert:contains('Already in progress: 1')",
        },
        {
            content: "Start all the same",
            trigger: ".modal button[name='action_start']",
            run: "click",
        },
        {
            content: "And told afterwards",
            trigger: ".o_notification:contains('Already in progress: 1')",
        },
        {
            content: "The dialog is gone",
            trigger: "body:not(:has(.modal))",
        },
        {
            content: "Stop",
            trigger: `${CARD} button[name='action_stop_for_client']`,
            run: "click",
        },
        {
            content: "Yes",
            trigger: ".modal:contains('Stop it?') .modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "It may be started again",
            trigger: `${CARD}:contains('Stopped') button[name='action_start_for_client']:contains('Start Again')`,
        },
    ],
});
