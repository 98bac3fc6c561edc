import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {beforeEach, expect, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-dom";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Settings extends models.Model {
    company_id = fields.Many2one({relation: "res.company"});
    segment_abc_threshold_a = fields.Float();
    segment_measure = fields.Selection({
        required: true,
        selection: [["revenue", "Revenue"]],
    });
    other = fields.Char();

    _records = [
        {
            id: 1,
            company_id: 1,
            segment_abc_threshold_a: 80,
            segment_measure: "revenue",
            other: "no segment",
        },
    ];
    _views = {
        form: `
            <form>
                <field name="segment_abc_threshold_a"/>
                <field name="segment_measure"/>
                <field name="other"/>
                <widget name="client_segment_preview"/>
            </form>`,
    };
}

defineMailModels();
defineModels([Settings]);

const line = (value, label, before, after) => ({value, label, before, after});

let preview = null;
let asked = [];

beforeEach(() => {
    preview = {
        as_of: "2025-07-15",
        is_computed: true,
        axes: [
            {
                axis: "abc",
                label: "ABC",
                changed: 3,
                classes: [line("a", "A", 5, 2), line("b", "B", 1, 4)],
            },
            {
                axis: "tier",
                label: "Tier",
                changed: 0,
                classes: [line("gold", "Gold", 1, 1)],
            },
        ],
    };
    asked = [];
    onRpc("res.company", "get_segment_preview", ({args}) => {
        asked.push(args);
        return preview;
    });
});

async function openPreview() {
    await mountView({type: "form", resModel: "settings", resId: 1});
    await contains("[name='segment_abc_threshold_a'] input").edit("60");
    await contains(".o_segment_preview").click();
    await animationFrame();
}

test("asks with the values on the screen and saves nothing", async () => {
    onRpc("web_save", () => expect.step("saved"));
    await openPreview();
    expect(asked).toEqual([
        [1, {segment_abc_threshold_a: 60, segment_measure: "revenue"}],
    ]);
    await contains(".modal footer button").click();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([]);
});

test("shows both numbers and their difference", async () => {
    await openPreview();
    expect("[data-class='abc:a']").toHaveText("A 5 2 −3", {inline: true});
    expect("[data-class='abc:b']").toHaveText("B 1 4 +3", {inline: true});
    expect("[data-class='tier:gold']").toHaveText("Gold 1 1", {inline: true});
    expect(".modal p:first").toHaveText(/07\/15\/2025/);
    expect(".modal .alert").toHaveCount(0);
});

test("says that nobody would change, and that nothing was computed", async () => {
    preview.axes.shift();
    await openPreview();
    expect(".modal .alert").toHaveText("No client would change class.");
    await contains(".modal footer button").click();
    preview.is_computed = false;
    await contains(".o_segment_preview").click();
    await animationFrame();
    expect(".modal .alert:first").toHaveText(/not been computed/);
});

test("asks nothing while a value is missing", async () => {
    Settings._records[0].segment_measure = false;
    await openPreview();
    expect(".modal").toHaveCount(0);
    expect(".o_notification").toHaveCount(1);
    expect(asked).toEqual([]);
});
