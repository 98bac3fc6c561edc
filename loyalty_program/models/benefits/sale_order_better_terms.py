from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_date

from odoo.addons.client_segmentation.models.core.doors import need_one

from ...arithmetic.benefits.payment import get_average_days


class SaleOrder(models.Model):
    """What a benefit would change on an order; what is better already stays."""

    _inherit = "sale.order"

    def action_choose_benefits(self):
        """Show what the benefits would change, and ask which ones to give."""
        need_one(self)
        self.check_access("write")
        self._drop_lost_benefits()
        lines = [self._prepare_benefit_choice(b) for b in self.open_benefit_ids]
        wizard = self.env["loyalty.benefit.give"].create(
            {"order_id": self.id, "line_ids": [*map(Command.create, lines)]}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Give Benefits"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _prepare_benefit_choice(self, benefit):
        now, then = self._get_benefit_change(benefit)
        remark = self._get_refusal(benefit) or self._get_kept_reason(benefit)
        return {
            "benefit_id": benefit.id,
            "name": benefit.name,
            "is_given": not remark,
            "is_kept": bool(remark),
            "now": now,
            "then": f"{then}\n{remark}" if remark else then,
        }

    def _get_improvements(self, benefits):
        """Return those of the benefits that replace nothing better."""
        return benefits.filtered(lambda benefit: not self._get_kept_reason(benefit))

    def _get_kept_reason(self, benefit):
        """Say why the order is better off without this benefit; False if it is not."""
        self.ensure_one()
        if benefit.kind == "instalment" and not self._is_paid_later(
            benefit.payment_term_id
        ):
            return self.env._("The current payment terms are just as good or better.")
        return False

    def _is_paid_later(self, term):
        current = self.payment_term_id
        if not current:
            return True
        if current.early_discount and not term.early_discount:
            # What a discount for paying early is worth, only the client knows
            return False
        return self._get_days_to_pay(term) > self._get_days_to_pay(current)

    def _get_days_to_pay(self, term):
        today = fields.Date.context_today(self)
        # Without lines, terms are compared as for any amount
        total = self.amount_total or 1000.0
        terms = term._compute_terms(
            date_ref=today,
            currency=self.currency_id,
            company=self.company_id,
            tax_amount=0,
            tax_amount_currency=0,
            sign=1,
            untaxed_amount=total,
            untaxed_amount_currency=total,
        )
        return get_average_days(
            [
                ((part["date"] - today).days, part["company_amount"])
                for part in terms["line_ids"]
            ]
        )

    def _has_earlier_promise(self, days):
        """Whether an earlier delivery is agreed with the client anyway."""
        if not self.company_id.sudo().segment_policy_id.use_terms:
            return False
        # Whoever may read a quotation may know what is agreed with its client
        client = self.sudo().partner_id.commercial_partner_id
        agreed = client.with_company(self.company_id)._get_terms_in_force()
        promised, _rule = agreed.get(client, {}).get("delivery_days", (0, None))
        return 0 < (promised or 0) < days

    def _get_benefit_change(self, benefit):
        """Return what the order has now and what it would have, in words."""
        self.ensure_one()
        nothing = "–"
        if benefit.kind == "instalment":
            now = self.payment_term_id.display_name or nothing
            return now, benefit.payment_term_id.display_name
        if benefit.kind == "delivery":
            return self._get_delivery_change(benefit, nothing)
        if benefit.kind == "change":
            days = benefit.change_days
            return nothing, self.env._("Free changes for %(days)s days", days=days)
        if benefit.kind == "draw":
            count = benefit._count_tickets(self)
            return nothing, self.env._("Tickets: %(count)s", count=count)
        return self._get_service_change(benefit, nothing)

    def _get_delivery_change(self, benefit, nothing):
        now, then = self._get_service_change(benefit, nothing)
        now, then = ([text] if text != nothing else [] for text in (now, then))
        date = self.commitment_date
        date = date and format_date(
            self.env, fields.Datetime.context_timestamp(self, date)
        )
        if date:
            now.append(date)
        if benefit._promises(self):
            days = benefit.promise_days
            then.append(self.env._("Delivery in %(days)s days", days=days))
        elif date:
            then.append(date)
        if self.loyalty_priority:
            now.append(self.env._("Priority Service"))
        if self.loyalty_priority or benefit.is_priority:
            then.append(self.env._("Priority Service"))
        return ", ".join(now) or nothing, ", ".join(then) or nothing

    def _get_service_change(self, benefit, nothing):
        product = benefit.product_id
        if not product:
            return nothing, nothing
        line = self._get_service_line(product)
        price = line and self.currency_id.format(line.price_subtotal)
        now = line and f"{product.display_name}: {price}"
        free = self.env._("%(service)s: free of charge", service=product.display_name)
        return now or nothing, free

    def _get_service_line(self, product):
        """Return the line that becomes free with a benefit, if there is one."""
        return self.order_line.filtered(
            lambda line: line.product_id == product and not line.reward_id
        )[:1]

    def _check_exposure(self, benefit):
        """Refuse instalments beyond the limit of what the client may owe."""
        self.ensure_one()
        currency = self.company_id.currency_id
        exposure = currency.round(self._get_client_exposure())
        limit = benefit._convert(benefit.exposure_limit, currency, self)
        if currency.compare_amounts(exposure, limit) > 0:
            raise UserError(
                self.env._(
                    "No payment by installments for %(client)s: with this order the "
                    "client would owe %(exposure)s, but the limit of “%(benefit)s” "
                    "is %(limit)s.",
                    client=self.partner_id.commercial_partner_id.display_name,
                    exposure=currency.format(exposure),
                    benefit=benefit.name,
                    limit=currency.format(limit),
                )
            )

    def _get_refusal(self, benefit):
        """Say why the benefit cannot be given; False if it can."""
        try:
            self._get_company_rate()
            if benefit.kind == "instalment":
                self._check_exposure(benefit)
        except UserError as refusal:
            return str(refusal)
        return False
