"""A verdict at the planned looks only, and of groups that may be compared."""

import random
from datetime import date, timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from .test_loyalty_result import AS_OF, JOINED, LoyaltyResultCommon

SCRIPT = "loyalty_program/migrations/19.0.1.4.0/post-looks.py"


@tagged("post_install", "-at_install")
class TestLoyaltyLooks(LoyaltyResultCommon):
    def _buy_clearly(self):
        """Members buy 30 ... 34 racks and the others 1 ... 5: of the 252 ways to draw
        them two are as far apart."""
        self._enrol()
        for group, racks in zip(self._get_groups(), (30, 1), strict=True):
            for more, client in enumerate(group):
                self._buy(client, racks + more)

    def _approve_plan(self, **values):
        plan = self.env["loyalty.plan"].create(
            {
                "name": "Likely",
                "program_id": self.program.id,
                "client_count": 10,
                "average_order": 1000,
                "margin": 0.4,
                "frequency_uplift": 0.5,
                **values,
            }
        )
        plan.action_submit()
        plan.action_approve()
        return plan

    def test_described_until_the_look(self):
        """However clear, the weeks before are no verdict."""
        self._buy_clearly()
        result = self._measure(AS_OF - timedelta(days=1))
        self.assertEqual((result.verdict, result.look_number), ("undecided", 0))
        self.assertAlmostEqual(result.effect, 29 * 40)
        self.assertIn("Not decided yet", result.panel)
        result = self._measure()
        self.assertEqual((result.verdict, result.look_number), ("pays", 1))
        self.assertTrue(result.has_limits)

    def test_decided_stays_decided(self):
        self._buy_clearly()
        look = self._measure()
        for client in self._get_groups()[1]:
            self._buy(client, 500, day=AS_OF + timedelta(days=1))
        later = self._measure(AS_OF + timedelta(days=7))
        self.assertLess(later.effect, 0)
        self.assertEqual((later.verdict, later.decided_by_id), ("pays", look))
        self.assertIn("Decided on", later.panel)

    def test_course_over_the_measurements(self):
        """Two measurements: a chart of what was measured, and no plan in it."""
        self._buy_clearly()
        first = self._measure(AS_OF - timedelta(days=7))
        self.assertNotIn("by measurement", first.panel)
        result = self._measure()
        chart = result._prepare_course()
        self.assertEqual(len(chart["lines"]), 3)
        self.assertEqual([len(points) for _color, points in chart["lines"]], [2] * 3)
        self.assertIn("by measurement", result.panel)

    def test_measured_again_on_the_day_of_the_look(self):
        self._buy_clearly()
        self._measure()
        again = self._measure()
        self.assertEqual((again.verdict, again.look_number), ("pays", 1))

    def test_early_look_asks_for_more(self):
        """At a quarter of the time 4.33 standard errors are a chance of 1 in 68,000
        on a side; of 252 ways to draw none can show that."""
        self._buy_clearly()
        self._plan_looks(4, JOINED + timedelta(days=240))
        result = self._measure()
        self.assertEqual((result.verdict, result.look_number), ("undecided", 1))
        self.assertFalse(result.has_limits)
        self.assertGreater(result.confidence, 0.9999)

    def test_few_controls_by_redraws(self):
        """2 of 252 ways: 0.8 %. The limits by the draws decide, as they stand."""
        self._buy_clearly()
        result = self._measure()
        self.assertTrue(result.is_redrawn)
        self.assertAlmostEqual(result.redraw_chance, 2 / 252, 6)
        self.assertEqual(result.decided_low, result.redrawn_low)

    def test_case_fixes_the_looks(self):
        self.program._machine_write({"decision_on": False, "look_count": 0})
        self._approve_plan(decision_months=6, look_count=3)
        self._enrol()
        self._measure()
        self.assertEqual(self.program.decision_on, date(2026, 12, 1))
        self.assertEqual(self.program.look_count, 3)
        self.assertFalse(self.program.looks_assumed)

    def test_looks_are_locked_with_the_case(self):
        plan = self._approve_plan()
        with self.assertRaisesRegex(UserError, "no longer a draft"):
            plan.look_count = 12
        with self.assertRaisesRegex(UserError, "cannot be set by hand"):
            self.program.decision_on = AS_OF
        with self.assertRaisesRegex(ValidationError, "1 to 12 looks"):
            plan.copy({"look_count": 0})
        with self.assertRaisesRegex(ValidationError, "after 1 to 120 months"):
            plan.copy({"decision_months": 0})

    def test_nothing_planned(self):
        self.program._machine_write({"decision_on": False, "look_count": 0})
        self._buy_clearly()
        result = self._measure()
        self.assertEqual(self.program.decision_on, date(2027, 6, 1))
        self.assertTrue(self.program.looks_assumed)
        self.assertIn("Assumed", result.panel)

    def test_small_study_overstates(self):
        """A cost of 60 a member, a tenth of what could be told: said beside it."""
        self._buy_clearly()
        self._book(300)
        result = self._measure()
        self.assertEqual(result.verdict, "pays")
        self.assertIn("Expect less", result.panel)

    def test_upgrade(self):
        self._buy_clearly()
        self.program._machine_write({"decision_on": False, "look_count": 0})
        result = self._measure(AS_OF - timedelta(days=1))
        self.program._machine_write({"decision_on": False, "looks_assumed": False})
        result._machine_write({"verdict": "pays"})
        self.env.flush_all()
        load_script(file_path(SCRIPT), "looks").migrate(self.env.cr, "19.0.1.3.0")
        self.env.invalidate_all()
        self.assertTrue(self.program.looks_assumed)
        self.assertGreaterEqual(self.program.decision_on, date(2027, 6, 1))
        self.assertEqual(self.program.look_count, 4)
        self.assertEqual(result.verdict, "undecided")


