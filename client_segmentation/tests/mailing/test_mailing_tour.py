import ast

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..common import SegmentationTourCase


@tagged("post_install", "-at_install")
class TestMailingTour(SegmentationTourCase):
    def test_mail_these_clients(self):
        """Somebody of marketing starts a mailing from the list of clients."""
        company = self._create_company("Mailed", "mailed_head", Giant=80, Dwarf=20)
        company.recompute_client_segments()
        new_test_user(
            self.env,
            login="mailed_tour",
            groups="mass_mailing.group_mass_mailing_user",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        self.start_tour(
            "/odoo/action-mass_mailing.mailing_mailing_action_mail",
            "mail_clients_tour",
            login="mailed_tour",
        )
        mailing = self.env["mailing.mailing"].search([("subject", "=", "Spring offer")])
        self.assertEqual(mailing.segment_company_id, company)
        domain = ast.literal_eval(mailing.mailing_domain)
        names = self.env["res.partner"].with_company(company).search(domain)
        self.assertEqual(
            sorted((names & self._get_clients(company)).mapped("name")),
            ["Mailed Dwarf", "Mailed Giant"],
        )

    def _get_clients(self, company):
        return self.env["res.partner"].search([("company_id", "=", company.id)])
