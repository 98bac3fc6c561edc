from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import SegmentationCommon

OFFERED = {
    *("use_xyz", "use_is_active", "use_buyer_type", "use_is_stalling", "use_ltv"),
    *("use_purchase_timing", "use_qualification"),
}


@tagged("post_install", "-at_install")
class TestOffers(SegmentationCommon):
    """A new company begins with what says most, and is offered the rest."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.company.segment_policy_id

    def _get_offers(self, user=None, with_examples=False):
        policy = self.policy.with_user(user or self.manager)
        offers = policy.get_offers(with_examples)
        return {offer["switch"]: offer for offer in offers}

    def test_a_new_company(self):
        company = self.env["res.company"].create({"name": "New", "logo": False})
        policy = company.segment_policy_id
        off = {switch for switch in policy._get_switches() if not policy[switch]}
        self.assertEqual(off, OFFERED)

    def test_offered_is_what_is_off(self):
        self.assertFalse(self._get_offers())
        self.policy.write(dict.fromkeys(OFFERED, False))
        offers = self._get_offers()
        self.assertEqual(offers.keys(), OFFERED)
        for offer in offers.values():
            self.assertTrue(offer["label"] and offer["text"], offer)
            self.assertFalse(offer["example"])

    def test_examples_are_the_largest_clients(self):
        """As of 15 July 2025 both have bought within 90 days; the large one the same
        each month, so it is X."""
        large, small = self._create_client("Large"), self._create_client("Small")
        for client, amount in ((large, 500), (small, 100)):
            for month in range(1, 7):
                self._create_order(client, f"2025-{month:02}-10", amount)
            for month in range(7, 13):
                self._create_order(client, f"2024-{month:02}-10", amount)
        self.policy.write(dict.fromkeys(OFFERED, False))
        self._recompute()
        self.assertFalse(large.segment_xyz)
        offers = self._get_offers(with_examples=True)
        self.assertEqual(offers["use_xyz"]["example"], "Large: X")
        self.assertEqual(offers["use_is_active"]["example"], "Large: Active Client")
        self.assertEqual(offers["use_buyer_type"]["example"], "Large: Result-focused")
        # Nobody puts anything off
        self.assertFalse(offers["use_is_stalling"]["example"])
        self.assertIn("Large: ", offers["use_ltv"]["example"])
        # Nothing was stored
        self.env.invalidate_all()
        self.assertFalse(large.segment_xyz)

    def test_heads_of_sales_alone(self):
        self.policy.use_xyz = False
        with self.assertRaises(AccessError):
            self._get_offers(self.salesman)
