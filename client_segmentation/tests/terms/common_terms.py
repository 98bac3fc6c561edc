from ..common import SegmentationCommon


class TermsCommon(SegmentationCommon):
    """Two A clients, a B client and one that never bought, all of the salesperson.

    As of the fixed day of the tests: gold, gold, gold and nothing.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.big, cls.mid, cls.small = cls._create_clients(big=600, mid=300, small=100)
        cls.cold = cls._create_client("cold")
        cls.clients = cls.big + cls.mid + cls.small + cls.cold
        cls.clients.user_id = cls.salesman
        # shares before: 0, 60 and 90 %
        cls._recompute()
        cls.env.ref("base.group_user").implied_ids += cls.env.ref(
            "product.group_product_pricelist"
        )
        cls.pricelist, cls.other_pricelist = cls.env["product.pricelist"].create(
            [
                {"name": "Dealers", "company_id": cls.company.id},
                {"name": "Retail", "company_id": cls.company.id},
            ]
        )
        cls.payment_term = cls.env["account.payment.term"].create(
            {"name": "45 days", "company_id": cls.company.id}
        )
        cls.team = cls.env["crm.team"].create(
            {"name": "Key accounts", "company_id": cls.company.id}
        )
        cls.Terms = cls.env["client.segment.terms"].with_user(cls.manager)
        cls.Proposal = cls.env["client.segment.terms.proposal"].with_user(cls.manager)

    @classmethod
    def _create_rule(cls, name="Rule", **values):
        return cls.Terms.create({"name": name, "company_id": cls.company.id, **values})

    @classmethod
    def _propose(cls, company=None):
        company = (company or cls.company).with_user(cls.manager)
        return company.refresh_client_terms_proposals()

    def _apply_all(self, user=None):
        """Press the button of the dialog, which is returned."""
        dialogs = self.env["client.segment.terms.apply"].with_user(user or self.manager)
        dialog = dialogs.create({})
        dialog.action_apply()
        return dialog

    def _get_open(self, **domain):
        return self.Proposal.search(
            [
                ("state", "=", "open"),
                *((name, "=", value) for name, value in domain.items()),
            ]
        )

    def assertProposed(self, expected):
        """Check the open proposals: ``{(client, term): (now, proposed)}``."""
        found = {
            (proposal.partner_id.name, proposal.term): (
                proposal.current_text,
                proposal.proposed_text,
            )
            for proposal in self._get_open()
        }
        self.assertEqual(found, expected)
