import re

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...models.core.segment_columns import AMOUNT_FIELDS
from . import test_public
from .common_public import ADDONS

REVENUE, MARGIN = 77771, 33331
# However they are written: 77,771 or 77 771
AMOUNTS = re.compile(r"77\D?771|33\D?331")
NUMBERS = ("integer", "float", "monetary")
MARKETING = "mass_mailing.group_mass_mailing_user,base.group_allow_export"


@tagged("post_install", "-at_install")
class TestMarketing(test_public.TestPublic):
    """Users of Email Marketing without a sales role work with classes: what clients buy
    is not told to them, whatever way they take."""

    ROLES = {"marketing": MARKETING}
    # These are about other roles.
    test_senseless_arguments = test_no_records = None
    test_nothing_to_do = test_emptied_fields = None

    @classmethod
    def _get_special_records(cls):
        special = super()._get_special_records()
        cls.client = special["res.partner"]
        cost = REVENUE - 1000 - MARGIN
        cls._create_order(cls.client, "2025-01-16", REVENUE - 1000, cost=cost)
        special["sale.order"].order_line.purchase_price = 1000
        # Fewer than that have nothing before them in order.
        cls.small, cls.large = cls._create_clients(small=1, large=10**6)
        cls._recompute()
        cls.env["client.purchase"].create(
            {
                "partner_id": cls.client.id,
                "company_id": cls.company.id,
                "currency_id": cls.company.currency_id.id,
                "day": "2025-01-15",
                "amount": REVENUE,
                "margin": MARGIN,
            }
        )
        return special

    def setUp(self):
        super().setUp()
        self.user = self.users["marketing"]
        self.Partner = self.env["res.partner"].with_user(self.user)

    def _call_closed(self, role, user, name, method, args):
        """Also of the records that marketing may read."""
        ids = self.records[name].ids or [1]
        result, _written, _error = self._call(user, name, method, ids, args)
        if AMOUNTS.search(repr(result)):
            return [f"{name}.{method}{tuple(args)} tells {result}"]
        return []

    def _get_readable_models(self, user=None):
        for name in sorted(self.env.registry):
            Model = self.env[name].with_user(user or self.user)
            is_ours = any(
                set(field._modules) & {*ADDONS} for field in Model._fields.values()
            )
            if is_ours and not Model._abstract and Model.has_access("read"):
                yield Model

    def test_figures_are_known(self):
        """To those who may see them; or nothing would be tested."""
        client = self.client.with_user(self.manager)
        self.assertEqual(
            (client.segment_revenue, client.segment_margin), (77771, 33331)
        )
        told = self._find_telling_fields(self.manager)
        self.assertLessEqual({"client.segment.revenue", "client.purchase.amount"}, told)
        names = {Model._name for Model in self._get_readable_models()}
        self.assertLessEqual({"res.partner", "res.users", "client.segment"}, names)

    def test_no_field_tells(self):
        self.assertFalse(self._find_telling_fields(self.user))

    def _find_telling_fields(self, user):
        found = set()
        for Model in self._get_readable_models(user):
            for name, field in Model.fields_get().items():
                if field["type"] == "binary":
                    continue
                try:
                    rows = Model.search([], limit=100).read([name])
                except (AccessError, UserError, ValueError):
                    continue
                if AMOUNTS.search(repr(rows)):
                    found.add(f"{Model._name}.{name}")
        return found

    def test_no_sum_tells(self):
        told = []
        for Model in self._get_readable_models():
            for name, field in Model.fields_get().items():
                if field["type"] not in NUMBERS or not field.get("aggregator"):
                    continue
                try:
                    rows = Model.formatted_read_group(
                        [], [], [f"{name}:max", f"{name}:sum"]
                    )
                except (AccessError, UserError, ValueError):
                    continue
                if AMOUNTS.search(repr(rows)):
                    told.append(f"{Model._name}.{name}")
        self.assertFalse(told)

    def test_no_search_finds(self):
        """By amounts, in each way that Odoo offers, also across relations."""
        self.client.child_ids = [Command.create({"name": "Buyer"})]
        for name, value in (
            ("segment_revenue", REVENUE - 1),
            ("segment_order_count", 0),
            ("segment_last_order_date", "2024-12-31"),
        ):
            self.assertIn(name, AMOUNT_FIELDS)
            leaf = (name, ">", value)
            for domain in (
                [leaf],
                ["!", (name, "<=", value)],
                [("parent_id", "any", [leaf])],
                [(f"parent_id.{name}", ">", value)],
                [("child_ids.parent_id", "any", [leaf])],
                [("commercial_partner_id", "any", [leaf])],
            ):
                found = self.Partner.search([("id", "child_of", self.client.id)])
                found = found.search([("id", "in", found.ids), *domain])
                self.assertFalse(found - self._find_all_but(domain), domain)
            self.assertFalse(self.Partner.name_search(self.client.name, [leaf]))
            users = self.env["res.users"].with_user(self.user)
            self.manager.partner_id.parent_id = self.client
            self.assertFalse(users.search([(f"partner_id.{name}", ">", value)]))
            self.assertFalse(
                users.search([(f"partner_id.parent_id.{name}", ">", value)])
            )

    def _find_all_but(self, domain):
        """A condition turned round finds everybody: nobody has an amount."""
        return (
            self.client + self.client.child_ids
            if domain[0] == "!"
            else self.client.browse()
        )

    def test_no_order_nor_group_tells(self):
        three = [("id", "in", (self.client + self.small + self.large).ids)]
        for direction in ("asc", "desc"):
            found = self.Partner.search(three, order=f"segment_revenue {direction}, id")
            self.assertEqual(found.ids, sorted(found.ids))
        for name in ("segment_revenue", "segment_order_count"):
            groups = self.Partner._read_group(three, [name], ["__count"])
            self.assertEqual([count for _amount, count in groups], [3])
        groups = self.Partner.formatted_read_group(
            three, ["id"], ["segment_revenue:sum"], [("segment_revenue:sum", ">", 1)]
        )
        self.assertFalse(groups)

    def test_no_export_tells(self):
        rows = self.client.with_user(self.user).export_data(["name", *AMOUNT_FIELDS])
        for row in rows["datas"]:
            self.assertFalse(any(row[1:]), row)
        for name in ("segment_margin", "segment_ltv", "segment_at_stake"):
            with self.assertRaises(AccessError):
                self.client.with_user(self.user).export_data([name])

    def test_no_mailing_asks(self):
        """Odoo's job sends it, who may see all."""
        Mailing = self.env["mailing.mailing"].with_user(self.user)
        values = {
            "subject": "Offer",
            "mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
        }
        for leaf in (
            ("segment_revenue", ">", REVENUE - 1),
            ("parent_id.segment_revenue", ">", REVENUE - 1),
            ("segment_at_stake", ">", 0),
        ):
            with self.assertRaises(UserError):
                Mailing.create({**values, "mailing_domain": repr([leaf])})
                self.env.flush_all()

    def test_no_saved_segment_asks(self):
        Saved = self.env["client.saved.segment"].with_user(self.user)
        if not Saved.has_access("create"):
            return
        for name in ("segment_revenue", "parent_id.segment_revenue"):
            domain = repr([(name, ">", REVENUE - 1)])
            try:
                saved = Saved.create({"name": "Rich", "domain": domain})
            except UserError:
                continue
            saved._count_or_tell()
            self.assertFalse(saved.client_count)
