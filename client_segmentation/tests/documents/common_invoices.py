from datetime import datetime, time

from odoo import fields
from odoo.fields import Command

from odoo.addons.account.tests.common import AccountTestInvoicingCommon


class InvoicesCommon(AccountTestInvoicingCommon):
    """Orders of one client, with their invoices, advances and returns, made as Odoo
    makes them. Looked at on 15 July 2025: the horizon begins on 1 July 2024."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("sales_team.group_sale_manager")
        cls.company = cls.company_data["company"]
        cls.company.segment_policy_id.write({"period": "month", "use_buyer_type": True})
        cls.company.resource_calendar_id.tz = "UTC"
        cls.client = cls._new_client("Client")
        cls.unit = cls.env.ref("uom.product_uom_unit")
        cls.dozen = cls.env.ref("uom.product_uom_dozen")
        # 100 a piece at a cost of 60; invoiced as delivered
        cls.bolt = cls._new_product("Bolt", 100, 60)

    @classmethod
    def _new_client(cls, name, **values):
        return cls.env["res.partner"].create(
            {"name": name, "is_company": True, "company_id": cls.company.id, **values}
        )

    @classmethod
    def _new_product(cls, name, price, cost, **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "service",
                "invoice_policy": "delivery",
                "list_price": price,
                "standard_price": cost,
                "uom_id": cls.unit.id,
                "taxes_id": False,
                **values,
            }
        )

    @classmethod
    def _create_foreign_pricelist(cls, rate_by_day):
        """A pricelist in KAD; each rate holds from its day on."""
        rates = [
            Command.create({"name": day, "rate": rate})
            for day, rate in rate_by_day.items()
        ]
        currency = cls.env["res.currency"].create(
            {"name": "KAD", "symbol": "K", "rate_ids": rates}
        )
        return cls.env["product.pricelist"].create(
            {"name": "KAD", "currency_id": currency.id}
        )

    def _order(self, day, quantity=10, delivered=None, pricelist=None, **line):
        """Confirm an order of one line, delivered in full unless told."""
        order = self.env["sale.order"].create(
            {
                "partner_id": self.client.id,
                "company_id": self.company.id,
                **({"pricelist_id": pricelist.id} if pricelist else {}),
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.bolt.id,
                            "product_uom_qty": quantity,
                            "tax_ids": False,
                            **line,
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        moment = datetime.combine(fields.Date.to_date(day), time(12))
        order.date_order = moment
        order.order_line.qty_delivered = quantity if delivered is None else delivered
        return order

    @classmethod
    def _invoice(cls, order, day):
        """Invoice what is due, or credit it: as Odoo's wizard does."""
        return cls._post(order._create_invoices(final=True), day)

    @classmethod
    def _post(cls, move, day):
        move.invoice_date = day
        move.action_post()
        return move

    @classmethod
    def _advance(cls, order, percentage, day):
        wizard = cls.env["sale.advance.payment.inv"].create(
            {
                "sale_order_ids": order.ids,
                "advance_payment_method": "percentage",
                "amount": percentage,
            }
        )
        return cls._post(wizard._create_invoices(order), day)

    @classmethod
    def _return(cls, order, quantity, day):
        """The delivery comes back, and the order is credited."""
        order.order_line.filtered("product_id")[:1].qty_delivered -= quantity
        return cls._invoice(order, day)

    @classmethod
    def _reverse(cls, move, day, quantity=None):
        """The button *Credit Note* of an invoice."""
        back = move._reverse_moves([{"invoice_date": fields.Date.to_date(day)}])
        if quantity is not None:
            back.invoice_line_ids.filtered("product_id").quantity = quantity
        back.action_post()
        return back

    @classmethod
    def _reissue(cls, move, day, new_day=None):
        """*Reverse and Create Invoice*; return the new one, still a draft unless a
        day is given."""
        wizard = (
            cls.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"date": day, "journal_id": move.journal_id.id})
        )
        wizard.modify_moves()
        if new_day:
            cls._post(wizard.new_move_ids, new_day)
        return wizard.new_move_ids

    def _recompute(self, as_of="2025-07-15"):
        run = self.company.recompute_client_segments(as_of)
        self.assertEqual(run.state, "done", run.message)
        return self._get_segment()

    def _get_segment(self, client=None):
        return self.env["client.segment"].search(
            [
                ("partner_id", "=", (client or self.client).id),
                ("company_id", "=", self.company.id),
            ]
        )

    def assertFigures(self, revenue, margin, purchases, as_of="2025-07-15"):
        segment = self._recompute(as_of)
        self.assertEqual(
            (segment.revenue, segment.margin, segment.order_count),
            (revenue, margin, purchases),
        )
        return segment

    def assertMonths(self, segment, **amounts):
        """Check the measure of the months of the horizon that have one: ``jan=70``."""
        names = "jul aug sep oct nov dec jan feb mar apr may jun".split()
        unit = 10**segment.currency_id.decimal_places
        if self.company.segment_policy_id.measure == "order_count":
            unit = 1
        found = {
            name: measure / unit
            for name, measure in zip(names, segment.period_measures, strict=True)
            if measure
        }
        self.assertEqual(found, amounts)
