from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ...arithmetic.comparison.uniform import is_drawn
from ...models.comparison import client_segment_playbook_draw
from ..day.common_day import DayCommon

SEED = 2026


class DayDrawCommon(DayCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.company.segment_policy_id
        cls.policy.write({"day_aside_share": 50, "day_limit": 100})
        cls.draws = cls.env["client.segment.playbook.draw"]
        cls.no_playbook = cls.env["client.segment.playbook"]

    def _on(self, day):
        Company = type(self.company)
        return patch.object(Company, "_get_segment_today", lambda _company: day)

    def _is_drawn(self, seed, client, share):
        """By the client's place instead of its number, which is another one each time:
        5 of 100 draws have an interval that does not hold what was planted."""
        ids = self.clients.ids
        return is_drawn(seed, ids.index(client) if client in ids else -1, share)

    def _draw(self):
        """The job as it runs, with a seed that is known."""
        draws = client_segment_playbook_draw
        with (
            patch.object(draws, "randbelow", lambda _n: SEED),
            patch.object(draws, "is_drawn", self._is_drawn),
            patch.object(type(self.env["ir.cron"]), "_commit_progress") as commit,
        ):
            commit.return_value = 60
            cron = self.env.ref("client_segmentation.ir_cron_draw_day")
            cron.ir_actions_server_id.run()
        draw = self.draws._get_draws(self.no_playbook)[:1]
        draw.invalidate_recordset()
        return draw


@tagged("post_install", "-at_install")
class TestDayDraw(DayDrawCommon):
    """Late clients, half of whom are kept aside from My Day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = cls.env["res.partner"]
        for number in range(6):
            ages = (250, 220, 190, 160)
            cls.clients += cls._create_buyer(f"Late {number}", ages, 100 + number)
        cls._classify()

    def _get_drawn(self):
        return self.clients.filtered(lambda c: self._is_drawn(SEED, c.id, 50))

    def test_nobody_unless_set(self):
        self.policy.day_aside_share = 0
        self.assertFalse(self._draw())
        self.assertEqual(len(self._lines()), 6)

    def test_aside_are_not_listed(self):
        draw = self._draw()
        drawn = self._get_drawn()
        self.assertTrue(drawn and drawn != self.clients)
        self.assertEqual((draw.seed, draw.share), (SEED, 50))
        self.assertEqual(draw.aside_ids.partner_id, drawn)
        self.assertEqual(
            (draw.started_count, draw.aside_count), (6 - len(drawn), len(drawn))
        )
        self.assertEqual(
            set(self._reasons()), set((self.clients - drawn).mapped("name"))
        )
        team = self.env["client.day"].with_user(self.manager).get_team()
        [person] = [p for p in team["people"] if p["id"] == self.salesman.id]
        self.assertEqual(person["left"], 6 - len(drawn))
        # The job again draws nobody anew.
        self.assertEqual(self._draw().aside_count, len(drawn))

    def test_they_come_back_when_it_is_over(self):
        draw = self._draw()
        self.assertLess(len(self._lines()), 6)
        with self._on(draw.date_end + timedelta(days=1)):
            self.assertEqual(len(self._lines()), 6)
            self.assertFalse(self.draws._find_or_make(self.no_playbook))

    def test_what_is_due_is_listed(self):
        """A task is nobody's to keep back, and its client not drawn."""
        planned, later = self._get_drawn()[0], self._get_drawn()[1]
        plan = {
            "act_type_xmlid": "mail.mail_activity_data_call",
            "date_deadline": self.today,
            "user_id": self.salesman.id,
        }
        planned.activity_schedule(**plan)
        draw = self._draw()
        self.assertNotIn(planned, draw.aside_ids.partner_id)
        self.assertEqual(len(self._reasons()[planned.name]), 2)
        # Who was drawn before is listed for the task alone.
        self.assertNotIn(later.name, self._reasons())
        later.activity_schedule(**plan)
        self.assertEqual(self._reasons()[later.name], ["task"])

    def test_only_who_would_be_listed_is_drawn(self):
        """The first two, of the largest amounts."""
        self.policy.day_limit = 2
        draw = self._draw()
        self.assertEqual(draw.started_count + draw.aside_count, 2)
        listed = self.env["client.segment.playbook.aside"].search(
            [("draw_id", "=", draw.id)]
        )
        self.assertEqual(listed.partner_id, self.clients[4:])

    def test_called_all_the_same(self):
        draw = self._draw()
        self.assertEqual(draw.by_hand_count, 0)
        self._log(self._get_drawn()[0])
        self._log(self._get_drawn()[1], "snoozed")
        draw.invalidate_recordset()
        self.assertEqual(draw.by_hand_count, 1)
        self.assertEqual(draw.aside_count, len(self._get_drawn()))

    def test_doors(self):
        draw = self._draw()
        action = self.policy.with_user(self.manager).action_view_day_comparison()
        self.assertEqual(action["res_id"], draw.id)
        self.assertEqual(draw.display_name, "My Day")
        with self.assertRaises(AccessError):
            self.policy.with_user(self.salesman).action_view_day_comparison()
        with self.assertRaises(AccessError):
            draw.aside_ids.with_user(self.salesman).read(["partner_id"])
        for share in (-1, 51):
            with self.assertRaises(ValidationError):
                self.policy.day_aside_share = share

    def test_run_asks_for_the_draw(self):
        cron = self.env.ref("client_segmentation.ir_cron_draw_day")
        triggers = self.env["ir.cron.trigger"]
        of_cron = [("cron_id", "=", cron.id)]
        triggers.search(of_cron).unlink()
        self.policy.day_aside_share = 0
        self._classify()
        self.assertFalse(triggers.search(of_cron))
        self.policy.day_aside_share = 10
        self._classify()
        self.assertTrue(triggers.search(of_cron))


@tagged("post_install", "-at_install")
class TestDayEffect(DayDrawCommon):
    """200 late clients of two salespeople. Half are kept aside; what they bring then is
    planted, and looked at on the day of the decision."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        first = cls._create_client("Sample", user_id=cls.salesman.id)
        cls.order = cls._create_order(first, cls._ago(160), 1)
        cls.clients = cls._clone_clients(first, 200)
        cls.clients[100:].user_id = cls.colleague
        cls._clone_orders(
            cls.order,
            [
                (client, cls._ago(age), amount, amount)
                for number, client in enumerate(cls.clients.ids)
                for age in (250, 220, 190, 160)
                for amount in [5000 + 37 * (number % 50)]
            ],
        )
        cls._classify()

    def _decide(self, effect):
        """Let each client buy for 10 to 59 a month later, those on the list for
        ``effect`` more; return the comparison when it is over."""
        draw = self._draw()
        aside = set(draw.aside_ids.partner_id.ids)
        day = self.today + timedelta(days=30)
        rows = []
        for number, client in enumerate(self.clients.ids):
            amount = 10 + 7 * number % 50 + (0 if client in aside else effect)
            rows.append((client, day, 100 * amount, 100 * amount))
        self._clone_orders(self.order, rows)
        self.assertEqual(draw.started_count + draw.aside_count, 200)
        self.assertGreater(draw.aside_count, 70)
        self.assertEqual(draw.verdict, "undecided")
        today = self._on(draw.date_end + timedelta(days=1))
        draw.invalidate_recordset()
        self.enterContext(today)
        return draw

    def test_nothing_planted(self):
        draw = self._decide(0)
        self.assertEqual(draw.verdict, "no_difference")
        self.assertLess(draw.effect_low, 0)
        self.assertGreater(draw.effect_high, 0)

    def test_effect_planted(self):
        """30 more: amounts of 10 to 59 have a deviation of 14.4, so the difference of
        the groups one of 2."""
        draw = self._decide(30)
        self.assertEqual(draw.verdict, "more")
        self.assertAlmostEqual(draw.effect, 30, delta=6)
        self.assertLess(draw.effect_low, 30)
        self.assertGreater(draw.effect_high, 30)

    def test_harm_planted(self):
        self.assertEqual(self._decide(-10).verdict, "less")
