import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {beforeEach, expect, test} from "@odoo/hoot";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
    preloadBundle,
    serverState,
} from "@web/../tests/web_test_helpers";

import {
    getClassColor,
    getClassKey,
} from "@client_segmentation/core/segment_classes/class_colors";

const TIERS = [
    ["gold", "Gold"],
    ["silver", "Silver"],
    ["bronze", "Bronze"],
];

const PARTNER = serverState.partnerId;

class Deal extends models.Model {
    name = fields.Char();
    partner_id = fields.Many2one({relation: "res.partner"});
    segment_tier = fields.Selection({selection: TIERS});
    segment_is_stalling = fields.Boolean({string: "Stalling"});
    phase = fields.Selection({
        selection: [
            ["early", "Early"],
            ["late", "Late"],
        ],
    });
    tag_ids = fields.Many2many({relation: "tag"});

    _records = [
        {
            id: 1,
            name: "Desks",
            partner_id: PARTNER,
            segment_tier: "bronze",
            segment_is_stalling: true,
            phase: "early",
            tag_ids: [1, 2],
        },
        {id: 2, name: "Chairs", segment_tier: "gold", phase: "late"},
        {
            id: 3,
            name: "Lamps",
            partner_id: PARTNER,
            segment_tier: "silver",
            phase: "late",
        },
        {id: 4, name: "Beds", phase: "late"},
    ];
}

class Tag extends models.Model {
    name = fields.Char();
    color = fields.Integer();
    segment_field = fields.Char();
    segment_value = fields.Char();

    _records = [
        {
            id: 1,
            name: "Class A",
            color: 10,
            segment_field: "segment_abc",
            segment_value: "a",
        },
        {id: 2, name: "Friends", color: 3},
    ];
}

defineMailModels();
defineModels([Deal, Tag]);
preloadBundle("web.chartjs_lib");

beforeEach(() => {
    onRpc("res.partner", "read", ({args}) => {
        expect.step(`explanation of ${args[0]}`);
        const card = (axes) => `<div data-axes="${axes}">About ${axes}</div>`;
        return [
            {
                id: 7,
                display_name: "Azure",
                segment_explanation: card("abc abcxyz") + card("tier is_key"),
            },
        ];
    });
});

test("a click on a badge explains the class", async () => {
    mockService("action", {doAction: () => expect.step("opened")});
    await mountView({
        type: "list",
        resModel: "deal",
        arch: `
            <list>
                <field name="partner_id" column_invisible="1"/>
                <field name="segment_tier" widget="segment_class"/>
            </list>`,
        selectRecord: () => expect.step("opened"),
    });
    expect("button.o_segment_badge").toHaveCount(2);
    // Nobody knows whose class it is
    expect("span.o_segment_badge").toHaveText("Gold");
    await contains("button.o_segment_badge:contains(Bronze)").click();
    expect.verifySteps([`explanation of ${PARTNER}`]);
    expect(".modal-title").toHaveText("Azure");
    expect(".modal .o_segment_explained").toHaveText("About tier is_key");
    await contains(".modal footer .o_open_client").click();
    expect.verifySteps(["opened"]);
    expect(".modal").toHaveCount(0);
});

test("one class, one colour", async () => {
    await mountView({
        type: "list",
        resModel: "deal",
        arch: `
            <list>
                <field name="segment_tier" widget="segment_class"/>
                <field name="segment_is_stalling" widget="segment_class"/>
            </list>`,
    });
    for (const [value, label] of TIERS) {
        expect(`.o_segment_badge:contains(${label})`).toHaveClass(
            `o_segment_class_${value}`
        );
    }
    expect(".o_segment_class_is_stalling").toHaveText("Stalling");
});

