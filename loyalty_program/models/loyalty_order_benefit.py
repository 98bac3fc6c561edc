from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..mechanics.movement import Amount
from .loyalty_benefit_entry import MANAGER


class LoyaltyOrderBenefit(models.Model):
    """A benefit given with an order, on the terms of that moment."""

    _name = "loyalty.order.benefit"
    _description = "Benefit of an Order"
    _order = "order_id, id"

    order_id = fields.Many2one(
        comodel_name="sale.order",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    benefit_id = fields.Many2one(
        comodel_name="loyalty.benefit",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    program_id = fields.Many2one(related="benefit_id.program_id")
    kind = fields.Selection(related="benefit_id.kind", store=True)
    name = fields.Char(required=True, readonly=True)
    detail = fields.Char(
        compute="_compute_detail",
        # Accountants read orders, but neither programs nor benefits
        compute_sudo=True,
    )
    currency_id = fields.Many2one(related="order_id.company_id.currency_id")
    value = fields.Monetary(string="Worth to the Client", readonly=True)
    unit_cost = fields.Monetary(readonly=True, groups=MANAGER)
    cost_share = fields.Float(readonly=True, groups=MANAGER)
    date = fields.Date(
        readonly=True,
        help="The date of delivery that was promised, or the last day of free changes.",
    )
    adds_line = fields.Boolean(readonly=True)
    change_count = fields.Integer(string="Changes Made", readonly=True)

    _order_benefit_uniq = models.UniqueIndex(
        "(order_id, benefit_id)", "The order has this benefit already."
    )

    @api.depends("date", "change_count", "order_id.amount_untaxed", "order_id.state")
    @api.depends_context("lang")
    def _compute_detail(self):
        for given in self:
            describe = getattr(given, f"_describe_{given.kind}", None)
            given.detail = describe() if describe else False

    def _describe_delivery(self):
        if self.date:
            return self.env._("by %(date)s", date=format_date(self.env, self.date))
        return False

    def _describe_change(self):
        if self.date:
            return self.env._("until %(date)s", date=format_date(self.env, self.date))
        return self.env._(
            "%(days)s days from the confirmation", days=self.benefit_id.change_days
        )

    def _describe_instalment(self):
        return self.benefit_id.payment_term_id.name

    def _describe_draw(self):
        return self.env._("Tickets: %(count)s", count=self._get_ticket_count())

    def unlink(self):
        """Take back what was put on the order with the benefit."""
        orders = self.order_id
        for given in self:
            given._undo()
        res = super().unlink()
        orders.filtered(lambda order: order.state == "sale")._after_edit()
        return res

    def _undo(self):
        order = self.order_id
        lines = self._get_lines()
        if self.adds_line and order.state in ("draft", "sent"):
            lines.unlink()
        elif self.adds_line:
            lines.write({"product_uom_qty": 0})
        else:
            lines.write({"discount": 0, "order_benefit_id": False})
        if self.kind == "instalment":
            client = order.partner_id.with_company(order.company_id)
            order.payment_term_id = client.property_payment_term_id
        if self.kind == "delivery":
            order.loyalty_priority = False
            if self._is_promise_kept():
                order.commitment_date = False

    def _is_promise_kept(self):
        moment = self.order_id.commitment_date
        return self.date and moment and moment.date() == self.date

    def _apply(self):
        """Put on the order what comes with the benefit."""
        for given in self:
            apply = getattr(given, f"_apply_{given.kind}", None)
            if apply:
                apply()

    def _apply_packaging(self):
        self._give_service()

    def _apply_delivery(self):
        benefit, order = self.benefit_id, self.order_id
        order.loyalty_priority = order.loyalty_priority or benefit.is_priority
        if benefit.product_id:
            self._give_service()
        if benefit.promise_days and not order.commitment_date:
            self._promise()

    def _promise(self):
        moment = fields.Datetime.now() + timedelta(days=self.benefit_id.promise_days)
        self.order_id.commitment_date = moment
        self.date = moment.date()

    def _apply_instalment(self):
        self._check_exposure()
        self.order_id.payment_term_id = self.benefit_id.payment_term_id

    def _check_limits(self):
        for given in self.filtered(lambda given: given.kind == "instalment"):
            given._check_exposure()

    def _drop_beyond_limits(self):
        """Customers confirm in the portal all the same, on their usual terms."""
        for given in self.filtered(lambda given: given.kind == "instalment"):
            try:
                given._check_exposure()
            except UserError as refusal:
                given.order_id._message_log(body=str(refusal))
                given.unlink()

    def _check_exposure(self):
        order, benefit = self.order_id, self.benefit_id
        currency = order.company_id.currency_id
        exposure = currency.round(order._get_client_exposure())
        limit = benefit._convert(benefit.exposure_limit, currency, order)
        if currency.compare_amounts(exposure, limit) > 0:
            raise UserError(
                self.env._(
                    "No payment by instalments for %(client)s: with this order the "
                    "client would owe %(exposure)s, the limit of “%(benefit)s” is "
                    "%(limit)s.",
                    client=order.partner_id.commercial_partner_id.display_name,
                    exposure=currency.format(exposure),
                    benefit=benefit.name,
                    limit=currency.format(limit),
                )
            )

    def _give_service(self):
        """Make the service free: the line there is, or one more."""
        order, product = self.order_id, self.benefit_id.product_id
        lines = order.order_line.filtered(
            lambda line: line.product_id == product and not line.reward_id
        )
        vals = {"discount": 100, "order_benefit_id": self.id}
        if lines:
            lines[:1].write(vals)
        else:
            self.adds_line = True
            order.order_line.create(
                {
                    "order_id": order.id,
                    "product_id": product.id,
                    "product_uom_qty": 1,
                    **vals,
                }
            )

    def _confirm(self):
        """Start the terms that run from the confirmation of the order."""
        if self.env.user._is_internal():
            self._check_limits()
        else:
            self._drop_beyond_limits()
        today = fields.Date.context_today(self)
        for given in self.exists():
            if given.kind == "change":
                given.date = today + timedelta(days=given.benefit_id.change_days)
            elif given.kind == "delivery" and given._is_promise_kept():
                given._promise()

    def _is_change_free(self):
        return bool(self.date) and fields.Date.context_today(self) <= self.date

    def _get_ticket_count(self):
        benefit, order = self.benefit_id, self.order_id
        amount = benefit._convert(benefit.ticket_amount, order.currency_id, order)
        return int(order.amount_untaxed / amount + 1e-9) if amount else 0

    def _get_quantity(self):
        """How often it is given; not at all, once its service is off the order."""
        if self.kind == "change":
            return self.change_count
        if self.kind == "draw":
            return self._get_ticket_count()
        if not self.benefit_id.product_id:
            return 1.0
        return 1.0 if sum(self._get_lines().mapped("product_uom_qty")) > 0 else 0.0

    def _get_lines(self):
        return self.order_id.order_line.filtered(
            lambda line: line.order_benefit_id == self
        )

    def _get_amount(self):
        """Return the Amount to book, in the currency of the company."""
        self.ensure_one()
        order = self.order_id
        rate = order._get_company_rate()
        quantity = self._get_quantity()
        # Tickets are neither worth nor cost a thing: the draw books the prizes
        paid = 0.0 if self.kind == "draw" else quantity
        cost = self.unit_cost * paid
        cost += self.cost_share * order.amount_untaxed / rate
        lines = self._get_lines()
        value = self.value * paid
        if not value:
            value = sum(line.price_unit * line.product_uom_qty for line in lines)
            value /= rate
        return Amount(quantity, value, cost)
