import random
from datetime import date, timedelta
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .test_loyalty_result import JOINED, LoyaltyResultCommon

# Monday by Monday; the looks of two months are due after 31 and 61 days, and made when
# the job runs next
WEEKS = [JOINED + timedelta(days=7 * week) for week in range(1, 10)]
# Enough for earlier purchases to be taken into account
SIZE = 40
# An order before the launch, one in each half of the time measured
DAYS = (date(2026, 5, 1), date(2026, 6, 3), date(2026, 7, 15))


@tagged("post_install", "-at_install")
class TestResultProcedure(LoyaltyResultCommon):
    """The procedure as it runs: case approved, clients drawn, measured by the job week
    by week, decided. A rack brings a margin of 40; clients buy some 30 racks a time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program.action_archive()
        cls.generator = random.Random(16)

    def _launch(self, number, planted=0):
        """A program whose members buy ``planted`` racks more in each half."""
        clients = self.env["res.partner"].create(
            [{"name": f"Client {number}.{n}", "is_company": True} for n in range(SIZE)]
        )
        program = self._create_program(
            name=f"Program {number}",
            control_share=0.5,
            stratify_by=False,
            control_seed=f"seed {number}",
            target_domain=str([("id", "in", clients.ids)]),
        )
        self._approve(program)
        with freeze_time(f"{JOINED} 10:00:00"):
            program._enrol_target()
        groups = {m.partner_id: m.group for m in program.member_ids}
        self.assertEqual(list(groups.values()).count("control"), SIZE // 2)
        self._buy_all({c: planted * (group == "member") for c, group in groups.items()})
        return program

    def _approve(self, program):
        plan = self.env["loyalty.plan"].create(
            {
                "name": "Likely",
                "program_id": program.id,
                "client_count": SIZE,
                "average_order": 1000,
                "margin": 0.4,
                "frequency_uplift": 0.5,
                "decision_months": 2,
                "look_count": 2,
            }
        )
        plan.action_submit()
        plan.action_approve()

    def _buy_all(self, planted):
        values, days = [], []
        for client, more in planted.items():
            level = 20 + 10 * self.generator.lognormvariate(0, 0.5)
            for place, day in enumerate(DAYS):
                racks = round(level + self.generator.gauss(0, 2)) + (place and more)
                line = {"product_id": self.rack.id, "product_uom_qty": racks}
                values.append(
                    {"partner_id": client.id, "order_line": [Command.create(line)]}
                )
                days.append(day)
        for order, day in zip(self.env["sale.order"].create(values), days, strict=True):
            order.write({"state": "sale", "date_order": f"{day} 12:00:00"})

    def _run_job(self):
        # A test does not commit
        progress = patch.object(self.env.registry["ir.cron"], "_commit_progress")
        for day in WEEKS:
            with freeze_time(f"{day} 10:00:00"), progress:
                self.env["loyalty.program"]._cron_measure()

    def _get_results(self, program):
        results = program.result_ids.sorted("as_of")
        self.assertEqual(results.mapped("as_of"), WEEKS)
        looks = [0, 0, 0, 0, 1, 0, 0, 0, 2]
        self.assertEqual(results.mapped("look_number"), looks)
        self.assertEqual(set(results.mapped("method")), {"control"})
        self.assertEqual(set(results[:4].mapped("verdict")), {"undecided"})
        return results

    def test_from_the_case_to_the_decision(self):
        nothing = [self._launch(number) for number in range(1)]
        more = self._launch(1, planted=10)
        less = self._launch(2, planted=-10)
        self._run_job()
        for program in nothing:
            verdicts = set(self._get_results(program).mapped("verdict"))
            self.assertLessEqual(verdicts, {"undecided", "too_small", "no_effect"})
        for program, verdict, racks in ((more, "pays", 20), (less, "loses", -20)):
            results = self._get_results(program)
            self.assertEqual(results[-1].verdict, verdict)
            self.assertLessEqual(results[-1].decided_low, racks * 40)
            self.assertGreaterEqual(results[-1].decided_high, racks * 40)
            # At the first look half of it was to be seen
            self.assertLessEqual(results[4].decided_low, racks * 20)
            self.assertGreaterEqual(results[4].decided_high, racks * 20)
