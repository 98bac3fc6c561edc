import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {expect, test} from "@odoo/hoot";
import {queryOne} from "@odoo/hoot-dom";
import {defineModels, fields, models, mountView} from "@web/../tests/web_test_helpers";

class Trend extends models.Model {
    points = fields.Json();

    _records = [
        {
            id: 1,
            points: [
                {month: "2025-06-01", rate: 100, target: 50},
                {month: "2025-07-01", rate: 0, target: 50},
                {month: "2025-08-01", rate: 120, target: 50},
            ],
        },
        {id: 2, points: [{month: "2025-08-01", rate: 50, target: 100}]},
        {id: 3, points: []},
    ];
    _views = {
        list: `<list><field name="points" widget="segment_sparkline"/></list>`,
    };
}

defineMailModels();
defineModels([Trend]);

const getPoints = (row, name) =>
    queryOne(`.o_data_row:eq(${row}) .o_sparkline_${name}`).getAttribute("points");

test("draws rate and target between 0 and 100 %", async () => {
    await mountView({type: "list", resModel: "trend"});
    expect(getPoints(0, "rate")).toBe("0,0 50,30 100,0");
    expect(getPoints(0, "target")).toBe("0,15 50,15 100,15");
    // One month makes a level line, none makes nothing
    expect(getPoints(1, "rate")).toBe("0,15 100,15");
    expect(".o_data_row:eq(2) svg").toHaveCount(0);
    expect(".o_data_row:eq(0) title").toHaveText(/Jun 2025: 100 %/);
});
