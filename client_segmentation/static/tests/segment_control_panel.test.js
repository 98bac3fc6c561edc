import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {beforeEach, expect, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-dom";
import {mockDate} from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    models,
    mockService,
    mountView,
    mountWithCleanup,
    getService,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {WebClient} from "@web/webclient/webclient";

class Client extends models.Model {
    name = fields.Char();
    revenue = fields.Integer();
    abc = fields.Selection({
        selection: [
            ["a", "A"],
            ["b", "B"],
        ],
    });

    _records = [
        {id: 1, name: "Azure", revenue: 5, abc: "a"},
        {id: 2, name: "Cold One"},
    ];
    _views = {
        list: `<list js_class="client_segment_list"><field name="name"/></list>`,
        kanban: `<kanban js_class="client_segment_kanban">
            <templates><t t-name="card"><field name="name"/></t></templates>
        </kanban>`,
        search: `
            <search>
                <filter name="segment_acting" string="Acting Clients"
                        domain="[('revenue', '>', 0)]"/>
                <searchpanel>
                    <field name="abc" select="multi" enable_counters="1"/>
                </searchpanel>
            </search>`,
    };
}

defineMailModels();
defineModels([Client]);

const FRESHNESS = {
    computed_at: "2025-07-15 10:00:00",
    as_of: "2025-07-15",
    is_current: true,
    months: false,
    can_recompute: true,
};

let freshness = FRESHNESS;

beforeEach(() => {
    freshness = FRESHNESS;
    mockDate("2025-07-15 12:00:00", 0);
    onRpc("client.segment.run", "get_freshness", () => freshness);
});

function mountClients() {
    return mountView({type: "list", resModel: "client"});
}

test("says when the segments were computed", async () => {
    await mountClients();
    expect(".o_segment_freshness").toHaveText(
        "Segments computed 2 hours ago, as of 07/15/2025.\nRecompute"
    );
    expect(".o_segment_freshness .badge").toHaveCount(0);
    expect(".o_data_row").toHaveCount(2);
    expect(".o_segment_hidden").toHaveCount(0);
});

test("marks figures that are not of today", async () => {
    freshness = {...FRESHNESS, as_of: "2024-12-31", is_current: false};
    await mountClients();
    expect(".o_segment_freshness .badge").toHaveText(
        "Figures as of 12/31/2024, not today"
    );
});

test("tells how far the months of the past are", async () => {
    freshness = {...FRESHNESS, months: {done: 5, count: 24}};
    await mountClients();
    expect(".o_segment_freshness .badge").toHaveText(
        "Past months are being filled in: 5 / 24"
    );
});

test("says that nothing was computed yet", async () => {
    freshness = {...FRESHNESS, computed_at: false, as_of: false, is_current: false};
    await mountClients();
    expect(".o_segment_freshness span").toHaveText(
        "Segments have not been computed yet."
    );
});

test("offers to recompute only to those who may", async () => {
    freshness = {...FRESHNESS, can_recompute: false};
    await mountClients();
    expect(".o_segment_recompute").toHaveCount(0);
});

test("opens the wizard", async () => {
    mockService("action", {
        doAction(action) {
            expect.step(action);
        },
    });
    await mountClients();
    await contains(".o_segment_recompute").click();
    expect.verifySteps(["client_segmentation.client_segment_recompute_action"]);
});

const CLIENTS = {
    type: "ir.actions.act_window",
    res_model: "client",
    views: [
        [false, "list"],
        [false, "kanban"],
    ],
};

async function openClients(context) {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({...CLIENTS, context});
}

test("says that prospects and lost clients are hidden, and shows them", async () => {
    await openClients({search_default_segment_acting: 1});
    expect(".o_data_row").toHaveCount(1);
    expect(".o_facet_value").toHaveText("Acting Clients");
    expect(".o_segment_hidden").toHaveText(/prospects and lost clients are hidden/);
    await contains(".o_segment_hidden button").click();
    expect(".o_data_row").toHaveCount(2);
    expect(".o_segment_hidden").toHaveCount(0);
    expect(".o_facet_value").toHaveCount(0);
});

test("filters of the screen before are facets", async () => {
    const domain = '[["id", "in", [2]]]';
    await openClients({segment_facets: [{description: "A → B", domain}]});
    expect(".o_facet_value").toHaveText("A → B");
    expect(".o_data_row").toHaveText("Cold One");
    await contains(".o_switch_view.o_kanban").click();
    expect(".o_facet_value").toHaveText("A → B");
    expect(".o_kanban_record:not(.o_kanban_ghost)").toHaveCount(1);
    await contains(".o_facet_remove").click();
    expect(".o_kanban_record:not(.o_kanban_ghost)").toHaveCount(2);
});

test("counters of the search panel follow a new run", async () => {
    let counted = 0;
    onRpc("client", "search_panel_select_multi_range", () => {
        counted++;
        return {values: [{id: "a", display_name: "A", __count: counted}]};
    });
    await openClients({});
    expect(".o_search_panel_counter").toHaveText("1");
    await contains(".o_switch_view.o_kanban").click();
    expect(counted).toBe(1, {message: "not counted again for another view"});
    freshness = {...FRESHNESS, computed_at: "2025-07-15 11:00:00"};
    await contains(".o_switch_view.o_list").click();
    await animationFrame();
    expect(".o_search_panel_counter").toHaveText("2");
});
