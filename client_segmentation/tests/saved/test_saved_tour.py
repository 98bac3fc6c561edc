from odoo.tests import tagged

from ..common import SegmentationTourCase


@tagged("post_install", "-at_install")
class TestSavedTour(SegmentationTourCase):
    def test_save_as_segment(self):
        company = self._create_company("Saved", "saved_tour", Giant=80, Dwarf=20)
        company.recompute_client_segments()
        self.start_tour("/odoo", "saved_segment_tour", login="saved_tour")
        segment = self.env["client.saved.segment"].search(
            [("company_id", "=", company.id)]
        )
        self.assertEqual(segment.user_id.login, "saved_tour")
        # What holds for all clients is left out.
        self.assertNotIn("parent_id", segment.domain)
        self.assertIn("segment_state", segment.domain)
        self.assertEqual(segment.client_count, 2)
