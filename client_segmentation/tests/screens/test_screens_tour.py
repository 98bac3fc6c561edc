from odoo.tests import tagged

from ..common import SegmentationTourCase


@tagged("post_install", "-at_install")
class TestScreensTour(SegmentationTourCase):
    """What heads of sales and administrators set up, in the browser."""

    def test_rules_of_rfm(self):
        self._create_company("Rules", "rules_tour", Giant=80, Dwarf=20)
        self.start_tour("/odoo/rfm-rules", "rfm_rules_tour", login="rules_tour")
        lost = self.env["client.segment.rfm.rule"].search([("segment", "=", "lost")])
        self.assertEqual(lost.f_min, 1)

    def test_preview_beside_the_policy(self):
        company = self._create_company("Preview", "preview_tour", Giant=80, Dwarf=20)
        company.recompute_client_segments()
        self.start_tour(
            "/odoo/segment-policy", "segment_preview_tour", login="preview_tour"
        )
        self.assertEqual(company.segment_policy_id.abc_threshold_a, 80)

    def test_active_base_of_a_salesperson(self):
        company = self._create_company("Active", "active_tour", Giant=80, Dwarf=20)
        user = self.env["res.users"].search([("login", "=", "active_tour")])
        clients = self.env["res.partner"].search([("company_id", "=", company.id)])
        clients.user_id = user
        company.recompute_client_segments()
        self.start_tour(
            "/odoo/active-base-salespeople", "active_base_tour", login="active_tour"
        )
