import {registry} from "@web/core/registry";

const LOST = ".o_data_row:contains('Hibernating')";
const THRESHOLD = "[name='abc_threshold_a'] input";

const editFrequency = (value) => [
    {
        content: "Edit the least F of the rule for lost clients",
        trigger: `${LOST} .o_data_cell[name='f_min']`,
        run: "click",
    },
    {
        content: `Set it to ${value}`,
        trigger: ".o_selected_row [name='f_min'] input",
        run: `edit ${value}`,
    },
    {
        content: "Save",
        trigger: ".o_list_button_save",
        run: "click",
    },
];

registry.category("web_tour.tours").add("rfm_rules_tour", {
    steps: () => [
        {
            content: "The table is in order",
            trigger: ".o_rfm_lint .text-success",
        },
        ...editFrequency(2),
        {
            content: "The gap is told",
            trigger:
                ".o_rfm_lint .alert:contains('match no rule'):contains('R 1, F 1')",
        },
        {
            content: "The map shows it",
            trigger: ".o_rfm_map [data-cell='1-1'] .o_rfm_map_gap",
        },
        ...editFrequency(1),
        {
            content: "All is well again",
            trigger: ".o_rfm_lint .text-success",
        },
        {
            content: "Look at what the rules make of the clients",
            trigger: ".o_rfm_preview",
            run: "click",
        },
        {
            content: "No client has been classified so far",
            trigger: ".modal .alert:contains('not been computed')",
        },
        {
            content: "Close",
            trigger: ".modal footer button:contains('Close')",
            run: "click",
        },
    ],
});

registry.category("web_tour.tours").add("segment_preview_tour", {
    steps: () => [
        {
            content: "Let class A reach to 90 %",
            trigger: THRESHOLD,
            run: "edit 90 && press Tab",
        },
        {
            content: "One more comes to A",
            trigger: ".o_segment_preview [data-class='abc:a'] td:last:contains('+1')",
        },
        {
            content: "Nobody is left in B",
            trigger: ".o_segment_preview [data-class='abc:b'] td:last:contains('−1')",
        },
        {
            content: "Look who it is",
            trigger: ".o_segment_move:contains('B → A: 1')",
            run: "click",
        },
        {
            content: "The dwarf comes from B to A",
            trigger: ".modal .o_data_row:contains('Preview Dwarf')",
        },
        {
            content: "Close the list",
            trigger: ".modal .btn-close",
            run: "click",
        },
        {
            content: "The value is still as typed",
            trigger: `body:not(:has(.modal)) ${THRESHOLD}:value(90)`,
        },
        {
            content: "Think better of it",
            trigger: ".o_form_button_cancel",
            run: "click",
        },
        {
            content: "The setting is what it was",
            trigger: `${THRESHOLD}:value(80)`,
        },
    ],
});

registry.category("web_tour.tours").add("active_base_tour", {
    steps: () => [
        {
            content: "Both clients are active, and the line is drawn",
            trigger:
                ".o_kanban_record:has(.o_segment_sparkline):contains('100.0'):contains('Assigned: 2')",
        },
        {
            content: "Open the clients",
            trigger: ".o_kanban_record:contains('Assigned: 2')",
            run: "click",
        },
        {
            content: "There they are",
            trigger: ".o_list_view .o_data_row:contains('Active Dwarf')",
        },
    ],
});
