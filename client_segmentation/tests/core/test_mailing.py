from odoo.tests import new_test_user, tagged

from ...models.core.segment_axes import AXES
from ..common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestMailing(SegmentationCommon):
    """Mailings to contacts, filtered by segments, as somebody of marketing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Shares before: 0, 70, 85, 96 %
        cls.clients = cls._create_clients(c1=700, c2=150, c3=110, c4=40)
        cls.cold = cls._create_client("cold")
        cls.contact = cls._create_client(
            "contact", is_company=False, parent_id=cls.clients[0].id
        )
        cls.everybody = cls.clients + cls.cold + cls.contact
        for partner in cls.everybody:
            partner.email = f"{partner.name}@example.com"
        cls._recompute()
        cls.marketing = new_test_user(
            cls.env,
            login="segment-marketing",
            groups="mass_mailing.group_mass_mailing_user",
            company_id=cls.company.id,
            company_ids=cls.company.ids,
        )
        cls.Mailing = cls.env["mailing.mailing"].with_user(cls.marketing)

    def _create_mailing(self, domain, **values):
        return self.Mailing.create(
            {
                "subject": "Offer",
                "mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
                "mailing_domain": repr(domain),
                **values,
            }
        )

    def _get_recipients(self, *leaves):
        mailing = self._create_mailing([("id", "in", self.everybody.ids), *leaves])
        recipients = self.env["res.partner"].browse(mailing._get_recipients())
        self.assertEqual(len(recipients), len(set(recipients)))
        return set(recipients.mapped("name"))

    def test_classes_by_hand(self):
        for leaf, expected in (
            (("segment_abc", "=", "a"), {"c1", "c2", "contact"}),
            (("segment_abc", "in", ["b", "c"]), {"c3", "c4"}),
            (("segment_temperature", "=", "cold"), {"cold"}),
            # 70, 15, 11 and 4 % of the profit
            (("segment_tier", "=", "gold"), {"c1", "c2", "c3", "contact"}),
            (("segment_tier", "=", "silver"), {"c4"}),
            (("segment_is_key", "=", True), {"c1", "c2", "c3", "contact"}),
            (("segment_is_mono", "=", True), {"c1", "contact"}),
            (("segment_tag_ids.name", "=", "Class B"), {"c3"}),
        ):
            self.assertEqual(self._get_recipients(leaf), expected, leaf)

    def test_every_axis(self):
        """Each contact is in one class of each axis, or in none, and the mailing
        reaches those whom the list of contacts shows."""
        Partner = self.env["res.partner"].with_user(self.marketing)
        for axis in AXES:
            values = [value for value, _label in axis.values or ((True, ""),)]
            reached = set()
            for value in (*values, False):
                leaf = (axis.partner_field, "=", value)
                found = self._get_recipients(leaf)
                shown = Partner.search([("id", "in", self.everybody.ids), leaf])
                self.assertEqual(found, set(shown.mapped("name")), leaf)
                self.assertFalse(found & reached, leaf)
                reached |= found
            self.assertEqual(reached, set(self.everybody.mapped("name")), axis)

    def test_saved_filter(self):
        domain = repr([("segment_rfm", "in", ["at_risk", "cant_lose"])])
        saved = self.env["mailing.filter"].with_user(self.marketing)
        saved = saved.create(
            {
                "name": "At risk",
                "mailing_domain": domain,
                "mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
            }
        )
        mailing = self.Mailing.create(
            {
                "subject": "Come back",
                "mailing_model_id": saved.mailing_model_id.id,
                "mailing_filter_id": saved.id,
            }
        )
        self.assertEqual(mailing.mailing_domain, domain)
