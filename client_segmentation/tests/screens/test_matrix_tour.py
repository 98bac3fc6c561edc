from odoo.tests import tagged

from ..common import SegmentationTourCase


@tagged("post_install", "-at_install")
class TestClientMatrixTour(SegmentationTourCase):
    def test_tour_as_head_of_sales(self):
        self._create_company("Matrix", "matrix_tour", Giant=80, Dwarf=20)
        self.start_tour("/odoo", "client_matrix_tour", login="matrix_tour")
