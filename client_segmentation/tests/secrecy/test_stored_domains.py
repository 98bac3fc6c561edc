from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...models.secrecy.client_stored_domain import STORED_DOMAINS
from ..common import SegmentationCommon

CLOSED = (
    "[('segment_margin', '>', 500)]",
    "[['segment_ltv', '>', 500]]",
    "['&', ('name', '!=', False), '!', ('segment_profit_share', '>', 0.5)]",
    "[('message_partner_ids.segment_margin', '>', 500)]",
    "[('message_partner_ids', 'any', [('segment_margin', '>', 500)])]",
    "[('child_ids', 'not any', [('parent_id', 'any', [('segment_ltv', '>', 1)])])]",
    "[('user_ids.segment_margin', '>', 500)]",
    "[('sale_order_ids.order_line.purchase_price', '>', 500)]",
)
OPEN = (
    "[]",
    "[('segment_abc', '=', 'a')]",
    "[('segment_rfm', 'in', ['champions', 'loyal']), ('segment_is_key', '=', True)]",
    "[('category_id', 'any', [('name', '=', 'segment_margin')])]",
)


@tagged("post_install", "-at_install")
class TestStoredDomains(SegmentationCommon):
    """What is asked later, by a job that may see everything, asks for nothing that
    its author may not see."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        settings = cls.env["res.config.settings"]
        settings.create({"group_order_margin": True}).execute()
        settings.create({"group_order_margin": False}).execute()
        cls.marketing = cls._create_user(
            "mass_mailing.group_mass_mailing_user,sales_team.group_sale_salesman"
        )
        cls.partners = cls.env["ir.model"]._get("res.partner")

    def _prepare(self, model_name, domain, user=None):
        return {
            "mailing.mailing": {
                "subject": "News",
                "mailing_model_id": self.partners.id,
                "mailing_domain": domain,
            },
            "mailing.filter": {
                "name": "Some",
                "mailing_model_id": self.partners.id,
                "mailing_domain": domain,
            },
            "ir.filters": {
                "name": "Some",
                "model_id": "res.partner",
                "domain": domain,
                "user_ids": (user or self.marketing).ids,
            },
        }[model_name]

    def _find_models(self):
        return ("mailing.mailing", "mailing.filter", "ir.filters")

    def test_refused(self):
        for model_name in self._find_models():
            model = self.env[model_name].with_user(self.marketing)
            record = model.create(self._prepare(model_name, "[]"))
            [name], _path = STORED_DOMAINS[model_name]
            for domain in CLOSED:
                with self.subTest(model=model_name, domain=domain):
                    with self.assertRaisesRegex(
                        ValidationError, "do not have access to"
                    ):
                        model.create(self._prepare(model_name, domain))
                    with self.assertRaisesRegex(
                        ValidationError, "do not have access to"
                    ):
                        record[name] = domain
                    with self.assertRaisesRegex(
                        ValidationError, "do not have access to"
                    ):
                        record.sudo()[name] = domain

    def test_sentence(self):
        mailings = self.env["mailing.mailing"].with_user(self.marketing)
        with self.assertRaisesRegex(ValidationError, "“Followers.* > Margin”"):
            mailings.create(self._prepare("mailing.mailing", CLOSED[3]))

    def test_saved(self):
        for model_name in self._find_models():
            model = self.env[model_name].with_user(self.marketing)
            for domain in OPEN:
                self.assertTrue(model.create(self._prepare(model_name, domain)))
            for user in (self.manager, self.env.ref("base.user_root")):
                if not model.with_user(user).has_access("create"):
                    continue
                for domain in CLOSED:
                    values = self._prepare(model_name, domain, user)
                    self.assertTrue(model.with_user(user).create(values))

    def test_filter_of_somebody_else(self):
        """A filter that a head of sales has saved is not taken into a mailing."""
        values = self._prepare("mailing.filter", CLOSED[0])
        favourite = self.env["mailing.filter"].create(values)
        mailing = self.env["mailing.mailing"].with_user(self.marketing)
        mailing = mailing.create(self._prepare("mailing.mailing", "[]"))
        with self.assertRaises(ValidationError):
            mailing.mailing_filter_id = favourite
            mailing.flush_recordset()

    def test_amounts(self):
        """A job would find others' clients by their revenue; a favourite does not."""
        domain = "[('segment_revenue', '>', 500)]"
        mailings = self.env["mailing.mailing"].with_user(self.marketing)
        with self.assertRaisesRegex(ValidationError, "do not have access to"):
            mailings.create(self._prepare("mailing.mailing", domain))
        filters = self.env["ir.filters"].with_user(self.marketing)
        self.assertTrue(filters.create(self._prepare("ir.filters", domain)))
        only_marketing = self._create_user(
            "mass_mailing.group_mass_mailing_user", name="M"
        )
        values = self._prepare("mailing.mailing", domain)
        with self.assertRaisesRegex(ValidationError, "do not have access to"):
            mailings.with_user(only_marketing).create(values)

    def test_made_up(self):
        """An expression that only later tells its fields"""
        team = self.env["crm.team"].create({"name": "T"})
        for domain in (
            "[('segment_' + 'abc', '>', 500)]",
            "[(name, '>', 500) for name in ['segment_margin']]",
            "[] if uid else []",
        ):
            with self.assertRaisesRegex(ValidationError, "cannot be checked"):
                team.with_user(self.marketing).sudo().assignment_domain = domain

    def test_models_are_spelled_right(self):
        """Fields and paths of the models that are installed"""
        for model_name, (names, path) in STORED_DOMAINS.items():
            if model_name not in self.env:
                continue
            if model_name == "loyalty.program" and "loyalty.plan" not in self.env:
                continue  # Odoo's own, without our add-on
            fields = self.env[model_name]._fields
            for name in names:
                self.assertIn(name, fields, model_name)
            if path.startswith("="):
                self.assertIn(path[1:], self.env)
            else:
                self.assertIn(path.partition(".")[0], fields, model_name)

    def test_team(self):
        """Opportunities are shared out by a job."""
        leader = self._create_user("sales_team.group_sale_manager", name="L")
        team = self.env["crm.team"].create({"name": "T"})
        domain = "[('partner_id.segment_margin', '>', 500)]"
        team.with_user(leader).assignment_domain = domain
        leader.group_ids -= self.env.ref("sales_team.group_sale_manager")
        leader.group_ids += self.env.ref("sales_team.group_sale_salesman")
        with self.assertRaises(ValidationError):
            team.with_user(leader).sudo().assignment_domain = domain + " "
