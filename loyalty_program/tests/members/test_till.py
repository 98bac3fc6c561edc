from unittest.mock import patch

from odoo.tests import tagged

from ..common import LoyaltyPlanCommon


@tagged("post_install", "-at_install")
class TestTill(LoyaltyPlanCommon):
    """Where loyalty programs are in Point of Sale, too; here, as if they were."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        client = cls.env["res.partner"].create({"name": "One", "is_company": True})
        cls.program.target_domain = f"[('id', '=', {client.id})]"

    def _open(self):
        return patch.object(
            self.env.registry["loyalty.program"],
            "_is_open_at_till",
            lambda program: True,
        )

    def test_open_at_the_till(self):
        with self._open(), self.assertRefused("everybody would get the rewards"):
            self.program._enrol_target()
        with self._open(), self.assertRefused("everybody would get the rewards"):
            self.program.is_limited = True
        self.assertFalse(self.program.has_members)

    def test_members_of_before_go_on(self):
        self.program._enrol_target()
        client = self.env["res.partner"].create({"name": "Two", "is_company": True})
        with self._open():
            self.assertEqual(len(self.program._enrol(client)), 1)

    def test_not_opened_later(self):
        self.program._enrol_target()
        with self.assertRefused("everybody would get the rewards"):
            self.program._before_loyalty_write({"pos_ok": True})

    def test_without_point_of_sale(self):
        self.program._enrol_target()
        self.assertTrue(self.program.has_members)
