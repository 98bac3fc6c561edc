from datetime import timedelta
from unittest.mock import patch

from odoo.tests import tagged

from ...models.core.segment_axes import contradicts, get_contradictions
from .test_playbook import PlaybookCommon


@tagged("post_install", "-at_install")
class TestPlaybookState(PlaybookCommon):
    """Playbooks that contradict each other are not offered side by side."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.segment_policy_id.use_state = True
        cls.sleeping = cls._create_playbook("Sleeping book", "state:sleeping")
        cls.lapsed = cls._create_playbook("Lapsed book", "is_active:false")
        cls.a_class = cls._create_playbook("A book", "abc:a")

    def test_who_sleeps_is_not_sold_more_to(self):
        self._recompute()
        self.assertEqual(self.giant.segment_state, "sleeping")
        self.assertEqual(self.giant.segment_temperature, "hot")
        self.assertEqual(
            list(self.giant.with_user(self.salesman).segment_playbook_ids),
            [self.sleeping, self.a_class, self.lapsed],
        )

    def test_who_buys_is_not_won_back(self):
        # Once a quarter, so never within 30 days
        self.company.segment_policy_id.active_days = 30
        for age in (330, 240, 150, 60):
            self._create_order(self.dwarf, self.AS_OF - timedelta(days=age), 1)
        self._recompute()
        self.assertEqual(self.dwarf.segment_state, "active")
        self.assertFalse(self.dwarf.segment_is_active)
        # 77 % of the revenue stand before it: an A client.
        self.assertEqual(
            list(self.dwarf.segment_playbook_ids), [self.a_class, self.hot]
        )

    def test_nothing_contradictory_starts_by_itself(self):
        self.hot.auto_start = True
        free, sleeper = (
            self._create_client(name, user_id=self.salesman.id)
            for name in ("free", "sleeper")
        )
        self.env["client.segment.pin"].create(
            {
                "partner_id": sleeper.id,
                "segment_class": "state:sleeping",
                "reason": "The site is closed",
            }
        )
        self._recompute(self.today)
        for client in (free, sleeper):
            self._create_order(client, self.today - timedelta(days=1), 10)
        run = self._recompute(self.today)
        with patch.object(
            type(self.env["ir.cron"]), "_commit_progress", return_value=60
        ):
            run._start_playbooks()
        self.assertEqual(sleeper.segment_temperature, "hot")
        self.assertEqual(self._get_starts(free).playbook_id, self.hot)
        self.assertFalse(self._get_starts(sleeper))

    def test_pairs_by_hand(self):
        self.assertTrue(contradicts("lost", "temperature:hot"))
        self.assertTrue(contradicts("active", "rfm:at_risk"))
        self.assertTrue(contradicts("new", "is_active:false"))
        self.assertFalse(contradicts("lost", "rfm:at_risk"))
        self.assertFalse(contradicts("sleeping", "abc:a"))
        self.assertFalse(contradicts("prospect", "temperature:hot"))
        self.assertFalse(contradicts(None, "temperature:hot"))
        self.assertFalse(contradicts("lost", "gone:a"))
        self.assertIn(("slowing", "is_active:true"), get_contradictions())
        self.assertNotIn(("slowing", "is_active:false"), get_contradictions())
