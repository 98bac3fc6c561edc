from odoo.tests import tagged

from ..common import SegmentationTourCase


@tagged("post_install", "-at_install")
class TestClientSegmentTour(SegmentationTourCase):
    def test_tour_as_head_of_sales(self):
        company = self._create_company("Tour", "segment_tour", Giant=80, Dwarf=20)
        self.start_tour("/odoo", "client_segment_tour", login="segment_tour")
        runs = self.env["client.segment.run"].search([("company_id", "=", company.id)])
        self.assertEqual(runs.user_id.login, "segment_tour")
