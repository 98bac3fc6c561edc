from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ...models.runs import client_segment_run_compute
from ..common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestBuyerType(SegmentationCommon):
    """Whether a client takes gifts, waits for discounts or pays the price."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls._create_client("client", user_id=cls.salesman.id)

    def _order(self, *lines, client=None, **values):
        """Create an order of lines ``(unit price, quantity, discount)``."""
        return self._create_order(
            client or self.client,
            "2025-02-15",
            0,
            order_line=[
                Command.create(
                    {
                        "product_id": self.product.id,
                        "price_unit": price,
                        "product_uom_qty": quantity,
                        "discount": discount,
                        "tax_ids": False,
                    }
                )
                for price, quantity, discount in lines
            ],
            **values,
        )

    def assertFigures(self, lines, free_lines, list_amount, discount, promotions):
        segment = self._get_segment()
        self.assertEqual(segment.line_count, lines)
        self.assertEqual(segment.free_line_count, free_lines)
        self.assertEqual(segment.list_amount, list_amount)
        self.assertEqual(segment.discount_amount, discount)
        self.assertEqual(segment.promotion_order_count, promotions)

    def test_full_price(self):
        for _number in range(3):
            self._order((100, 2, 0))
        self._recompute()
        self.assertFigures(3, 0, 600, 0, 0)
        self.assertEqual(self.client.segment_buyer_type, "result")

    def test_discount_is_weighted_by_amount(self):
        # At list price 900 + 100 + 0.5 off 0: 9 + 50 are taken off, 5.9 %
        self._order((900, 1, 1))
        self._order((100, 1, 50))
        self._order((0.01, 1, 0))
        self._recompute()
        self.assertFigures(3, 0, 1000.01, 59, 0)
        self.assertEqual(self.client.segment_buyer_type, "value")

    def test_discount_lover(self):
        for _number in range(3):
            self._order((200, 1, 15))
        self._recompute()
        self.assertFigures(3, 0, 600, 90, 0)
        self.assertEqual(self.client.segment_buyer_type, "discount")

    def test_free_lines(self):
        # A gift and 100 % off are free, a section is no line: 3 of 6 lines
        for _number in range(3):
            self._order((100, 1, 0), (50, 1, 100))
        self._recompute()
        self.assertFigures(6, 3, 300, 0, 0)
        self.assertEqual(self.client.segment_buyer_type, "freebie")

    def test_line_that_takes_money_off_is_a_promotion(self):
        self._order((100, 1, 0), (-10, 1, 0))
        self._order((100, 1, 0), (-5, 1, 0))
        self._order((1000, 1, 0))
        self._recompute()
        # 15 of 1200 are 1.25 %, but 2 of 3 orders
        self.assertFigures(3, 0, 1200, 15, 2)
        self.assertEqual(self.client.segment_buyer_type, "discount")

    def test_notes_down_payments_and_returns_are_no_lines(self):
        order = self._order((100, 1, 0), (100, -1, 0))
        order.order_line = [
            Command.create({"display_type": "line_note", "name": "Note"}),
            Command.create({"name": "Paid", "is_downpayment": True}),
        ]
        self._recompute()
        self.assertFigures(1, 0, 100, 0, 0)

    def test_combo_costs_nothing_itself(self):
        part = self.env["product.product"].create({"name": "Part"})
        self.product.product_tmpl_id.write(
            {
                "type": "combo",
                "combo_ids": [
                    Command.create(
                        {
                            "name": "Choice",
                            "combo_item_ids": [Command.create({"product_id": part.id})],
                        }
                    )
                ],
            }
        )
        self._order((0, 1, 0))
        self._recompute()
        self.assertFalse(self._get_segment().line_count)

    def test_rewards(self):
        if "reward_id" not in self.env["sale.order.line"]._fields:
            self.skipTest("Promotions are not installed.")
        for program_type, promotions, discount, lines in (
            ("promotion", 1, 10, 1),
            ("loyalty", 0, 10, 1),
            ("gift_card", 0, 0, 1),
        ):
            with self.subTest(program_type):
                self.client = self._create_client(program_type)
                order = self._order((100, 1, 0), (-10, 1, 0))
                program = self.env["loyalty.program"].create(
                    {
                        "name": program_type,
                        "program_type": program_type,
                        "reward_ids": [Command.create({})],
                    }
                )
                order.order_line[1].reward_id = program.reward_ids[0]
                self._recompute()
                self.assertFigures(lines, 0, 100, discount, promotions)

    def test_without_promotions_installed(self):
        self._order((100, 1, 0), (-10, 1, 0))
        self.patch(client_segment_run_compute, "LINE_COLUMNS", ())
        self._recompute()
        self.assertFigures(1, 0, 100, 10, 1)

    def test_horizon_and_state(self):
        self._order((100, 1, 50), state="sent")
        self._order((100, 1, 50), state="cancel")
        self._create_order(self.client, "2024-06-30", 100)
        self._create_order(self.client, "2025-07-01", 100)
        self._create_order(self.client, "2024-07-01", 7)
        self._create_order(self.client, "2025-06-30", 5)
        self._recompute()
        self.assertFigures(2, 0, 12, 0, 0)

    def test_price_with_taxes_in_it(self):
        tax = self.env["account.tax"].create(
            {
                "name": "VAT 20 % included",
                "amount": 20,
                "price_include_override": "tax_included",
                "company_id": self.company.id,
                "country_id": self.env.ref("base.us").id,
                "tax_group_id": self.env["account.tax.group"]
                .create({"name": "VAT", "company_id": self.company.id})
                .id,
            }
        )
        order = self._order((120, 1, 10))
        order.order_line.tax_ids = tax
        self._recompute()
        # 108 with, 90 without tax: 10 % off 100
        self.assertFigures(1, 0, 100, 10, 0)

    def test_foreign_currency(self):
        currency = self.env["res.currency"].create({"name": "SGT", "symbol": "S"})
        self.env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "company_id": self.company.id,
                "name": "2020-01-01",
                "rate": 4,
            }
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "Foreign", "currency_id": currency.id}
        )
        order = self._order((100, 1, 20), pricelist_id=pricelist.id)
        self.assertEqual(order.currency_id, currency)
        self._recompute()
        self.assertFigures(1, 0, 25, 5, 0)

    def test_contacts_count_for_their_company(self):
        contact = self._create_client("contact", is_company=False)
        contact.parent_id = self.client
        self._order((100, 1, 15), client=contact)
        self._order((100, 1, 15))
        self._order((100, 1, 15))
        self._recompute()
        self.assertFigures(3, 0, 300, 45, 0)
        self.assertEqual(contact.segment_buyer_type, "discount")

    def test_too_little_data(self):
        self._order((100, 1, 50))
        self._order((100, 1, 50))
        self._recompute()
        self.assertFalse(self.client.segment_buyer_type)
        text = self.client.with_user(self.salesman).segment_explanation.striptags()
        self.assertIn("3 orders are needed", " ".join(text.split()))
        self.company.segment_policy_id.buyer_min_orders = 2
        self._recompute()
        self.assertEqual(self.client.segment_buyer_type, "discount")

    def test_explanation_can_be_recomputed(self):
        self._order((900, 1, 1))
        self._order((100, 1, 50))
        self._order((100, 1, 100), (1000, 1, 0))
        self._recompute()
        client = self.client.with_user(self.salesman)
        text = " ".join(client.segment_explanation.striptags().split())
        # 1 of 4 lines; 59 of 2000
        for figure in ("25.00", "2,000.00", "59.00", "2.95", "Develop.", "33 %"):
            self.assertIn(figure, text)

    def test_switched_off(self):
        for _number in range(3):
            self._order((100, 1, 20))
        self._recompute()
        self.company.segment_policy_id.use_buyer_type = False
        self._recompute()
        self.assertFalse(self.client.segment_buyer_type)
        self.assertFalse(self._get_segment().line_count)
        text = self.client.with_user(self.salesman).segment_explanation.striptags()
        self.assertIn("switched off", text)

    def test_another_company(self):
        other = self._create_company("Other")
        self.client.company_id = False
        for _number in range(3):
            self._order((100, 1, 20))
        run = self._recompute(company=other)
        self.assertEqual(run.state, "done", run.message)
        self._recompute()
        self.assertEqual(self.client.segment_buyer_type, "discount")
        self.assertFalse(self.client.with_company(other).segment_buyer_type)

    def test_filters_groups_and_tags_as_salesperson(self):
        for _number in range(3):
            self._order((100, 1, 20))
        self._recompute()
        Partner = self.env["res.partner"].with_user(self.salesman)
        domain = [("company_id", "=", self.company.id)]
        found = Partner.search([*domain, ("segment_buyer_type", "=", "discount")])
        self.assertEqual(found, self.client)
        groups = dict(Partner._read_group(domain, ["segment_buyer_type"], ["__count"]))
        self.assertEqual(groups["discount"], 1)
        self.assertIn("Discount lover", found.segment_tag_ids.mapped("name"))
        leads = self.env["crm.lead"].create(
            {"name": "Lead", "partner_id": self.client.id, "type": "opportunity"}
        )
        self.assertEqual(leads.segment_buyer_type, "discount")

    def test_manager_overrules_the_suggestion(self):
        for _number in range(3):
            self._order((100, 1, 20))
        self._run_on()
        with self.assertRaises(AccessError):
            self._pin(self.env["res.users"].browse(self.salesman.copy().id))
        pin = self._pin(self.manager)
        self.assertEqual(self.client.segment_buyer_type, "value")
        self.assertEqual(pin.computed_value, "buyer_type:discount")
        self._run_on()
        self.assertEqual(self.client.segment_buyer_type, "value")
        [change] = self.client.segment_history_ids
        self.assertEqual(change.new_value, "buyer_type:value")
        text = self.client.with_user(self.manager).segment_explanation.striptags()
        self.assertIn("Pinned by hand", text)

    def _pin(self, user):
        return (
            self.env["client.segment.pin"]
            .with_user(user)
            .create(
                {
                    "partner_id": self.client.id,
                    "segment_class": "buyer_type:value",
                    "date_start": self.AS_OF,
                    "reason": "Buys for the range",
                }
            )
        )

    def test_thresholds(self):
        for name, value in (
            ("min_orders", 0),
            ("freebie_lines", 5),
            ("discount", 101),
            ("result_promotions", 50),
        ):
            with self.assertRaisesRegex(ValidationError, "Buyer types"):
                self.company.segment_policy_id[f"buyer_{name}"] = value

    def test_preview(self):
        for _number in range(3):
            self._order((100, 1, 20))
        self._recompute()
        preview = self.company.segment_policy_id.with_user(self.manager).get_preview(
            {"buyer_discount": 25}
        )
        [axis] = [axis for axis in preview["axes"] if axis["axis"] == "buyer_type"]
        self.assertEqual(axis["changed"], 1)
