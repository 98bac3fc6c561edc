from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ...arithmetic.comparison.uniform import is_drawn
from ...models.comparison import client_segment_playbook_draw as comparison
from ..playbooks.test_playbook import PlaybookCommon


@tagged("post_install", "-at_install")
class TestPlaybookDraw(PlaybookCommon):
    """Cold clients buy, a run finds them hot, and the job starts the playbook but for
    those that the draw keeps aside."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.company.segment_policy_id
        cls.policy.playbook_aside_share = 10
        cls.hot.auto_start = True
        cls.clients = cls.env["res.partner"]
        for number in range(4):
            cls.clients += cls._create_client(f"cold {number}", user_id=cls.salesman.id)
        cls._recompute(cls.today)

    def _buy(self, *amounts, cost=0):
        for client, amount in zip(self.clients, amounts, strict=False):
            day = self.today - timedelta(days=1)
            self._create_order(client, day, amount, cost=cost)
        return self._recompute(self.today)

    def _start(self, run, aside=None):
        """Start playbooks by themselves, with these clients drawn to be kept aside."""
        aside = self.clients[:1] if aside is None else aside
        IrCron = type(self.env["ir.cron"])
        with (
            patch.object(IrCron, "_commit_progress", return_value=60),
            patch.object(
                comparison,
                "is_drawn",
                lambda _seed, client, _share: client in aside.ids,
            ),
        ):
            run._start_playbooks()
        return self.env["client.segment.playbook.draw"]._get_draws(self.hot)

    def _started(self):
        return [bool(self._get_starts(client)) for client in self.clients]

    def test_aside_are_not_started(self):
        run = self._buy(9, 8, 7, 6)
        draw = self._start(run)
        self.assertEqual(self._started(), [False, True, True, True])
        self.assertFalse(self._get_tasks(self.clients[0]))
        self.assertEqual(draw.aside_ids.partner_id, self.clients[0])
        self.assertEqual(draw.share, 10)
        self.assertEqual(draw.date_start, self.today)
        counts = (
            run.playbook_count,
            run.playbook_aside_count,
            run.playbook_left_count,
        )
        self.assertEqual(counts, (3, 1, 0))
        # The job again: nothing is left to do.
        self.assertEqual(self._start(run), draw)
        self.assertEqual((run.playbook_count, run.playbook_aside_count), (3, 1))
        self.assertEqual(self.policy.playbook_recent_count, 0)

    def test_draw_follows_from_its_seed(self):
        run = self._buy(9, 8, 7, 6)
        draws = self.env["client.segment.playbook.draw"]
        draw = draws.with_company(self.company)._make(self.hot, 50)
        with patch.object(type(self.env["ir.cron"]), "_commit_progress"):
            run._start_playbooks()
        expected = self.clients.filtered(lambda c: is_drawn(draw.seed, c.id, 50))
        self.assertEqual(draw.aside_ids.partner_id, expected)
        self.assertEqual(
            self._started(), [client not in expected for client in self.clients]
        )

    def test_aside_take_a_place_of_the_limit(self):
        """The two largest are looked at: one started, one kept aside."""
        self.policy.playbook_limit = 2
        run = self._buy(9, 8, 7, 6)
        self._start(run)
        self.assertEqual(self._started(), [False, True, False, False])
        self.assertEqual(run.playbook_left_count, 2)
        self._start(run)
        self.assertEqual(self._started(), [False, True, False, False])

    def test_nobody_responsible_is_not_kept_aside(self):
        """Only who would have been started is kept aside."""
        self.clients[0].user_id = False
        run = self._buy(9, 8).with_user(self.env.ref("base.user_root"))
        draw = self._start(run)
        self.assertFalse(draw.aside_ids)
        self.assertEqual(run.playbook_left_count, 1)

    def test_share_zero(self):
        self.policy.playbook_aside_share = 0
        draw = self._start(self._buy(9, 8, 7, 6))
        self.assertFalse(draw)
        self.assertEqual(self._started(), [True] * 4)

    def test_share_must_be_one(self):
        for share in (-1, 51):
            with self.assertRaises(ValidationError):
                self.policy.playbook_aside_share = share

    def test_by_hand(self):
        """By hand a client is started: then it is no longer kept aside."""
        run = self._buy(9, 8, 7, 6)
        draw = self._start(run)
        self.assertEqual(draw.by_hand_count, 0)
        self.hot._start(self.clients[0])
        self.assertEqual(self._started(), [True] * 4)
        draw.invalidate_recordset()
        self.assertEqual((draw.by_hand_count, draw.aside_count), (1, 1))
        # Done, and the pause is over: the job may start it now.
        self._get_tasks(self.clients[0]).action_done()
        self.policy.playbook_pause_days = 1
        self._get_starts(self.clients[0]).date_start = self.today
        with self._on(self.today + timedelta(days=2)):
            self._start(run)
        self.assertEqual(len(self._get_starts(self.clients[0])), 2)
        draw.invalidate_recordset()
        self.assertEqual((draw.started_count, draw.aside_count), (3, 1))

    def _on(self, day):
        Company = type(self.company)
        return patch.object(Company, "_get_segment_today", lambda _company: day)

    def test_margins(self):
        """From the day of the draw on: 30 - 10, 40 - 10 and nothing for the started,
        25 - 10 for the one aside. What was bought the day before is from before."""
        draw = self._start(self._buy(9, 8, 7, 6))
        for client, amount in zip(self.clients, (25, 30, 40), strict=False):
            self._create_order(client, self.today, amount, cost=10)
        draw.invalidate_recordset()
        self.assertEqual((draw.started_count, draw.aside_count), (3, 1))
        self.assertAlmostEqual(draw.margin_started, 50 / 3, 2)
        self.assertAlmostEqual(draw.margin_aside, 15)
        self.assertFalse(draw.has_effect)
        self.assertEqual(draw.verdict, "undecided")

    def test_interval(self):
        """Two each, 10 and 20 against 1 and 3: 13 more, standard error
        sqrt(50 / 2 + 2 / 2) = 5.099, degrees 26^2 / (25^2 + 1^2) = 1.08."""
        draw = self._start(self._buy(9, 8, 7, 6), self.clients[:2])
        for client, amount in zip(self.clients, (1, 3, 10, 20), strict=False):
            self._create_order(client, self.today, amount)
        draw.invalidate_recordset()
        self.assertTrue(draw.has_effect)
        self.assertAlmostEqual(draw.effect, 13)
        self.assertAlmostEqual(draw.effect_high + draw.effect_low, 26, 1)
        self.assertAlmostEqual(draw.detectable, 2.80 * 5.099, 1)

    def test_over(self):
        """After its day nobody is kept aside, and what comes later counts no more."""
        draw = self._start(self._buy(9, 8))
        with self._on(draw.date_end):
            self.assertFalse(draw.is_over)
            with self.assertRaises(UserError):
                draw.with_user(self.manager).action_draw_again()
        draw.invalidate_recordset()
        with self._on(draw.date_end + timedelta(days=1)):
            self.assertTrue(draw.is_over)
            self.assertEqual(draw.verdict, "undecided")
            self.assertFalse(
                self.env["client.segment.playbook.draw"]._find_or_make(self.hot)
            )
            self.hot.with_user(self.manager).action_view_comparison()
            draw.with_user(self.manager).action_draw_again()
            # An old comparison starts none beside the new one.
            with self.assertRaises(UserError):
                draw.with_user(self.manager).action_draw_again()
        draws = self.env["client.segment.playbook.draw"]._get_draws(self.hot)
        self.assertEqual(len(draws), 2)

    def test_enough_to_decide(self):
        """40 clients, half of them kept aside: the started bring 100 more each."""
        clones = self._clone_clients(self.clients[0], 40)
        draw = self.env["client.segment.playbook.draw"]._make(self.hot, 50)
        draw._add_clients(clones[:20])
        run = self._recompute(self.today)
        self.env["client.segment.playbook.start"].create(
            [
                {
                    "playbook_id": self.hot.id,
                    "partner_id": client.id,
                    "company_id": self.company.id,
                    "run_id": run.id,
                    "date_start": self.today,
                }
                for client in clones[20:]
            ]
        )
        for number, client in enumerate(clones):
            amount = number % 20 + (100 if number >= 20 else 1)
            self._create_order(client, self.today, amount)
        with self._on(draw.date_end + timedelta(days=1)):
            self.assertEqual((draw.started_count, draw.aside_count), (20, 20))
            self.assertAlmostEqual(draw.effect, 99, 1)
            self.assertEqual(draw.verdict, "more")

    def test_doors(self):
        draw = self._start(self._buy(9, 8))
        self.assertEqual(draw.with_user(self.manager).aside_count, 1)
        with self.assertRaises(AccessError):
            draw.with_user(self.salesman).read(["margin_started"])
        with self.assertRaises(AccessError):
            draw.aside_ids.with_user(self.salesman).read(["partner_id"])
        with self.assertRaises(AccessError):
            self.hot.with_user(self.salesman).action_view_comparison()
        with self.assertRaises(AccessError):
            draw.with_user(self.salesman).action_draw_again()
        with self.assertRaises(AccessError):
            draw.with_user(self.manager).write({"seed": 1})
        with self.assertRaises(AccessError):
            draw.with_user(self.manager).unlink()

    def test_page(self):
        """A list that says what to do, before anybody is kept aside; then the page."""
        action = self.hot.with_user(self.manager).action_view_comparison()
        self.assertFalse(action.get("res_id"))
        self.assertIn("Start Automatically", action["help"])
        draw = self._start(self._buy(9, 8))
        action = self.hot.with_user(self.manager).action_view_comparison()
        self.assertEqual(action["res_id"], draw.id)
        self.assertEqual(action["views"], [(False, "form")])
