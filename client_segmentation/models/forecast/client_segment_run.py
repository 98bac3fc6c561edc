from odoo import fields, models

from ...arithmetic.forecast import value
from ...arithmetic.forecast.forecast import score_patterns
from ...arithmetic.forecast.record import ForecastThresholds
from ...sql.forecast import patterns, scores
from ..core.client_segment import MANAGER_GROUP


class ClientSegmentRun(models.Model):
    """Scores of the clients by the forecast of the month, made by the first run of it.

    In the run itself, where the facts are at hand: fitting takes seconds, reading the
    documents once more would take as long as a run. Clients with the same pattern share
    their scores, so scoring is a join.
    """

    _inherit = "client.segment.run"

    forecast = fields.Json(
        readonly=True,
        groups=MANAGER_GROUP,
        help="What the clients were scored by: parameters, or why there are none.",
    )

    def _score_clients(self, parameters):
        values, found = super()._score_clients(parameters)
        forecast = self.env["client.segment.forecast"]._find_or_make(self, parameters)
        steady = ForecastThresholds().steady
        if forecast.is_shown:
            found = self._get_scores(parameters, forecast, steady)
        told = {
            "refusals": forecast.refusals,
            "parameters": forecast.parameters,
            "amounts": forecast.amounts,
            "amounts_reason": forecast.amounts_reason or None,
            "steady": steady,
        }
        return {**values, "forecast": told}, found

    def _keep_figures(self):
        super()._keep_figures()
        if not self.is_other_day:
            month = self.as_of.replace(day=1)
            self.env["client.segment.stake"]._keep(self.company_id, month)

    def _get_scores(self, parameters, forecast, steady):
        found = set(self.env.execute_query(patterns.select_distinct()))
        rate = value.get_period_rate(parameters.settings.ltv.discount / 100)
        scored = score_patterns(forecast._get_parameters(), found, rate)
        amounts = forecast._get_amounts()
        return scores.get_scores(parameters, amounts, scored, steady)
