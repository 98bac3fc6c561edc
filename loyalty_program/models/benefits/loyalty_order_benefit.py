from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...arithmetic.ledger.movement import Amount
from ..ledger.loyalty_benefit_entry import MANAGER


class LoyaltyOrderBenefit(models.Model):
    """A benefit given with an order, on the terms of that moment."""

    _name = "loyalty.order.benefit"
    _inherit = ["client.closed.mixin"]
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
    value = fields.Monetary(string="Value to the Client", readonly=True)
    unit_cost = fields.Monetary(readonly=True, groups=MANAGER, aggregator=None)
    cost_share = fields.Float(readonly=True, groups=MANAGER, aggregator=None)
    date = fields.Date(
        readonly=True,
        help="The promised delivery date, or the last day of free changes.",
    )
    adds_line = fields.Boolean(readonly=True)
    change_count = fields.Integer(string="Changes Made", readonly=True)
    replaced = fields.Json(
        readonly=True, help="What the order had before, so that it can be restored."
    )

    _order_benefit_uniq = models.UniqueIndex(
        "(order_id, benefit_id)", "The order already has this benefit."
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
            "%(days)s days after confirmation", days=self.benefit_id.change_days
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
        confirmed = orders.filtered(lambda order: order.state == "sale")
        confirmed._book_benefits("correction")
        return res

    def _undo(self):
        order = self.order_id
        lines = self._get_lines()
        if self.adds_line and order.state in ("draft", "sent"):
            lines.unlink()
        elif self.adds_line:
            lines.write({"product_uom_qty": 0})
        else:
            discount = self._get_replaced("discount", 0)
            lines.write({"discount": discount, "order_benefit_id": False})
        if self.kind == "instalment":
            self._restore_payment_term()
        if self.kind == "delivery":
            self._restore_priority()
            if self._is_promise_kept():
                order.commitment_date = False

    def _restore_payment_term(self):
        """Go back to the terms of before, unless others were chosen since."""
        order = self.order_id
        if order.payment_term_id != self.benefit_id.payment_term_id:
            return
        client = order.partner_id.with_company(order.company_id)
        # Benefits of older versions do not know
        usual = client.property_payment_term_id
        if self._get_replaced("partner_id", client.id) != client.id:
            return
        term_id = self._get_replaced("payment_term_id", usual.id)
        order.payment_term_id = usual.browse(term_id or ()).exists()

    def _restore_priority(self):
        was_prior = self._get_replaced("priority", False)
        self.order_id.loyalty_priority = was_prior or self._has_other_priority()

    def _has_other_priority(self):
        others = (self.order_id.order_benefit_ids - self).benefit_id
        return any(b.kind == "delivery" and b.is_priority for b in others)

    def _get_replaced(self, name, default):
        return (self.replaced or {}).get(name, default)

    def _keep_for_undo(self, **values):
        self.replaced = {**(self.replaced or {}), **values}

    def _is_promise_kept(self):
        moment = self.order_id.commitment_date
        return self.date and moment and moment.date() == self.date

    def _apply(self):
        """Put on the order what comes with the benefit."""
        for given in self:
            getattr(given, f"_apply_{given.kind}")()

    def _apply_change(self):
        """Free changes start with the confirmation of the order."""

    def _apply_draw(self):
        """Tickets are counted when the draw is frozen."""

    def _apply_packaging(self):
        self._give_service()

    def _apply_delivery(self):
        benefit, order = self.benefit_id, self.order_id
        is_prior = order.loyalty_priority and not self._has_other_priority()
        self._keep_for_undo(priority=is_prior)
        order.loyalty_priority = order.loyalty_priority or benefit.is_priority
        if benefit.product_id:
            self._give_service()
        if benefit._promises(order):
            self._promise()

    def _promise(self):
        moment = fields.Datetime.now() + timedelta(days=self.benefit_id.promise_days)
        self.order_id.commitment_date = moment
        self.date = moment.date()

    def _apply_instalment(self):
        order = self.order_id
        order._check_exposure(self.benefit_id)
        self._keep_for_undo(
            payment_term_id=order.payment_term_id.id, partner_id=order.partner_id.id
        )
        order.payment_term_id = self.benefit_id.payment_term_id

    def _check_limits(self):
        for given in self.filtered(lambda given: given.kind == "instalment"):
            given.order_id._check_exposure(given.benefit_id)

    def _drop_beyond_limits(self):
        """Customers confirm in the portal all the same, on their usual terms."""
        for given in self.filtered(lambda given: given.kind == "instalment"):
            try:
                given.order_id._check_exposure(given.benefit_id)
            except UserError as refusal:
                given.order_id._message_log(body=str(refusal))
                given.unlink()

    def _give_service(self):
        """Make the service free: the line there is, or one more."""
        order, product = self.order_id, self.benefit_id.product_id
        line = order._get_service_line(product)
        vals = {"discount": 100, "order_benefit_id": self.id}
        if line:
            self._keep_for_undo(discount=line.discount)
            line.write(vals)
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
        given_benefits = self.exists()
        # Without any, nobody looks up which day it is for the user.
        today = given_benefits and fields.Date.context_today(self)
        for given in given_benefits:
            if given.kind == "change":
                given.date = today + timedelta(days=given.benefit_id.change_days)
            elif given.kind == "delivery" and given._is_promise_kept():
                given._promise()

    def _is_change_free(self):
        return bool(self.date) and fields.Date.context_today(self) <= self.date

    def _get_ticket_count(self):
        return self.benefit_id._count_tickets(self.order_id)

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