@tagged("post_install", "-at_install")
class TestLoyaltyPlacebo(LoyaltyResultCommon):
    def _buy_three_spans(self, members, strangers):
        """Racks per span (from 30 January, 1 April and 1 June on)."""
        self.program.control_share = 0
        others = self.env["res.partner"].create(
            [{"name": f"Stranger {number}"} for number in range(4)]
        )
        self._enrol(self.clients[:4])
        days = (date(2026, 3, 5), date(2026, 5, 5), date(2026, 6, 10))
        for clients, spans in ((self.clients[:4], members), (others, strangers)):
            for more, client in enumerate(clients):
                for day, racks in zip(days, spans, strict=True):
                    # Not all alike: 0, 1, 0, 1 more
                    self._buy(client, racks + more % 2, day=day)

    def test_nothing_before(self):
        self._buy_three_spans((20, 20, 20), (20, 20, 20))
        # Changes of their own in the span before, the same in both groups
        for client in (self.clients[0], self.clients[1]):
            self._buy(client, 1, day=date(2026, 5, 6))
        result = self._measure()
        self.assertEqual(result.method, "similar")
        self.assertTrue(result.has_placebo)
        self.assertAlmostEqual(result.placebo_effect, 20)

    def test_label_sinks(self):
        """The members had drawn ahead by 10 racks, 400, before there was a program."""
        self._buy_three_spans((20, 30, 40), (20, 20, 20))
        self._buy(self.clients[0], 1, day=date(2026, 5, 6))
        self._buy(self.clients[0], 2, day=date(2026, 6, 11))
        result = self._measure()
        self.assertEqual((result.method, result.verdict), ("unlike", "doubtful"))
        self.assertAlmostEqual(result.placebo_effect, 410)
        self.assertIn("were not alike", result.panel)

    def test_matched_before_the_span_that_is_subtracted(self):
        """Who bought nothing before the span that is subtracted has nobody like it,
        however much it bought there."""
        self._buy_three_spans((20, 20, 20), (20, 20, 21))
        late = self.clients[4]
        self._enrol(late)
        self._buy(late, 20, day=date(2026, 5, 5))
        result = self._measure()
        self.assertEqual((result.member_count, result.left_out_count), (4, 1))


@tagged("post_install", "-at_install")
class TestLoyaltyLooksByTheJob(LoyaltyResultCommon):
    """Programs without any effect, measured every week by what the job calls."""

    def test_no_effect_is_never_claimed_too_early(self):
        generator = random.Random(16)
        self._plan_looks(3, JOINED + timedelta(days=63))
        self._enrol()
        for client in self.clients:
            for week in range(9):
                racks = round(generator.lognormvariate(2, 1)) + 1
                self._buy(client, racks, day=JOINED + timedelta(days=7 * week + 1))
        results = [
            self._measure(JOINED + timedelta(days=7 * week)) for week in range(1, 11)
        ]
        looks = [result.look_number for result in results]
        self.assertEqual(looks, [0, 0, 1, 0, 0, 2, 0, 0, 3, 0])
        verdicts = [result.verdict for result in results]
        self.assertEqual(set(verdicts[:8]), {"undecided"})
        self.assertEqual(verdicts[8], verdicts[9])
