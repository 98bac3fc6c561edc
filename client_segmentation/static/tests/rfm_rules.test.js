import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {beforeEach, expect, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-dom";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";

import {RfmMap} from "@client_segmentation/policy/rfm_rules/rfm_map";

class Rule extends models.Model {
    _name = "client.segment.rfm.rule";

    sequence = fields.Integer();
    segment = fields.Char();
    r_min = fields.Integer();

    _records = [
        {id: 1, sequence: 1, segment: "Champions", r_min: 5},
        {id: 2, sequence: 2, segment: "Lost", r_min: 1},
    ];
    _views = {
        list: `
            <list js_class="client_segment_rfm_rule_list" editable="bottom">
                <field name="sequence" widget="handle"/>
                <field name="segment"/>
                <field name="r_min"/>
            </list>`,
    };
}

defineMailModels();
defineModels([Rule]);

const SEGMENTS = {champions: "Champions", lost: "Lost"};

/** R 5 is a champion, with M 1 nothing at all; the others are lost. */
const getMap = () =>
    [1, 2, 3, 4, 5].map((recency) =>
        [1, 2, 3, 4, 5].map(() =>
            [1, 2, 3, 4, 5].map((monetary) => {
                if (recency < 5) {
                    return "lost";
                }
                return monetary > 1 && "champions";
            })
        )
    );

let lint = null;

beforeEach(() => {
    lint = {problems: [], segments: SEGMENTS, map: getMap()};
    onRpc("client.segment.rfm.rule", "get_lint", () => {
        expect.step("lint");
        return lint;
    });
});

test("the map names the segments of each combination, the highest M first", async () => {
    await mountWithCleanup(RfmMap, {props: {map: getMap(), segments: SEGMENTS}});
    expect("tbody tr:first th").toHaveText("R 5");
    expect("[data-cell='5-1'] .o_rfm_map_part").toHaveCount(2);
    expect("[data-cell='5-1'] .o_rfm_map_part:first").toHaveText("Champions");
    expect("[data-cell='5-1'] .o_rfm_map_gap").toHaveText("No rule");
    expect("[data-cell='4-5']").toHaveText("Lost");
});

test("the map of one M", async () => {
    await mountWithCleanup(RfmMap, {props: {map: getMap(), segments: SEGMENTS}});
    await contains("[data-monetary='1']").click();
    expect("[data-cell='5-1']").toHaveText("No rule");
    await contains("[data-monetary='2']").click();
    expect("[data-cell='5-1']").toHaveText("Champions");
});

test("a table in order is said to be so", async () => {
    await mountView({type: "list", resModel: "client.segment.rfm.rule"});
    expect.verifySteps(["lint"]);
    expect(".o_rfm_lint .text-success").toHaveCount(1);
    expect(".o_rfm_map").toHaveCount(1);
});

test("problems are told, and again after a rule was changed", async () => {
    lint.problems = ["Rules that no client reaches: Lost."];
    await mountView({type: "list", resModel: "client.segment.rfm.rule"});
    expect.verifySteps(["lint"]);
    expect(".o_rfm_lint .alert").toHaveText("Rules that no client reaches: Lost.");
    lint.problems = [];
    await contains(".o_data_row:last .o_data_cell[name='r_min']").click();
    await contains(".o_data_row:last [name='r_min'] input").edit("2", {
        confirm: false,
    });
    await contains(".o_list_button_save").click();
    await animationFrame();
    expect.verifySteps(["lint"]);
    expect(".o_rfm_lint .alert").toHaveCount(0);
});

test("the preview shows the segments only", async () => {
    onRpc("client.segment.policy", "search", () => [7]);
    onRpc("client.segment.policy", "get_preview", ({args}) => {
        expect.step(`preview ${JSON.stringify(args[1])}`);
        return {
            as_of: "2025-07-15",
            is_computed: true,
            axes: [
                {axis: "abc", label: "ABC", changed: 0, classes: []},
                {
                    axis: "rfm",
                    label: "RFM",
                    changed: 1,
                    classes: [
                        {value: "lost", label: "Lost", before: 4, after: 3},
                        {value: "champions", label: "Champions", before: 1, after: 2},
                    ],
                },
            ],
        };
    });
    await mountView({type: "list", resModel: "client.segment.rfm.rule"});
    await contains(".o_rfm_preview").click();
    await animationFrame();
    expect.verifySteps(["lint", "preview {}"]);
    expect(".modal tbody").toHaveCount(1);
    expect("[data-class='rfm:champions']").toHaveText("Champions 1 2 +1", {
        inline: true,
    });
    expect(".modal p:first").toHaveText(/This shows the current rules/);
});
