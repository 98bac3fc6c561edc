import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {beforeEach, expect, test} from "@odoo/hoot";
import {mockDate} from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    models,
    mockService,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Client extends models.Model {
    name = fields.Char();

    _records = [{id: 1, name: "Azure"}];
    _views = {list: `<list js_class="client_segment_list"><field name="name"/></list>`};
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
    expect(".o_data_row").toHaveCount(1);
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
        "Past months are being filled: 5 of 24"
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
