import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {expect, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-mock";
import {
    MockServer,
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Deal extends models.Model {
    name = fields.Char();
    reason = fields.Char();

    _records = [{id: 1, name: "Desks", reason: "Moves house"}];
    _views = {
        "form,7": `
            <form>
                <field name="reason" readonly="1"/>
                <button name="action_win" type="object" string="Win"/>
            </form>`,
    };
}

defineMailModels();
defineModels([Deal]);

const ARCH = `
    <form>
        <field name="name"/>
        <notebook>
            <page name="notes" string="Notes"/>
            <page name="why" string="Why">
                <widget name="client_form_part" options="{'view_id': 7}"/>
            </page>
        </notebook>
    </form>`;

function stepReads() {
    onRpc("web_read", ({kwargs}) => {
        expect.step(Object.keys(kwargs.specification).join());
    });
}

test("a part of a form is read when its page is opened", async () => {
    stepReads();
    await mountView({type: "form", resModel: "deal", resId: 1, arch: ARCH});
    expect.verifySteps(["name,display_name"]);
    await contains(".nav-link[name=why]").click();
    expect.verifySteps(["reason"]);
    expect(".o_widget_client_form_part [name=reason]").toHaveText("Moves house");
});

test("its buttons save the form before, and both are read again after", async () => {
    mockService("action", {
        doActionButton: async ({name, resModel, resId, onClose}) => {
            expect.step(`${name} of ${resModel} ${resId}`);
            await animationFrame();
            MockServer.env.deal.write([1], {reason: "Won"});
            stepReads();
            await onClose();
        },
    });
    onRpc("web_save", ({args}) => {
        expect.step(`save ${args[1].name}`);
    });
    await mountView({type: "form", resModel: "deal", resId: 1, arch: ARCH});
    await contains(".nav-link[name=why]").click();
    await contains("[name=name] input").edit("Tables");
    await contains("button[name=action_win]").click();
    await animationFrame();
    expect.verifySteps([
        "save Tables",
        "action_win of deal 1",
        "name,display_name",
        "reason",
    ]);
    expect("[name=name] input").toHaveValue("Tables");
    expect(".o_widget_client_form_part [name=reason]").toHaveText("Won");
});
