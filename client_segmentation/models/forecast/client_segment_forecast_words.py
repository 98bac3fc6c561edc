from odoo import api, fields, models
from odoo.tools import format_date

from ...arithmetic.forecast import amounts, record


class ClientSegmentForecast(models.Model):
    """Why there is no forecast, in words."""

    _inherit = "client.segment.forecast"

    reasons = fields.Text(string="No Forecast Because", compute="_compute_reasons")
    parameter_words = fields.Char(string="BG/BB", compute="_compute_parameter_words")
    amounts_words = fields.Char(
        string="Margin of a Purchase", compute="_compute_amounts_words"
    )

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for forecast in self:
            forecast.display_name = forecast.month and format_date(
                self.env, forecast.month, date_format="LLLL y"
            )

    @api.depends("refusals")
    @api.depends_context("lang")
    def _compute_reasons(self):
        for forecast in self:
            sentences = self._get_sentences(forecast.refusals)
            forecast.reasons = "\n".join(sentences)

    @api.depends("parameters")
    @api.depends_context("lang")
    def _compute_parameter_words(self):
        for forecast in self:
            forecast.parameter_words = forecast.parameters and ", ".join(
                f"{letter} = {value:.3f}"
                for letter, value in zip("αβγδ", forecast.parameters, strict=True)
            )

    @api.depends("amounts_reason", "is_shown")
    @api.depends_context("lang")
    def _compute_amounts_words(self):
        for forecast in self:
            forecast.amounts_words = forecast.is_shown and self._get_amounts_sentence(
                forecast.amounts_reason
            )

    @api.model
    def _get_sentences(self, refusals):
        """Return why there is no forecast, a sentence for each code."""
        words = self._get_refusal_words()
        return [words[code] for code in refusals or ()]

    @api.model
    def _get_refusal_words(self):
        limits = record.ForecastThresholds()
        return {
            record.TOO_FEW_CLIENTS: self.env._(
                "Fewer than %(count)s clients have bought in more than one month.",
                count=limits.min_again,
            ),
            record.TOO_SHORT_HISTORY: self.env._(
                "There are fewer than %(count)s finished months of purchases.",
                count=limits.min_months,
            ),
            record.STEADY_BUYERS: self.env._(
                "Most clients buy as steadily as by a contract, and the model is one of"
                " purchases at random."
            ),
            record.NO_RECORD: self.env._(
                "No model fits the purchases up to six months ago, so there is nothing"
                " to hold against what came."
            ),
            record.BAD_RECORD: self.env._(
                "For the last six months the forecast would have been off by more than"
                " %(percent)s %%.",
                percent=round(limits.largest_off),
            ),
        }

    @api.model
    def _get_amounts_sentence(self, reason):
        if reason == amounts.CORRELATED:
            return self.env._(
                "The mean margin of each client: who buys often brings more, or less,"
                " each time than others."
            )
        if reason:
            return self.env._(
                "The mean margin of each client: no model fits their margins."
            )
        return self.env._(
            "The mean margin of each client, and the less there is known of it, that of"
            " all clients."
        )
