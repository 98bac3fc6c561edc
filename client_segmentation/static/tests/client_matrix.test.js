import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {beforeEach, expect, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-dom";
import {mockDate} from "@odoo/hoot-mock";
import {
    contains,
    makeMockEnv,
    mockService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
    preloadBundle,
} from "@web/../tests/web_test_helpers";

import {ClientMatrix} from "@client_segmentation/screens/client_matrix/client_matrix";
import {user} from "@web/core/user";
import {getDefaultConfig} from "@web/views/view";

defineMailModels();
preloadBundle("web.chartjs_lib");

const row = (value, label, count, revenue, margin) => ({
    value,
    label,
    count,
    revenue,
    margin,
});

const getConcentration = (name) => ({
    clients: 4,
    buyers: 4,
    head: {count: 2, share: 0.8},
    curve: [
        [0, 0],
        [0.25, 0.6],
        [0.5, 0.8],
        [1, 1],
    ],
    index: 0.425,
    level: "high",
    top: [{id: 7, name, amount: 600, share: 0.6}],
});

const getOverview = () => ({
    settings: {abc: {a: 80, b: 95}},
    currency_id: 1,
    measures: ["count", "revenue", "margin"],
    total: {count: 4, revenue: 1000, margin: 500},
    matrix: {
        ax: {count: 1, revenue: 600, margin: 400},
        bn: {count: 2, revenue: 350, margin: 110},
        cn: {count: 1, revenue: 50, margin: -10},
    },
    temperature: [
        row("cold", "Cold", 3, 0, 0),
        row("warm", "Warm", 3, 0, 0),
        row("hot", "Hot", 4, 1000, 500),
    ],
    tier: [row("gold", "Gold", 0, 0, 0), row("silver", "Silver", 1, 600, 400)],
    rfm: [row("champions", "Champions", 1, 600, 400), row("lost", "Lost", 0, 0, 0)],
    gains: {
        total: {revenue: 1000, margin: 510},
        matrix: {
            ax: {revenue: 600, margin: 400},
            bn: {revenue: 350, margin: 110},
            cn: {revenue: 50, margin: 0},
        },
        rfm: {champions: {revenue: 600, margin: 400}},
    },
    concentration: {
        revenue: getConcentration("By revenue"),
        margin: getConcentration("By margin"),
    },
    mono: [{id: 7, name: "Giant", share: 0.8, limit: 0.5, needed: 300}],
});

const ACTION = {
    id: 5,
    path: "client-segments",
    type: "ir.actions.act_window",
    res_model: "res.partner",
    domain: [],
};

let overview = null;

beforeEach(() => {
    mockDate("2025-07-15 12:00:00", 0);
    overview = getOverview();
    patchWithCleanup(user, {hasGroup: async () => true});
    onRpc("client.segment.run", "get_freshness", () => ({
        computed_at: "2025-07-15 10:00:00",
        as_of: "2025-07-15",
        is_current: true,
        can_recompute: true,
    }));
    onRpc("client.segment", "get_overview", ({args}) => {
        expect.step(`overview ${args[0]}`);
        return overview;
    });
    onRpc("client.segment", "get_comparison", ({args}) => {
        expect.step(`comparison ${args[0]}`);
        return {
            as_of: args[0],
            matrix: {ax: 1, bn: 4},
            moves: [
                {before: "b", after: "b", count: 2, partner_ids: []},
                {before: "b", after: "c", count: 1, partner_ids: [9]},
                {before: "b", after: "", count: 1, partner_ids: [8]},
            ],
        };
    });
    mockService("action", {
        loadAction: async () => ({...ACTION}),
        doAction(action) {
            expect.step(action);
        },
    });
});

async function mountMatrix() {
    await makeMockEnv({config: getDefaultConfig()});
    await mountWithCleanup(ClientMatrix, {props: {action: {}, actionId: 1}});
    expect.verifySteps(["overview false"]);
}

test("shows counts and shares of each cell", async () => {
    await mountMatrix();
    expect("[data-cell='ax']").toHaveText("1\n25% of clients\n60% of revenue");
    expect("[data-cell='bn']").toHaveText("2\n50% of clients\n35% of revenue");
    expect("[data-cell='ay']").toHaveText("0");
    expect("[data-cell='ay']").not.toBeEnabled();
    // 600 of 600; the root of 350 and of 50 in 600 makes 76 and 29 per cent
    expect("[data-cell='ax']").toHaveClass("o_heat_map_shade_5");
    expect("[data-cell='bn']").toHaveClass("o_heat_map_shade_4");
    expect("[data-cell='cn']").toHaveClass("o_heat_map_shade_2");
    expect("[data-cell='ay']").toHaveClass("o_heat_map_shade_0");
});

test("names what 100 % are", async () => {
    await mountMatrix();
    expect(".o_share_whole:first").toHaveText(
        "100 % of clients is everyone who has bought, 4. 100 % of amounts is everything above zero."
    );
    expect("[data-axis='temperature'] .o_share_whole").toHaveText(
        "100 %: all clients, 10"
    );
    expect("[data-axis='tier'] .o_share_whole").toHaveText(
        "100 %: clients with a tier, 1"
    );
});

test("changes the measure", async () => {
    await mountMatrix();
    await contains("[data-measure='margin']").click();
    expect("[data-cell='cn']").toHaveText("1\n25% of clients\n0% of margin");
    expect("[data-cell='cn']").toHaveClass("o_heat_map_shade_0");
    expect(".o_concentration_top").toHaveText(/By margin/);
    await contains("[data-measure='count']").click();
    expect("[data-cell='bn']").toHaveClass("o_heat_map_shade_5");
    expect(".o_concentration_top").toHaveText(/By revenue/);
});

test("opens the clients of a cell", async () => {
    await mountMatrix();
    await contains("[data-cell='ax']").click();
    await animationFrame();
    expect.verifySteps([
        {
            type: "ir.actions.act_window",
            res_model: "res.partner",
            name: "Clients AX",
            display_name: "Clients AX",
            domain: ["|", ["parent_id", "=", false], ["is_company", "=", true]],
            context: {
                search_default_segment_abc_a: 1,
                search_default_segment_xyz_x: 1,
                segment_facets: [],
            },
        },
    ]);
});

function logFacets() {
    mockService("action", {
        loadAction: async () => ({...ACTION}),
        doAction({name, context}) {
            const {segment_facets, ...defaults} = context;
            expect.step([name, Object.keys(defaults), segment_facets]);
        },
    });
}

test("opens the clients of a row, and all buyers", async () => {
    logFacets();
    await mountMatrix();
    await contains(".o_heat_map tbody tr:first-child td:last-child button").click();
    await contains(".o_heat_map [data-cell='total']:last").click();
    await animationFrame();
    expect.verifySteps([
        ["Clients A", ["search_default_segment_abc_a"], []],
        [
            "Buyers",
            [
                "search_default_segment_abc_a",
                "search_default_segment_abc_b",
                "search_default_segment_abc_c",
            ],
            [],
        ],
    ]);
});

test("opens the clients of a class", async () => {
    logFacets();
    await mountMatrix();
    await contains(".o_share_bar_legend[data-value='warm']").click();
    await contains(".o_rfm_bars [data-value='champions']").click();
    await animationFrame();
    expect.verifySteps([
        ["Warm", ["search_default_segment_warm"], []],
        ["Champions", ["search_default_segment_rfm"], []],
    ]);
    expect(".o_rfm_bars [data-value='lost']").toHaveCount(0);
});

test("tells the money at stake in place of a share of nothing", async () => {
    overview.rfm[1].count = 3;
    overview.at_stake = {lost: 81000, champions: 0};
    await mountMatrix();
    expect(".o_rfm_bars [data-value='lost'] td:nth-child(4)").toHaveText("");
    expect(".o_rfm_bars [data-value='lost'] .o_rfm_stake").toHaveText(/81,000/);
    expect(".o_rfm_bars [data-value='champions'] td:nth-child(4)").toHaveText("60%");
    expect(".o_rfm_bars [data-value='champions'] .o_rfm_stake").toHaveText("");
});

test("says what depends on a few", async () => {
    await mountMatrix();
    expect(".o_matrix_mono").toHaveText(/Giant.*80% of the profit.*50%.*300/s);
    expect(".o_concentration").toHaveText(
        /The 2 largest clients \(50% of those who have bought\) bring in 80% of the revenue/
    );
    expect(".o_concentration_index").toHaveText(/High concentration.*0\.425/s);
    expect(".o_concentration canvas").toHaveCount(1);
});

test("says that temperatures stand in the recommended order", async () => {
    overview.order_check = {order: "Hot > Warm > Cold", violations: []};
    await mountMatrix();
    expect(".o_temperature_order").toHaveText(
        "In the recommended order: Hot > Warm > Cold"
    );
});

test("says where temperatures stand otherwise, and opens the clients", async () => {
    logFacets();
    overview.order_check = {
        order: "Warm > Hot > Cold",
        violations: [
            {more: "cold", less: "warm", more_share: 0.41, less_share: 0.23},
            {more: "hot", less: "warm", more_share: 0.36, less_share: 0.23},
        ],
    };
    await mountMatrix();
    expect(".o_temperature_violation").toHaveCount(2);
    expect("[data-violation='cold>warm']").toHaveText(
        "There are more cold clients than warm ones: 41% against 23%."
    );
    await contains("[data-violation='hot>warm']").click();
    await animationFrame();
    expect.verifySteps([["Hot", ["search_default_segment_hot"], []]]);
});

test("temperatures are not checked without an order", async () => {
    overview.order_check = false;
    await mountMatrix();
    expect(".o_temperature_order").toHaveCount(0);
});

test("shows no more than the axes in use", async () => {
    Object.assign(overview, {
        matrix: false,
        abc: [row("a", "A", 1, 600, 400), row("b", "B", 3, 400, 100)],
        temperature: [],
        tier: [],
        rfm: [],
        order_check: false,
    });
    await mountMatrix();
    expect(".o_heat_map").toHaveCount(0);
    expect(".o_rfm_bars").toHaveCount(0);
    expect(".o_matrix_compare").toHaveCount(0);
    expect(".o_share_bar_legend").toHaveCount(2);
    expect(".o_share_bar_legend[data-value='a']").toHaveText(/A/);
});

test("my clients only", async () => {
    await mountMatrix();
    await contains(".o_matrix_mine").click();
    expect.verifySteps([`overview ${user.userId}`]);
    logFacets();
    await contains("[data-cell='bn']").click();
    await animationFrame();
    expect.verifySteps([
        [
            "Clients BN",
            [
                "search_default_segment_abc_b",
                "search_default_segment_xyz_n",
                "search_default_user_id",
            ],
            [],
        ],
    ]);
    await contains(".o_matrix_all").click();
    expect.verifySteps(["overview false"]);
});

test("compares with an earlier day", async () => {
    logFacets();
    await mountMatrix();
    expect(".o_heat_map_delta").toHaveCount(0);
    await contains(".o_matrix_compare input").edit("01/15/2025", {confirm: "enter"});
    await animationFrame();
    expect.verifySteps(["comparison 2025-01-15"]);
    expect("[data-cell='ax'] .o_heat_map_delta").toHaveText("±0");
    expect("[data-cell='bn'] .o_heat_map_delta").toHaveText("−2");
    expect("[data-cell='cn'] .o_heat_map_delta").toHaveText("+1");
    await contains("[data-move='b>c']").click();
    await animationFrame();
    expect.verifySteps([
        ["B → C", [], [{description: "B → C", domain: '[["id","in",[9]]]'}]],
    ]);
    await contains(".o_matrix_compare_clear").click();
    expect(".o_heat_map_delta").toHaveCount(0);
});

test("salespeople see no profit and compare nothing", async () => {
    patchWithCleanup(user, {hasGroup: async () => false});
    delete overview.mono;
    delete overview.concentration.margin;
    overview.measures = ["count", "revenue"];
    await mountMatrix();
    expect("[data-measure]").toHaveCount(2);
    expect(".o_matrix_compare").toHaveCount(0);
    expect(".o_matrix_mono").toHaveCount(0);
});

test("who sees own documents only begins with own clients", async () => {
    patchWithCleanup(user, {
        hasGroup: async (group) => group === "sales_team.group_sale_salesman",
    });
    delete overview.mono;
    Object.assign(overview, {
        measures: ["count"],
        total: {count: 4},
        matrix: {ax: {count: 1}, bn: {count: 2}, cn: {count: 1}},
        gains: {total: {}, matrix: {}, rfm: {}},
        tier: [{value: "silver", label: "Silver", count: 1}],
        rfm: [{value: "champions", label: "Champions", count: 1}],
        concentration: {},
    });
    await makeMockEnv({config: getDefaultConfig()});
    await mountWithCleanup(ClientMatrix, {props: {action: {}, actionId: 1}});
    expect.verifySteps([`overview ${user.userId}`]);
    expect("[data-measure]").toHaveCount(1);
    expect("[data-measure='count']").toHaveText("Clients");
    expect("[data-measure='count']").toHaveClass("active");
    expect(".o_matrix_own_amounts").toHaveCount(1);
    // The largest cell has 2 of 4
    expect("[data-cell='bn']").toHaveText("2\n50% of clients");
    expect("[data-cell='bn']").toHaveClass("o_heat_map_shade_5");
    expect(".o_rfm_bars th").toHaveCount(2);
    expect(".o_concentration").toHaveCount(0);
});

test("helps when nothing was computed", async () => {
    overview.settings = false;
    await mountMatrix();
    expect(".o_heat_map").toHaveCount(0);
    await contains(".o_client_matrix_empty button").click();
    expect.verifySteps(["client_segmentation.client_segment_recompute_action"]);
});
