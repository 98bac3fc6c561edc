import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {beforeEach, expect, test} from "@odoo/hoot";
import {
    contains,
    defineActions,
    defineModels,
    fields,
    getService,
    models,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {WebClient} from "@web/webclient/webclient";

const MENU = "client_segmentation.client_segment_dynamics_menu";

class Client extends models.Model {
    name = fields.Char();

    _records = [{id: 1, name: "Azure"}];
    _views = {
        list: `<list><field name="name"/></list>`,
        form: `<form><field name="name"/></form>`,
        pivot: `<pivot/>`,
    };
}

defineMailModels();
defineModels([Client]);
const prepareAction = (id, name, views) => ({
    id,
    name,
    path: `path-${id}`,
    res_model: "client",
    type: "ir.actions.act_window",
    context: {segment_tabs: MENU},
    views,
});
defineActions([
    prepareAction(11, "Months", [
        [false, "list"],
        [false, "form"],
    ]),
    prepareAction(12, "Salespeople", [[false, "list"]]),
    prepareAction(13, "Migration", [[false, "pivot"]]),
    // Opened from a tab, with its context
    prepareAction(14, "Details", [[false, "list"]]),
]);

const TABS = [
    {
        label: "Active Base",
        actions: [
            {id: 11, label: "By Month"},
            {id: 12, label: "By Salesperson"},
        ],
    },
    {label: "Migration", actions: [{id: 13, label: ""}]},
];

beforeEach(() => {
    onRpc("client.segment", "get_tabs", ({args}) => {
        expect(args).toEqual([MENU]);
        return TABS;
    });
});

async function openAction(id) {
    await mountWithCleanup(WebClient);
    await getService("action").doAction(id);
}

test("a tab takes the place of the one before", async () => {
    await openAction(11);
    expect(".o_action_tabs .nav-link").toHaveCount(2);
    expect(".o_action_tabs .nav-link.active").toHaveText("Active Base");
    expect(".o_action_tabs .btn-group .active").toHaveText("By Month");
    await contains(".o_action_tabs .nav-link:contains('Migration')").click();
    expect(".o_pivot_view").toHaveCount(1);
    expect(".o_action_tabs .nav-link.active").toHaveText("Migration");
    expect(".o_action_tabs .btn-group").toHaveCount(0);
    expect(".breadcrumb-item").toHaveCount(0);
    expect(".o_breadcrumb").toHaveText("Migration");
    await contains(".o_action_tabs .nav-link:contains('Active Base')").click();
    await contains(".o_action_tabs button:contains('By Salesperson')").click();
    expect(".o_breadcrumb").toHaveText("Salespeople");
});

test("records and what is opened from a tab have none", async () => {
    await openAction(11);
    await contains(".o_data_cell").click();
    expect(".o_form_view").toHaveCount(1);
    expect(".o_action_tabs").toHaveCount(0);
    await getService("action").doAction(14);
    expect(".o_list_view").toHaveCount(1);
    expect(".o_action_tabs").toHaveCount(0);
});
