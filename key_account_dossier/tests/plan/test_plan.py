from datetime import date

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from ..dossier.common_contents import ContentsCommon


@tagged("post_install", "-at_install")
class TestPlan(ContentsCommon):
    def _report(self, plan, day, value, **values):
        values = {"date": day, "value": value, **values}
        plan.result_ids = [Command.create(values)]

    def test_progress_up_and_down(self):
        up = self._add_plan(start_value=10, target_value=30)
        self.assertEqual((up.current_value, up.progress), (10, 0))
        self._report(up, date(2026, 3, 1), 15)
        self.assertEqual((up.current_value, up.progress), (15, 25))
        # An older result entered later changes nothing.
        self._report(up, date(2026, 2, 1), 29)
        self.assertEqual(up.progress, 25)
        down = self._add_plan(start_value=6, target_value=1)
        self._report(down, date(2026, 3, 1), 3)
        self.assertEqual(down.progress, 60)
        # (25 + 60) / 2; a dropped objective does not count
        self._add_plan(state="cancelled")
        self.assertEqual(self.mine.plan_progress, 42.5)
        self.assertEqual(self.mine.plan_count, 2)

    def test_pace(self):
        plan = self._add_plan(date_start=date(2026, 3, 1), date_due=date(2026, 3, 11))
        for day, value, pace in (
            ("2026-03-03", 0, "behind"),  # 20 % of the time, nothing done
            ("2026-03-03", 6, "on_track"),  # 14 points behind
            ("2026-03-11", 90, "on_track"),
            ("2026-03-12", 90, "overdue"),
        ):
            with freeze_time(day):
                plan.result_ids.unlink()
                self._report(plan, date(2026, 3, 1), value)
                self.env.invalidate_all()
                self.assertEqual(plan.pace, pace, (day, value))
                overdue = plan.search([("is_overdue", "=", True)])
                self.assertEqual(bool(overdue), pace == "overdue")
                due = self.mine.search([("plan_ids.is_overdue", "=", True)])
                self.assertEqual(bool(due), pace == "overdue")
                self.assertEqual(self.mine.plan_overdue_count, len(overdue))

    def test_closing(self):
        plan = self._add_plan()
        with freeze_time("2026-05-05"):
            plan.action_set_done()
            self.env.flush_all()
        self.assertEqual((plan.state, plan.date_closed), ("done", date(2026, 5, 5)))
        self.assertFalse(plan.pace)
        self.assertNotIn(plan, plan.search([("is_overdue", "=", True)]))
        plan.action_set_open()
        self.assertFalse(plan.date_closed)
        plan.action_set_missed()
        self.assertEqual(plan.state, "missed")

    def test_resources(self):
        plan = self._add_plan(hours_planned=10, budget_planned=500)
        self._report(plan, date(2026, 3, 1), 5, hours=6, amount=500)
        self.assertFalse(plan.overrun)
        self._report(plan, date(2026, 3, 2), 5, hours=4.5, note="Workshop")
        self.assertEqual((plan.hours_used, plan.budget_used), (10.5, 500))
        self.assertTrue(plan.overrun)
        self.assertTrue(self.mine.plan_overrun)
        spare = self._add_plan(hours_planned=1)
        self.assertFalse(self.mine.plan_overrun, "10.5 of 11 hours")
        spare.state = "cancelled"
        self.assertTrue(self.mine.plan_overrun)
        # Nothing planned is no limit.
        free = self._add_plan()
        self._report(free, date(2026, 3, 1), 1, hours=99)
        self.assertFalse(free.overrun)

    def test_currency_is_that_of_the_company(self):
        currency = self.env.ref("base.CHF")
        other = self.env["res.company"].create(
            {"name": "Elsewhere", "currency_id": currency.id}
        )
        self.owner.company_ids = [Command.link(other.id)]
        dossier = self._new_dossier(self.owner, company_id=other.id)
        companies = (self.company | other).ids
        plans = self.env["key.account.plan"].with_user(self.owner)
        plan = plans.with_context(allowed_company_ids=companies).create(
            {"dossier_id": dossier.id, "name": "X", "date_due": "2999-01-01"}
        )
        plan.result_ids = [Command.create({"amount": 5})]
        self.assertEqual(dossier.currency_id, currency)
        self.assertEqual(plan.currency_id, currency)
        self.assertEqual(plan.result_ids.currency_id, currency)

    def test_bad_input(self):
        for values, text in (
            ({"start_value": 7, "target_value": 7}, "nothing to achieve"),
            ({"date_due": date(2025, 12, 31)}, "before it starts"),
        ):
            with self.assertRaisesRegex(ValidationError, text):
                self._add_plan(**values)
        plan = self._add_plan()
        with self.assertRaisesRegex(ValidationError, "future"):
            self._report(plan, date(2999, 1, 1), 5)
        for values in ({"hours_planned": -1}, {"budget_planned": -1}):
            with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
                self._add_plan(**values)

    def test_form(self):
        form = Form(self.env["key.account.plan"].with_user(self.owner))
        form.name = "Third shift"
        form.dossier_id = self.mine
        form.date_due = date(2999, 1, 1)
        form.target_value = 4
        with form.result_ids.new() as result:
            result.value = 1
        plan = form.save()
        self.assertEqual(plan.progress, 25)
        self.assertEqual(plan.responsible_id, self.owner)
