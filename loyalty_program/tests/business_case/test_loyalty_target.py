from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from odoo.addons.client_segmentation.tests.whole.listed import search_listed

from ..common import LoyaltyPlanCommon

TODAY = "2026-07-15"


@tagged("post_install", "-at_install")
class TestLoyaltyTarget(LoyaltyPlanCommon):
    """Alpha buys 2 x 1000 and (through a contact) 600, Beta 400, Gamma nothing.

    Margins are 40 % of Alpha's and 10 % of Beta's orders: 1,040 + 40 of 3,000. In the
    twelve months before, Alpha and Delta have bought: half of them have stayed.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tag = cls.env["res.partner.category"].create({"name": "Loyalty target"})
        cls.alpha, cls.beta, cls.gamma, cls.delta, cls.stranger = cls.env[
            "res.partner"
        ].create(
            [
                {
                    "name": name,
                    "is_company": True,
                    "category_id": tag and [Command.link(cls.tag.id)],
                }
                for name, tag in (
                    ("Alpha", True),
                    ("Beta", True),
                    ("Gamma", True),
                    ("Delta", True),
                    ("Stranger", False),
                )
            ]
        )
        contact = cls.env["res.partner"].create(
            {
                "name": "Buyer of Alpha",
                "parent_id": cls.alpha.id,
                "category_id": [Command.link(cls.tag.id)],
            }
        )
        cls.product = cls.env["product.product"].create(
            {"name": "Crate", "taxes_id": False}
        )
        cls.env.flush_all()
        cls._sell(cls.alpha, "2026-06-30 12:00:00", 1000, 600)
        cls._sell(cls.alpha, "2025-07-01 12:00:00", 1000, 600)
        cls._sell(contact, "2026-01-10 12:00:00", 600, 360)
        cls._sell(cls.beta, "2026-03-10 12:00:00", 400, 360)
        cls._sell(cls.stranger, "2026-03-10 12:00:00", 9000, 0)
        cls._sell(cls.alpha, "2026-07-10 12:00:00", 7000, 0)
        cls._sell(cls.alpha, "2025-01-10 12:00:00", 100, 0)
        cls._sell(cls.delta, "2024-08-10 12:00:00", 100, 0)
        cls._sell(cls.beta, "2026-03-10 12:00:00", 5000, 0, state="draft")

    @classmethod
    def _sell(cls, partner, moment, price, cost, state="sale", **values):
        order = cls.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": cls.product.id,
                            "price_unit": price,
                            "purchase_price": cost,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                **values,
            }
        )
        order.write({"state": state, "date_order": moment})

    def _create_target(self, **values):
        domain = f"[('category_id', 'in', [{self.tag.id}])]"
        return self._create_plan(
            **{"client_count": 0, "target_domain": domain, **values}
        )

    def test_clients_are_counted(self):
        plan = self._create_target()
        plan.client_count = 7
        plan.target_domain = f"[('category_id', '=', {self.tag.id})]"
        self.assertEqual(plan.client_count, 4)
        action = plan.action_open_target()
        clients = search_listed(action, self.env)
        self.assertEqual(clients, self.alpha + self.beta + self.gamma + self.delta)

    def test_target_by_segment(self):
        plan = self._create_plan(target_domain="[('segment_abc', 'in', ['a'])]")
        known = self.env["client.segment"].search_count(
            [
                ("abc", "=", "a"),
                ("company_id", "=", self.company.id),
                ("partner_id.active", "=", True),
                ("partner_id.parent_id", "=", False),
                ("partner_id.company_id", "in", [False, self.company.id]),
            ]
        )
        self.assertEqual(plan.action_open_target()["res_model"], "res.partner")
        self.assertTrue(plan.is_targeted)
        plan.is_targeted = False
        plan.is_targeted = True
        self.assertEqual(plan.client_count, known)

    def test_no_filter_leaves_nobody_out(self):
        clients = self.env["res.partner"].search(
            [
                "|",
                ("parent_id", "=", False),
                ("is_company", "=", True),
                ("company_id", "in", [False, self.company.id]),
            ]
        )
        self.assertIn(self.delta, clients)
        for domain in (False, "[]", "[(1, '=', 1)]"):
            with self.subTest(domain):
                plan = self._create_plan(client_count=0)
                with Form(plan) as form:
                    form.is_targeted = True
                    form.target_domain = domain
                    self.assertEqual(form.client_count, len(clients))
                action = plan.action_open_target()
                found = search_listed(action, self.env)
                self.assertEqual(found, clients)

    def test_filter_of_nobody_counts_nobody(self):
        self.assertEqual(
            self._create_target(target_domain="[(0, '=', 1)]").client_count, 0
        )

    def test_bad_target(self):
        for domain in ("nonsense", "[('no_such_field', '=', 1)]", "[1]", "{}"):
            with self.subTest(domain), self.assertRaises(ValidationError):
                self._create_plan(target_domain=domain)

    @freeze_time(TODAY)
    def test_baseline_by_hand(self):
        plan = self._create_target()
        plan.action_read_baseline()
        self.assertEqual(plan.client_count, 4)
        # 4 orders of 4 clients in 12 months
        self.assertAlmostEqual(plan.orders_per_month, 4 / 4 / 12)
        self.assertAlmostEqual(plan.average_order, 750)
        self.assertAlmostEqual(plan.margin, 1080 / 3000)
        self.assertAlmostEqual(plan.retention, 0.5)
        self.assertEqual(plan.baseline["from"], "2025-07-01")
        self.assertEqual(plan.baseline["to"], "2026-06-30")
        self.assertIn("4 purchases of 2 clients", plan.baseline_note)
        self.assertNotIn("changed since", plan.baseline_note)
        plan.margin = 0.5
        self.assertIn("changed since: Margin", plan.baseline_note)

    def _import_purchase(self, partner, day, amount, margin):
        self.env["client.purchase"].sudo().create(
            {
                "company_id": self.company.id,
                "currency_id": self.company.currency_id.id,
                "partner_id": partner.id,
                "day": day,
                "amount": amount,
                "margin": margin,
            }
        )

    @freeze_time(TODAY)
    def test_imported_purchases_count(self):
        """Gamma bought 1,000 with a margin of 500 in the other system, on the last day
        of the span, and once before it; what it bought on the day after does not
        count: 5 orders of 4,000, a margin of 1,580. Of Alpha, Delta and Gamma, who had
        bought before, two have stayed."""
        self._import_purchase(self.gamma, "2026-06-30", 1000, 500)
        self._import_purchase(self.gamma, "2024-07-01", 1, 0)
        self._import_purchase(self.gamma, "2026-07-01", 90000, 0)
        plan = self._create_target()
        plan.action_read_baseline()
        self.assertEqual((plan.baseline["orders"], plan.baseline["buyers"]), (5, 3))
        self.assertAlmostEqual(plan.average_order, 800)
        self.assertAlmostEqual(plan.margin, 1580 / 4000)
        self.assertAlmostEqual(plan.retention, 2 / 3)

    @freeze_time(TODAY)
    def test_retention_of_the_second_year(self):
        """Beta and Gamma had bought in both years before this one; Beta alone has
        stayed. Of the target, nobody else had."""
        for client in (self.beta, self.gamma):
            for day in ("2023-10-01", "2024-10-01"):
                self._import_purchase(client, day, 100, 10)
        self._import_purchase(self.beta, "2025-10-01", 100, 10)
        plan = self._create_target()
        plan.action_read_baseline()
        self.assertAlmostEqual(plan.later_retention, 0.5)

    @freeze_time(TODAY)
    def test_where_invoices_count_orders_do_not(self):
        """The result will be measured from invoices, and so is the baseline read."""
        self.company.segment_policy_id.source = "invoice"
        with self.assertRefused("have bought nothing"):
            self._create_target().action_read_baseline()

    @freeze_time(TODAY)
    def test_half_a_year(self):
        """June, March and January of 2026: 3 orders; before that only Alpha bought."""
        plan = self._create_target(baseline_months=6)
        plan.action_read_baseline()
        self.assertAlmostEqual(plan.orders_per_month, 3 / 4 / 6)
        self.assertEqual(plan.baseline["from"], "2026-01-01")
        # All of the earlier buyers are still there
        self.assertEqual(plan.retention, 1)

    @freeze_time(TODAY)
    def test_baseline_of_whoever_bought(self):
        plan = self._create_plan()
        plan.action_read_baseline()
        self.assertGreaterEqual(plan.client_count, 3)
        self.assertEqual(plan.baseline["buyers"], plan.client_count)

    @freeze_time("2034-07-15")
    def test_no_orders_no_baseline(self):
        plan = self._create_target()
        with self.assertRefused("have bought nothing"):
            plan.action_read_baseline()

    @freeze_time(TODAY)
    def test_one_statement_for_any_number_of_clients(self):
        few, many = self._create_target(), self._create_target(name="Many")
        self.env["res.partner"].create(
            [
                {"name": f"Client {n}", "category_id": [Command.link(self.tag.id)]}
                for n in range(100)
            ]
        )
        period = few._get_baseline_period()
        few._read_baseline(*period)
        self.env.flush_all()
        before = self.cr.sql_log_count
        few._read_baseline(*period)
        statements = self.cr.sql_log_count - before
        with self.assertQueryCount(statements):
            row = many._read_baseline(*period)
        self.assertEqual(row["clients"], 104)

    @freeze_time(TODAY)
    def test_other_company_and_currency(self):
        """An order of another company does not count; 1 unit of ours is 2 of theirs."""
        other = self.env["res.company"].create({"name": "Other"})
        self.env["sale.order"].create(
            {"partner_id": self.alpha.id, "company_id": other.id}
        ).write({"state": "sale", "date_order": "2026-03-10 12:00:00"})
        currency = self.env["res.currency"].create({"name": "LOY", "symbol": "L"})
        self.env["res.currency.rate"].create(
            {
                "name": "2020-01-01",
                "currency_id": currency.id,
                "company_id": self.company.id,
                "rate": 2,
            }
        )
        self.program.currency_id = currency
        plan = self._create_target()
        plan.action_read_baseline()
        self.assertEqual(plan.baseline["orders"], 4)
        self.assertAlmostEqual(plan.average_order, 1500)

    @freeze_time(TODAY)
    def test_no_rate(self):
        """5,000 of an order in a currency without a rate, which Odoo notes as 1:1: the
        average of the others stays 3,000 / 4, their margin 1,080 / 3,000. At the rate
        of 2 that is entered later they are 2,500: 5,500 / 5 and 1,080 / 5,500."""
        currency = self.env["res.currency"].create({"name": "TST", "symbol": "T"})
        pricelist = self.env["product.pricelist"].create(
            {"name": "TST", "currency_id": currency.id}
        )
        self._sell(
            self.beta, "2026-03-11 12:00:00", 5000, 5000, pricelist_id=pricelist.id
        )
        plan = self._create_target()
        plan.action_read_baseline()
        self.assertEqual((plan.baseline["orders"], plan.baseline["unrated"]), (5, 1))
        self.assertAlmostEqual(plan.average_order, 750)
        self.assertAlmostEqual(plan.margin, 1080 / 3000)
        self.assertIn(
            "1 of them are in a currency without an exchange rate", plan.baseline_note
        )
        currency.rate_ids = [Command.create({"rate": 2, "name": "2020-01-01"})]
        plan.action_read_baseline()
        self.assertAlmostEqual(plan.average_order, 1100)
        self.assertAlmostEqual(plan.margin, 1080 / 5500)
        self.assertNotIn("without an exchange rate", plan.baseline_note)

    @freeze_time(TODAY)
    def test_only_orders_without_a_rate(self):
        currency = self.env["res.currency"].create({"name": "TST", "symbol": "T"})
        pricelist = self.env["product.pricelist"].create(
            {"name": "TST", "currency_id": currency.id}
        )
        self._sell(self.gamma, "2026-03-11 12:00:00", 5, 5, pricelist_id=pricelist.id)
        plan = self._create_plan(target_domain=f"[('id', '=', {self.gamma.id})]")
        with self.assertRefused("without an exchange rate"):
            plan.action_read_baseline()

    @freeze_time(TODAY)
    def test_only_what_the_user_may_read(self):
        plan = self._create_target()
        with self.assertRaises(UserError):
            plan.with_user(self.salesman).action_read_baseline()
        plan.action_submit()
        with self.assertRefused("no longer a draft"):
            plan.action_read_baseline()

    def test_months_to_read(self):
        with self.assertRaises(ValidationError):
            self._create_plan(baseline_months=0)
