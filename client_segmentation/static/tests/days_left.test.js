import {defineModels, fields, models, mountView} from "@web/../tests/web_test_helpers";
import {expect, test} from "@odoo/hoot";
import {mockDate} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {queryAllTexts} from "@odoo/hoot-dom";

class Birthday extends models.Model {
    date = fields.Date();

    _records = [
        {id: 1, date: "2026-12-03"},
        {id: 2, date: "2026-11-28"},
        {id: 3, date: "2026-11-27"},
        {id: 4, date: "2026-11-26"},
        {id: 5, date: "2026-10-30"},
        {id: 6, date: "2027-01-02"},
        {id: 7, date: "2027-06-30"},
        {id: 8, date: false},
    ];
    _views = {
        list: `<list><field name="date" widget="segment_days_left"/></list>`,
    };
}

defineMailModels();
defineModels([Birthday]);

test("says how many days, whatever month it is", async () => {
    mockDate("2026-11-27 12:00:00", 0);
    await mountView({type: "list", resModel: "birthday"});
    expect(queryAllTexts(".o_data_row td[name='date']")).toEqual([
        "In 6 days",
        "Tomorrow",
        "Today",
        "Yesterday",
        "28 days ago",
        "In 36 days",
        "Jun 30, 2027",
        "",
    ]);
});
