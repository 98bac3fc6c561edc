from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain
from odoo.tests import new_test_user, tagged

from ...models.core.client_segment import MANAGER_GROUP
from ...models.core.segment_columns import AMOUNT_FIELDS, SEGMENT_GROUP
from ..common import SegmentationCommon

GROUPS = {SEGMENT_GROUP, MANAGER_GROUP}
# Always true and never, of any kind of field
CONDITIONS = {
    "boolean": [("=", True), ("=", False)],
    "many2many": [("!=", False), ("=", False)],
    "many2one": [("!=", False), ("=", False)],
    "selection": [("!=", False), ("=", False)],
    "date": [(">", "1900-01-01"), ("<", "1900-01-01")],
}
NUMBER = [(">", -1e9), ("<", -1e9)]


@tagged("post_install", "-at_install")
class TestAskedAsSuperuser(SegmentationCommon):
    """Odoo searches followers, users, employees and others as superuser. Whoever puts
    a closed field into such a search is told nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = new_test_user(
            cls.env,
            login="segment-stranger",
            groups="base.group_user",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.colleague = cls._create_user("sales_team.group_sale_salesman", name="Other")
        cls.client = cls._create_client("Secretive", user_id=cls.colleague.id)
        cls._create_order(cls.client, "2025-01-15", 1000, cost=123)
        cls.client.message_subscribe(cls.client.ids)
        cls._recompute()

    def _get_closed(self, model_name, groups):
        """Searchable fields of ours, of one of these groups."""
        return {
            name: CONDITIONS.get(field.type, NUMBER)
            for name, field in self.env[model_name]._fields.items()
            if field.groups in groups and (field.store or field.search)
        }

    def _find_relations(self, model_name):
        return [
            (name, field.comodel_name)
            for name, field in self.env[model_name]._fields.items()
            if field.relational
            and field.groups not in GROUPS
            and (field.store or field.search)
        ]

    def _find_paths(self, targets):
        """All relations that lead to ``targets`` in one step or two, from what
        salespeople can read."""
        Model = self.env["ir.model"].with_user(self.salesman)
        for name in sorted(self.env.registry):
            model = Model.env[name]
            if model._abstract or model._transient or not model.has_access("read"):
                continue
            if not model._auto:
                continue
            for first, comodel in self._find_relations(name):
                if comodel in targets:
                    yield name, first, comodel
        # Followers and users are everywhere: two steps from the models at hand
        for name in ("res.partner", "sale.order", "crm.lead", "res.users"):
            for first, middle in self._find_relations(name):
                for second, comodel in self._find_relations(middle):
                    if comodel in targets:
                        yield name, f"{first}.{second}", comodel

    def _is_told(self, model, path, conditions):
        """Does it matter what the closed field holds?"""
        found = []
        for operator, value in conditions:
            try:
                found.append(model.search([(path, operator, value)], limit=50).ids)
            except (AccessError, NotImplementedError, UserError, ValueError):
                return False
            except RecursionError:
                return False  # Odoo fails to write its own message
        return found[0] != found[1]

    def test_followers(self):
        """The way in which the margin was found out, and its siblings."""
        for user, names in (
            (self.salesman, self._get_closed("res.partner", {MANAGER_GROUP})),
            (self.stranger, self._get_closed("res.partner", GROUPS)),
        ):
            self.assertTrue(names)
            partners = self.env["res.partner"].with_user(user)
            for name, conditions in names.items():
                for operator, value in conditions:
                    for domain in (
                        [(f"message_partner_ids.{name}", operator, value)],
                        [("message_partner_ids", "any", [(name, operator, value)])],
                        [("message_partner_ids", "not any", [(name, operator, value)])],
                        [(f"message_follower_ids.partner_id.{name}", operator, value)],
                        [(f"user_ids.partner_id.{name}", operator, value)],
                    ):
                        with self.assertRaises(AccessError, msg=domain):
                            partners.search(domain)
                        with self.assertRaises(AccessError, msg=domain):
                            partners.search_count(domain)

    def test_heads_of_sales_may_ask(self):
        partners = self.env["res.partner"].with_user(self.manager)
        found = partners.search([("message_partner_ids.segment_margin", ">", 876)])
        self.assertEqual(found, self.client)

    def test_every_relation_of_two_steps(self):
        targets = {
            name: self._get_closed(name, {MANAGER_GROUP})
            for name in ("res.partner", "res.users", "client.segment")
        }
        told, asked = [], 0
        for name, path, comodel in self._find_paths(targets):
            model = self.env[name].with_user(self.salesman)
            closed = "margin" if comodel == "client.segment" else "segment_margin"
            asked += 1
            for within in (closed,) if "." in path else targets[comodel]:
                if self._is_told(model, f"{path}.{within}", targets[comodel][within]):
                    told.append((name, path, within))
        self.assertGreater(asked, 50)
        self.assertFalse(told)

    def test_code_acting_for_the_user(self):
        """The user is who asks, whatever rights the code has taken."""
        partners = self.env["res.partner"].with_user(self.salesman).sudo()
        with self.assertRaises(AccessError):
            partners.search([("segment_margin", ">", 0)])
        with self.assertRaises(AccessError):
            partners.search([], order="segment_margin", limit=1)
        with self.assertRaises(AccessError):
            self.client.with_env(partners.env).filtered_domain(
                [("segment_margin", ">", 0)]
            )
        # Code reads and adds up on its own account, and jobs are nobody's.
        self.assertEqual(self.client.with_env(partners.env).segment_margin, 877)
        [(margin,)] = partners._read_group(
            [("id", "=", self.client.id)], [], ["segment_margin:sum"]
        )
        self.assertEqual(margin, 877)
        robot = partners.with_user(SUPERUSER_ID)
        company = robot.with_company(self.company)
        self.assertIn(self.client, company.search([("segment_margin", ">", 876)]))

    def test_amounts_of_others(self):
        """What is open of own clients is not found out of others by such a path."""
        partners = self.env["res.partner"].with_user(self.salesman)
        for name in sorted(AMOUNT_FIELDS):
            conditions = CONDITIONS.get(self.env["res.partner"]._fields[name].type)
            for prefix in ("", "message_partner_ids.", "child_ids."):
                path = f"{prefix}{name}"
                for operator, value in conditions or [("!=", 0), (">", 0)]:
                    found = partners.search([(path, operator, value)])
                    self.assertNotIn(self.client, found, path)
        of_colleague = partners.with_user(self.colleague)
        self.assertIn(
            self.client,
            of_colleague.search([("message_partner_ids.segment_revenue", ">", 999)]),
        )

    def test_record_rule(self):
        """A rule over what the user may not know tells nothing either."""
        self.env["ir.rule"].create(
            {
                "name": "Margins",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": "[('segment_margin', '>', 0)]",
            }
        )
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(self.salesman).search([])

    def test_domain_as_object(self):
        domain = Domain("message_partner_ids", "any", Domain("segment_ltv", ">", 0))
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(self.salesman).search(domain)
