import ast

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..common import SegmentationTourCase


@tagged("post_install", "-at_install")
class TestMailingTour(SegmentationTourCase):
    def setUp(self):
        super().setUp()
        self.company = self._create_company("Mailed", "mailed_head", Giant=80, Dwarf=20)
        self.company.recompute_client_segments()
        new_test_user(
            self.env,
            login="mailed_tour",
            groups="mass_mailing.group_mass_mailing_user",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )

    def test_mail_these_clients(self):
        """Somebody of marketing starts a mailing from the list of clients."""
        self.start_tour(
            "/odoo/action-mass_mailing.mailing_mailing_action_mail",
            "mail_clients_tour",
            login="mailed_tour",
        )
        self.assertMailed("Dwarf", "Giant")

    def test_mail_a_cell(self):
        """Giant brings 80 of 100, and is alone in A."""
        self.start_tour("/odoo/client-matrix", "mail_cell_tour", login="mailed_tour")
        self.assertMailed("Giant")

    def test_mail_a_segment(self):
        head = self.env["res.users"].search([("login", "=", "mailed_head")])
        self.env["client.saved.segment"].with_user(head).create(
            {
                "name": "Mailed ones",
                "domain": "[('segment_abc', '=', 'b')]",
                "is_shared": True,
            }
        )
        self.start_tour(
            "/odoo/saved-segments", "mail_segment_tour", login="mailed_tour"
        )
        self.assertMailed("Dwarf")

    def assertMailed(self, *names):
        mailing = self.env["mailing.mailing"].search([("subject", "=", "Spring offer")])
        self.assertEqual(mailing.segment_company_id, self.company)
        domain = ast.literal_eval(mailing.mailing_domain)
        found = self.env["res.partner"].with_company(self.company).search(domain)
        ours = found.filtered(lambda client: client.company_id == self.company)
        self.assertEqual(
            sorted(ours.mapped("name")), [f"Mailed {name}" for name in names]
        )
