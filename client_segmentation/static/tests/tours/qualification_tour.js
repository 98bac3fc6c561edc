import {registry} from "@web/core/registry";

const CARD = ".o_kanban_record:contains('Tour Deal')";
const MONEY = ".o_qualification_row[data-criterion='qualification_money']";
const DECISION = ".o_qualification_row[data-criterion='qualification_decision']";

registry.category("web_tour.tours").add("qualification_tour", {
    url: "/odoo/crm",
    steps: () => [
        {
            content: "The card shows that nothing is known",
            trigger: `${CARD} .o_qualification:contains('0/5')`,
        },
        {
            trigger: `${CARD}`,
            run: "click",
        },
        {
            trigger: ".o_form_view .nav-link[name='qualification_page']",
            run: "click",
        },
        {
            content: "One click for each answer",
            trigger: `${MONEY} .o_qualification_yes`,
            run: "click",
        },
        {
            trigger: ".o_qualification_form:contains('1/5')",
        },
        {
            trigger: `${DECISION} .o_qualification_no`,
            run: "click",
        },
        {
            trigger: `${DECISION} .o_qualification_no.o_selected`,
        },
        {
            content: "Saved at once",
            trigger:
                ".o_form_view .o_form_status_indicator_buttons.invisible:not(:visible)",
        },
        {
            content: "The card shows the score",
            trigger: ".o_back_button, .breadcrumb-item a",
            run: "click",
        },
        {
            trigger: `${CARD} .o_qualification:contains('1/5')`,
        },
    ],
});
