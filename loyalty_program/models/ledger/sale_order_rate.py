from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class SaleOrder(models.Model):
    """What benefits are worth is booked in the currency of the company."""

    _inherit = "sale.order"

    def _get_company_rate(self):
        """What one unit of the company's currency is in that of the order. Nothing is
        booked at a made-up rate."""
        return self._find_company_rate() or self._raise_no_rate()

    def _find_company_rate(self):
        """The rate the order keeps, else that of its day; None if there is none."""
        self.ensure_one()
        currency, day = self.company_id.currency_id, self._get_day_of_rate()
        if self.currency_id == currency:
            return 1.0
        # Odoo notes a 1 if it finds no rate
        if self.currency_rate not in (0, 1):
            return self.currency_rate
        if not self._has_rate_of(day):
            return None
        return currency._get_conversion_rate(
            currency, self.currency_id, self.company_id, day
        )

    def _get_day_of_rate(self):
        return (self.date_order or fields.Datetime.now()).date()

    def _has_rate_of(self, day):
        """Rates are to a common currency, which needs none of its own."""
        currencies = self.currency_id | self.company_id.currency_id
        # Users of a branch do not see the rates of its company, which are theirs
        return (
            self.env["res.currency.rate"]
            .sudo()
            .search_count(
                [
                    ("currency_id", "in", currencies.ids),
                    ("company_id", "in", [False, self.company_id.root_id.id]),
                    ("name", "<=", day),
                ],
                limit=1,
            )
        )

    def _raise_no_rate(self):
        raise UserError(
            self.env._(
                "The order %(name)s is in %(currency)s, which has no exchange rate "
                "to %(own)s on %(date)s, so the cost of its benefits cannot be "
                "determined. Enter the rate first.",
                name=self.name,
                currency=self.currency_id.name,
                own=self.company_id.currency_id.name,
                date=format_date(self.env, self._get_day_of_rate()),
            )
        )
