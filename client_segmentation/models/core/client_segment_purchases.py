from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.tools import formatLang
from odoo.tools.misc import format_date

from ...sql.core import purchase_months

SHOWN_MONTHS = 24
MONTHS_AHEAD = 6
# The last year of those shown, and the months ahead
RECENT_MONTHS = 12 + MONTHS_AHEAD
# Whose next orders follow from the rhythm: who is later than that has left it.
IN_RHYTHM = ("new", "active", "slowing")


class ClientSegment(models.Model):
    """What a client has bought by month, and what is expected of it."""

    _inherit = "client.segment"

    def _get_purchase_charts(self, run):
        """Return ``{client's id: chart}`` for the page of each of these clients of one
        company, in one query.

        A chart has ``months`` (first day, ``amount``, ``expected``), in the company's
        currency, and in words a ``title`` and a ``note`` on what is expected;
        ``ordered_since`` is a day of purchase that the run has not seen, if any.
        """
        this_month = run.as_of.replace(day=1)
        first = this_month - relativedelta(months=SHOWN_MONTHS - 1)
        statement = purchase_months.select_months(
            self._get_parameters_as_seen(run), self.partner_id.ids, first
        )
        bought = {}
        for client_id, month, *found in self.env.execute_query(statement):
            bought.setdefault(client_id, {})[month] = found
        months = [
            first + relativedelta(months=number)
            for number in range(SHOWN_MONTHS + MONTHS_AHEAD)
        ]
        return {
            segment.partner_id.id: segment._prepare_chart(
                run, months, bought.get(segment.partner_id.id, {})
            )
            for segment in self
        }

    def _prepare_chart(self, run, months, bought):
        unit = 10**self.currency_id.decimal_places
        amounts = {month: found[0] / unit for month, found in bought.items()}
        days = {month: found[1] for month, found in bought.items()}
        last_day = max((f[2] for f in bought.values() if f[2]), default=date.min)
        is_newer = last_day > (self.last_order_date or date.min)
        expected, note = {}, self.env._("The next run says what is expected.")
        if not is_newer:
            expected, note = self._expect(run, months, amounts, days)
        # After the last month with anything to show there is nothing to look at.
        end = max([*expected, run.as_of.replace(day=1)])
        return {
            "currency_id": self.currency_id.id,
            "title": self._tell_bought(amounts, sum(days.values())),
            "note": note,
            "is_empty": not bought,
            "ordered_since": is_newer and last_day,
            "months": [
                {
                    "month": month,
                    "amount": amounts.get(month, 0),
                    "expected": expected.get(month, 0),
                }
                for month in months
                if month <= end
            ],
        }

    def _expect(self, run, months, amounts, days):
        """Return ``({month: amount expected}, why, or why nothing is)``."""
        # What a client buys now says more than what it bought two years ago.
        recent = {m: amounts[m] for m in amounts if m >= months[-RECENT_MONTHS]}
        recent = recent or amounts
        recent_days = sum(days[month] for month in recent)
        if sum(recent.values()) <= 0 or not recent_days:
            return {}, self._tell_nothing_expected()
        return self._expect_purchases(run, months, recent, recent_days)

    def _expect_purchases(self, run, months, amounts, days):
        """Return ``({month: amount expected}, why)``: by the client's own rhythm, each
        purchase as large as the mean one.

        :param amounts: ``{month: amount}`` of the last year, or of all months shown
        :param days: how many purchases they are
        """
        if not self.usual_interval or self.state not in IN_RHYTHM:
            return {}, self._tell_nothing_expected()
        mean, expected = sum(amounts.values()) / days, {}
        day = max(self.next_order_date, run.as_of)
        end = months[-1] + relativedelta(months=1)
        while day < end:
            month = day.replace(day=1)
            expected[month] = expected.get(month, 0) + mean
            day += timedelta(days=max(round(self.usual_interval), 1))
        return expected, self.env._(
            "Lighter: expected if it goes on ordering every %(interval)s days,"
            " %(amount)s each time.",
            interval=round(self.usual_interval),
            amount=self._format_whole(mean),
        )

    def _tell_nothing_expected(self):
        if not self.last_order_date:
            return self.env._("Nothing is expected before the first order.")
        return self.env._(
            "No order is expected: there is no rhythm to go by, or the client has left"
            " it."
        )

    def _tell_bought(self, amounts, days):
        if not amounts and not self.last_order_date:
            return self.env._("Has not bought yet.")
        if not amounts:
            return self.env._(
                "No purchase in the last %(months)s months; the last one was on"
                " %(date)s.",
                months=SHOWN_MONTHS,
                date=format_date(self.env, self.last_order_date),
            )
        return self.env._(
            "Bought on %(days)s days of the last %(months)s months, for %(amount)s.",
            months=SHOWN_MONTHS,
            amount=self._format_whole(sum(amounts.values())),
            days=days,
        )

    def _format_whole(self, amount):
        """Whole units are enough to see where things go."""
        number = formatLang(self.env, round(amount), digits=0)
        if self.currency_id.position == "before":
            return f"{self.currency_id.symbol}{number}"
        return f"{number}\N{NO-BREAK SPACE}{self.currency_id.symbol}"
