from odoo import api, fields, models

from ...arithmetic.forecast.amounts import Amounts
from ...arithmetic.forecast.bgbb import Parameters
from ...arithmetic.forecast.forecast import History, dump_record, make_forecast
from ...sql.forecast import patterns

# A month's forecast is made anew if so much more, or less, is known of its past: when
# documents were imported, or others count.
CHANGED_SHARE = 0.1


class ClientSegmentForecast(models.Model):
    """The forecast of one company, made by the first run of a month, and how well it
    would have done: fitted on the history up to six months ago it is held against what
    came. If it may not be shown, why.

    Rows are written by :class:`ClientSegmentRun` only.
    """

    _name = "client.segment.forecast"
    _description = "Forecast of Purchases"
    _log_access = False
    _order = "month desc, id desc"
    _rec_name = "month"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    month = fields.Date(
        required=True,
        readonly=True,
        help="The first day of the month it was made in; the months before are its"
        " history.",
    )
    as_of = fields.Date(required=True, readonly=True)
    client_count = fields.Integer(string="Clients", readonly=True, aggregator=None)
    again_count = fields.Integer(
        string="Bought Again",
        readonly=True,
        aggregator=None,
        help="Clients that have bought in a later month than their first, too.",
    )
    month_count = fields.Integer(
        string="Months of History", readonly=True, aggregator=None
    )
    regularity = fields.Float(
        string="Regularity (median)",
        readonly=True,
        digits=(12, 2),
        aggregator=None,
        help="1 is at random, more is steadier.",
    )
    is_shown = fields.Boolean(string="In Use", readonly=True)
    refusals = fields.Json(readonly=True, help="Why there is no forecast, as codes.")
    parameters = fields.Json(
        readonly=True, help="Alpha, beta, gamma and delta of the BG/BB model."
    )
    amounts = fields.Json(
        readonly=True,
        help="p, q and gamma (in the smallest unit of money) of the Gamma-Gamma model"
        " of margins; empty if the mean of each client has to do.",
    )
    amounts_reason = fields.Char(readonly=True)
    predicted = fields.Float(
        readonly=True,
        digits=(16, 1),
        aggregator=None,
        help="Months with a purchase of all clients, of the last six months.",
    )
    actual = fields.Float(readonly=True, digits=(16, 1), aggregator=None)
    off = fields.Float(
        string="Off (%)",
        readonly=True,
        digits=(16, 1),
        aggregator=None,
        help="How far the total was off, in per cent of what came.",
    )
    record = fields.Json(
        readonly=True,
        help="Clients, predicted and actual of each tenth of the clients, those with"
        " most predicted first.",
    )

    _company_month = models.UniqueIndex("(company_id, month)")

    @api.model
    def _find_or_make(self, run, parameters):
        """Return the forecast for a run, which is at work with its table of facts."""
        values = {
            "company_id": run.company_id._origin.id,
            "month": parameters.current_month,
        }
        kept = self.search([(name, "=", value) for name, value in values.items()])
        [(again,)] = self.env.execute_query(patterns.count_again())
        if kept and abs(again - kept.again_count) <= CHANGED_SHARE * kept.again_count:
            return kept
        values.update(self._prepare_values(), as_of=run.as_of)
        if run.is_other_day:
            # Nothing stays of such a run.
            return self.new(values)
        if not kept:
            return self.create(values)
        kept.write(values)
        return kept

    @api.model
    def _prepare_values(self):
        """Fit the model to the clients in the table of facts."""
        history = self._read_history()
        forecast = make_forecast(history)
        record, amounts = forecast.record, forecast.amounts
        return {
            "client_count": history.clients,
            "again_count": history.again,
            "month_count": history.months,
            "regularity": history.regularity,
            "is_shown": bool(forecast.parameters),
            "refusals": list(forecast.refusals),
            "parameters": forecast.parameters and list(forecast.parameters),
            "amounts": amounts and amounts.parameters and list(amounts.parameters),
            "amounts_reason": amounts and amounts.reason,
            "predicted": record and record.total.predicted,
            "actual": record and record.total.actual,
            # Without any purchase it is off without end.
            "off": record and min(record.off, 1e6),
            "record": dump_record(record),
        }

    @api.model
    def _read_history(self):
        read = self.env.execute_query
        [(regularity,)] = read(patterns.select_regularity())
        return History(
            read(patterns.select_then()),
            read(patterns.select_now()),
            read(patterns.select_amounts()),
            regularity,
        )

    def _get_parameters(self):
        return self.parameters and Parameters(*self.parameters)

    def _get_amounts(self):
        return Amounts(*self.amounts) if self.amounts else None
