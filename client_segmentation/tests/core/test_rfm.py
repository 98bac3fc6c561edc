from datetime import timedelta

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...arithmetic.core.rfm import get_segment
from ..common import SegmentationCommon
from .reference_rfm import RfmFacts, classify


@tagged("post_install", "-at_install")
class TestRfm(SegmentationCommon):
    # days since the last order, number of orders, amount of each
    BUYERS = (
        (1, 9, 100),
        (10, 7, 50),
        (10, 1, 900),
        (40, 5, 20),
        (90, 2, 20),
        (90, 4, 300),
        (200, 1, 5),
        (300, 6, 200),
        (400, 1, 1),
        (900, 3, 70),
        (900, 1, 10),
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.facts = {}
        for days, orders, amount in cls.BUYERS:
            client = cls._create_client(f"{days}/{orders}/{amount}")
            for number in range(orders):
                day = cls.AS_OF - timedelta(days=days + number)
                cls._create_order(client, day, amount)
            cls.facts[client] = RfmFacts(days, orders, 100 * orders * amount)

    def test_same_as_plain_python(self):
        self._recompute()
        rules = [r._get_rule() for r in self.env["client.segment.rfm.rule"].search([])]
        for client, (scores, segment) in classify(self.facts, rules).items():
            found = client.read(
                ["segment_rfm_recency", "segment_rfm_frequency", "segment_rfm_monetary"]
            )[0]
            found.pop("id")
            self.assertEqual(tuple(found.values()), scores, client.name)
            self.assertEqual(client.segment_rfm, segment, client.name)

    def test_every_buyer_has_a_segment_with_the_shipped_rules(self):
        rules = [r._get_rule() for r in self.env["client.segment.rfm.rule"].search([])]
        for scores in ((r, f, m) for r in range(1, 6) for f in (1, 5) for m in (1, 5)):
            self.assertTrue(get_segment(scores, rules), scores)

    def test_who_never_bought_has_none(self):
        never = self._create_client("never")
        self._recompute()
        self.assertFalse(never.segment_rfm)
        self.assertEqual(never.segment_rfm_recency, 0)

    def test_first_rule_wins_and_no_rule_no_segment(self):
        Rule = self.env["client.segment.rfm.rule"]
        Rule.search([]).unlink()
        Rule.create(
            [
                {"segment": "lost", "r_max": 1, "sequence": 1},
                {"segment": "at_risk", "r_max": 2, "sequence": 2},
            ]
        )
        self._recompute()
        for client in self.facts:
            expected = {1: "lost", 2: "at_risk"}.get(client.segment_rfm_recency, False)
            self.assertEqual(client.segment_rfm, expected)

    def test_rule_that_can_never_match(self):
        Rule = self.env["client.segment.rfm.rule"].with_user(self.manager)
        for values in ({"r_min": 4, "r_max": 3}, {"f_max": 6}, {"m_min": 0}):
            with self.assertRaisesRegex(ValidationError, "can never match"):
                Rule.create({"segment": "new", **values})


@tagged("post_install", "-at_install")
class TestActivity(SegmentationCommon):
    def test_border_belongs_to_the_active(self):
        recent, late = self._create_client("recent"), self._create_client("late")
        self._create_order(recent, self.AS_OF - timedelta(days=90), 1)
        self._create_order(late, self.AS_OF - timedelta(days=91), 1)
        never = self._create_client("never")
        self._recompute()
        self.assertClasses(
            "segment_is_active", {recent: True, late: False, never: False}
        )
        inactive = self.env["res.partner"].search(
            [
                ("id", "in", (recent + late + never).ids),
                ("segment_is_active", "=", False),
            ]
        )
        self.assertEqual(inactive, late + never)
