import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";
import {upload} from "./upload";

const tours = registry.category("web_tour.tours");

// Two thousand clients, on a machine that does much else
const LONG = 60000;

const openMenu = (content, menu) => [
    {
        content: "Open the menu of segments",
        trigger: "[data-menu-xmlid='client_segmentation.client_segment_menu']",
        run: "click",
    },
    {
        content,
        trigger: `[data-menu-xmlid='client_segmentation.${menu}']`,
        run: "click",
    },
];

const IMPORT = [
    {
        content: "It says what is missing",
        trigger:
            ".o_first_day_empty:contains('No purchases yet'):contains('waiting to be confirmed: 1')",
    },
    {
        content: "There is nothing to start",
        trigger: ".o_first_day:not(:has(.o_first_day_start))",
    },
    {
        content: "The past can be brought in",
        trigger: ".o_first_day_history:contains('Import')",
        run: "click",
    },
    {
        content: "From a workbook",
        trigger: ".o_form_view .o_field_widget[name='file']",
        run: () =>
            upload("/first_day/history.xlsx", ".o_field_widget input[type='file']"),
    },
    {
        content: "Check it",
        trigger: "button[name='action_check']:contains(/^Check$/)",
        run: "click",
    },
    {
        content: "All of them are new, and nothing is wrong",
        trigger:
            ".o_form_view:has(.o_field_widget[name='sale_count']):not(:has(.o_field_widget[name='problem_count']))",
        timeout: LONG,
    },
    {content: "Import", trigger: "button[name='action_import']", run: "click"},
    {content: "It shows how far it is", trigger: ".o_import_progress .progress"},
    {
        content: "It leads back to the first day",
        trigger: "button[name='action_open_first_day']",
        timeout: LONG,
        run: "click",
    },
];

const OPEN_CLIENTS = [
    stepUtils.showAppsMenuItem(),
    {
        content: "Open the CRM",
        trigger: ".o_app[data-menu-xmlid='crm.crm_menu_root']",
        run: "click",
    },
    ...openMenu("Open the clients", "client_segment_partner_menu"),
    {
        content: "Nothing has been computed: the card leads on",
        trigger: ".o_first_day_card button:contains('Begin')",
        run: "click",
    },
];

let told = "";

tours.add("client_first_day_tour", {
    url: "/odoo",
    steps: () => [
        ...OPEN_CLIENTS,
        ...IMPORT,
        {
            content: "The sales are there",
            trigger: ".o_first_day_found [data-source]:contains('clients: 2,000')",
        },
        {
            content: "Gold are proposed, with the largest by name",
            trigger:
                "[data-row='tiers'] [data-class='tier:gold']:contains('First Giant')",
        },
        {
            content: "Another limit for silver",
            trigger: "[data-row='tiers'] input[name='tier_silver']",
            run: "edit 0.05",
        },
        {
            content: "Without buyer types",
            trigger: ".o_first_day_axes input[name='use_buyer_type']",
            run: (helpers) => helpers.anchor.checked && helpers.click(),
        },
        {
            content: "The head of sales is known",
            trigger: ".o_first_day_heads:contains('First Head')",
        },
        {content: "Start", trigger: ".o_first_day_start", run: "click"},
        {
            content: "All clients are classified",
            trigger: ".o_first_day_steps .alert-success:contains('clients classified')",
            timeout: LONG,
        },
        {
            content: "So many are told",
            trigger: ".o_first_day_step:first .h2",
            run: ({anchor}) => {
                told = anchor.textContent.trim();
            },
        },
        {
            content: "The first thing to do",
            trigger: ".o_first_day_step:first button:contains('Show Them')",
            run: "click",
        },
        {
            content: "The list, and a filter that says why",
            trigger: ".o_list_view:has(.o_facet_value:contains('late')) .o_data_row",
        },
        {
            content: "As many are there",
            trigger: ".o_list_view .o_pager_limit",
            run: ({anchor}) => {
                if (anchor.textContent.trim() !== told) {
                    throw new Error(`${anchor.textContent} instead of ${told}`);
                }
            },
        },
        ...openMenu("Whom to call today", "client_day_menu"),
        {
            content: "The ranked list, and no card any more",
            trigger:
                ".o_client_day:has(.o_day_count):not(:has(.o_first_day_card)) .o_day_line:first:contains('1'):has(.o_day_reason)",
        },
    ],
});

tours.add("client_first_day_admin_tour", {
    url: "/odoo/clients-first-day",
    steps: () => [
        {
            content: "An administrator is no head of sales yet",
            trigger: ".o_first_day:not(:has(.o_first_day_setup)) .o_first_day_name",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "And now sees the limits",
            trigger: ".o_first_day_setup, .o_first_day:has(.o_first_day_start)",
        },
    ],
});

tours.add("client_first_day_phone_tour", {
    url: "/odoo/clients-first-day",
    steps: () => [
        {content: "Start", trigger: ".o_first_day_start", run: "click"},
        {
            content: "Three things worth doing",
            trigger: ".o_first_day_step:eq(2) button",
        },
    ],
});
