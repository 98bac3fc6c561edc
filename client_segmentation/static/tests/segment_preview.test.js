import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {beforeEach, expect, test} from "@odoo/hoot";
import {advanceTime, animationFrame} from "@odoo/hoot-dom";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Policy extends models.Model {
    abc_threshold_a = fields.Float();
    measure = fields.Selection({
        required: true,
        selection: [["revenue", "Revenue"]],
    });

    _records = [{id: 1, abc_threshold_a: 80, measure: "revenue"}];
    _views = {
        form: `
            <form>
                <field name="abc_threshold_a"/>
                <field name="measure"/>
                <widget name="client_segment_preview"/>
            </form>`,
    };
}

defineMailModels();
defineModels([Policy]);

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
                moves: [{before: "a", after: "b", label: "A → B", count: 3}],
            },
            {
                axis: "tier",
                label: "Tier",
                changed: 0,
                classes: [line("gold", "Gold", 1, 1)],
                moves: [],
            },
        ],
    };
    asked = [];
    onRpc("policy", "get_preview", ({args}) => {
        asked.push(args);
        return preview;
    });
    onRpc("web_save", () => expect.step("saved"));
});

async function edit(value = "60") {
    await contains("[name='abc_threshold_a'] input").edit(value);
    await advanceTime(500);
    await animationFrame();
}

async function openForm() {
    await mountView({type: "form", resModel: "policy", resId: 1});
}

test("follows what is typed and saves nothing", async () => {
    await openForm();
    expect(".o_segment_preview_table").toHaveCount(0);
    await edit();
    await edit("70");
    expect(asked).toEqual([
        [[1], {abc_threshold_a: 60}],
        [[1], {abc_threshold_a: 70}],
    ]);
    expect.verifySteps([]);
});

test("shows both numbers and their difference where there is one", async () => {
    await openForm();
    await edit();
    expect("[data-class='abc:a']").toHaveText("A 5 2 −3", {inline: true});
    expect("[data-class='abc:b']").toHaveText("B 1 4 +3", {inline: true});
    expect("[data-class='tier:gold']").toHaveCount(0);
    expect(".o_segment_preview").toHaveText(/07\/15\/2025[^]*Unchanged: Tier/);
    expect(".o_segment_preview .alert").toHaveCount(0);
});

test("opens who would move, with the values of the preview", async () => {
    mockService("action", {doAction: (action) => expect.step(action.name)});
    onRpc("policy", "action_preview_clients", ({args}) => {
        expect.step(JSON.stringify(args));
        return {name: "who"};
    });
    await openForm();
    await edit();
    expect(".o_segment_move").toHaveText("A → B: 3");
    await contains(".o_segment_move").click();
    expect.verifySteps(['[[1],{"abc_threshold_a":60},"abc","a","b"]', "who"]);
});

test("says that nobody would change, and that nothing was computed", async () => {
    preview.axes.shift();
    await openForm();
    await contains(".o_segment_preview button").click();
    expect(asked).toEqual([[[1], {}]]);
    expect(".o_segment_preview .alert").toHaveText("No client would change class.");
    preview.is_computed = false;
    await contains(".o_segment_preview button").click();
    await animationFrame();
    expect(".o_segment_preview .alert:first").toHaveText(/not been computed/);
});

test("asks nothing while a value is missing", async () => {
    Policy._records[0].measure = false;
    await openForm();
    await contains(".o_segment_preview button").click();
    expect(".o_notification").toHaveCount(1);
    expect(asked).toEqual([]);
});