test("keys of classes", () => {
    expect(getClassKey("segment_tier", "gold")).toBe("gold");
    expect(getClassKey("segment_abcxyz", "bn")).toBe("b");
    expect(getClassKey("new_value", "abc:c")).toBe("c");
    expect(getClassKey("segment_class", "abcxyz:cx")).toBe("c");
    expect(getClassKey("segment_is_key", true)).toBe("is_key");
    expect(getClassKey("segment_is_key", "true")).toBe("is_key");
    expect(getClassKey("new_value", "is_key:false")).toBe("");
    expect(getClassKey("segment_tier", false)).toBe("");
    expect(getClassColor("gold")).toMatch(/^#[0-9a-f]{6}$/);
    expect(getClassColor("nonsense")).toBe("");
});

test("red is never good, and grey text is legible on its ground", () => {
    const isRed = (color) => /^#(c9302c|8f1d2c)$/.test(color);
    for (const key of ["hot", "a", "x", "gold", "champions", "result", "urgent"]) {
        expect(isRed(getClassColor(key))).toBe(false, {message: key});
    }
    for (const key of ["at_risk", "cant_lose", "freebie", "is_stalling"]) {
        expect(isRed(getClassColor(key))).toBe(true, {message: key});
    }
});

test("tags of classes explain and are not recoloured", async () => {
    onRpc("tag", "web_save", () => expect.step("recoloured"));
    await mountView({
        type: "form",
        resModel: "deal",
        resId: 1,
        arch: `
            <form>
                <field name="tag_ids" widget="segment_published_tags"
                       options="{'color_field': 'color'}"/>
            </form>`,
    });
    await contains(".o_tag:contains(Class A)").click();
    expect.verifySteps(["explanation of 1"]);
    expect(".o_colorlist").toHaveCount(0);
    expect(".modal .o_segment_explained").toHaveText("About abc abcxyz");
    await contains(".modal footer .btn-primary").click();
    // Other tags are as in Odoo.
    await contains(".o_tag:contains(Friends)").click();
    expect(".o_colorlist").toHaveCount(1);
    expect.verifySteps([]);
});

test("classes from tags", async () => {
    Deal._records[0].tag_ids = [1];
    await mountView({
        type: "kanban",
        resModel: "deal",
        arch: `
            <kanban>
                <templates><t t-name="card">
                    <field name="tag_ids" widget="segment_tags"/>
                </t></templates>
            </kanban>`,
        selectRecord: () => expect.step("opened"),
    });
    expect(".o_segment_badge").toHaveText("Class A");
    expect(".o_segment_badge").toHaveClass("o_segment_class_a");
    await contains(".o_segment_badge").click();
    expect.verifySteps(["explanation of 1"]);
});

test("a card has room for some tags and counts the others", async () => {
    await mountView({
        type: "kanban",
        resModel: "deal",
        arch: `
            <kanban>
                <templates><t t-name="card">
                    <field name="tag_ids" widget="segment_tags" options="{'limit': 1}"/>
                </t></templates>
            </kanban>`,
    });
    const card = ".o_kanban_record:first";
    expect(`${card} .o_segment_badge`).toHaveCount(1);
    expect(`${card} .o_segment_more`).toHaveText("+1");
    expect(".o_kanban_record:eq(1) .o_segment_more").toHaveCount(0);
});

test("charts show classes in their order and colours", async () => {
    const view = await mountView({
        type: "graph",
        resModel: "deal",
        arch: `
            <graph>
                <field name="phase"/>
                <field name="segment_tier"/>
            </graph>`,
    });
    const {model} = findGraph(view);
    const {datasets} = model.data;
    // Early has a bronze deal only; gold comes first all the same.
    expect(datasets.map(({label}) => label)).toEqual([
        "Gold",
        "Silver",
        "Bronze",
        "None",
    ]);
    expect(datasets.slice(0, 3).map((set) => set.backgroundColor)).toEqual(
        ["gold", "silver", "bronze"].map(getClassColor)
    );
});

test("bars and slices of one class each", async () => {
    for (const type of ["bar", "pie"]) {
        const view = await mountView({
            type: "graph",
            resModel: "deal",
            arch: `<graph type="${type}"><field name="segment_tier"/></graph>`,
        });
        const {labels, datasets} = findGraph(view).model.data;
        const [{backgroundColor}] = datasets;
        for (const [value, label] of TIERS) {
            expect(backgroundColor[labels.indexOf(label)]).toBe(getClassColor(value));
        }
    }
});

/** The component inside the view that has the model of the chart. */
function findGraph(component) {
    const nodes = [component.__owl__];
    for (const node of nodes) {
        if (node.component.model?.metaData) {
            return node.component;
        }
        nodes.push(...Object.values(node.children));
    }
    return null;
}
