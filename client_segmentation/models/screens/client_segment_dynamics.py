from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...arithmetic.core.horizon import get_utc_midnight
from ...arithmetic.screens.bridge import STEPS
from ...sql.screens import dynamics
from ..core.client_segment import MANAGER_GROUP

SPANS = (1, 3, 6, 12)
COHORTS = 24


class ClientSegment(models.Model):
    """The screen "Dynamics": where the difference to the span before comes from, and
    how many of those who came stay."""

    _inherit = "client.segment"

    @api.model
    @api.readonly
    def get_dynamics(self, months=12):
        """Return the bridge of revenue between the last finished months and as many
        before, and the retention of the clients of the last 24 months, of the current
        company. It reads all documents, therefore heads of sales only.

        :param months: 1, 3, 6 or 12
        :return: ``currency_id``, ``earlier``, ``later``: a span each, with its first
            and last day and ``revenue``; ``steps``: name, label, ``clients`` and
            ``change``, which add up to the difference of the spans; ``cohorts``:
            ``month``, ``clients`` and ``cells`` from the first month on, with
            ``buyers``, ``share`` of the clients and ``kept``, the share of the first
            month's revenue (None if that was not positive)
        """
        parameters = self._get_dynamics_parameters()
        self._check_span(months)
        return {
            "currency_id": self.env.company.currency_id.id,
            "months": months,
            **self._get_bridge(parameters, months),
            "cohorts": self._get_cohorts(parameters),
        }

    @api.model
    def _check_span(self, months):
        if months not in SPANS:
            raise UserError(self.env._("Choose 1, 3, 6 or 12 months."))

    @api.model
    def _get_dynamics_parameters(self):
        if not self.env.user.has_group(MANAGER_GROUP):
            raise AccessError(
                self.env._("Only heads of sales may see how revenue has changed.")
            )
        # As in a run, the documents of all salespeople count; see above.
        Run = self.env["client.segment.run"].sudo()
        company = self.env.company
        day = company.sudo()._get_segment_today()
        parameters = Run.new(Run._prepare_run_values(company, day))._get_parameters()
        self.env.flush_all()
        return parameters

    @api.model
    def _get_month_bounds(self, parameters, counts):
        """Return the days so many months before the current one, and their moments."""
        days = [
            fields.Date.subtract(parameters.current_month, months=count)
            for count in counts
        ]
        zone = parameters.document_timezone
        return days, [get_utc_midnight(day, zone) for day in days]

    @api.model
    def _get_bridge(self, parameters, months):
        counts = (2 * months, months, 0)
        days, bounds = self._get_month_bounds(parameters, counts)
        rows = self.env.execute_query(dynamics.select_bridge(parameters, bounds))
        cents = parameters.cents_per_unit
        labels = self._get_step_labels()
        changes = {step: (clients, new - old) for step, clients, old, new in rows}
        before = fields.Date.subtract(days[1], days=1)
        last = fields.Date.subtract(days[2], days=1)
        return {
            "earlier": {
                "from": days[0],
                "to": before,
                "revenue": sum(row[2] for row in rows) / cents,
            },
            "later": {
                "from": days[1],
                "to": last,
                "revenue": sum(row[3] for row in rows) / cents,
            },
            "steps": [
                {
                    "name": step,
                    "label": labels[step],
                    "clients": changes.get(step, (0, 0))[0],
                    "change": changes.get(step, (0, 0))[1] / cents,
                }
                for step in STEPS
            ],
        }

    @api.model
    def _get_step_labels(self):
        return {
            "new": self.env._("New"),
            "won_back": self.env._("Won back"),
            "grown": self.env._("Grown"),
            "shrunk": self.env._("Shrunk"),
            "lost": self.env._("Lost"),
        }

    @api.model
    def _get_cohorts(self, parameters):
        counts = range(COHORTS, -1, -1)
        days, bounds = self._get_month_bounds(parameters, counts)
        cohorts = {}
        query = dynamics.select_cohorts(parameters, bounds)
        for cohort, month, buyers, revenue in self.env.execute_query(query):
            cohorts.setdefault(cohort, {})[month] = (buyers, revenue)
        return [
            {"month": days[cohort - 1], **self._get_cohort(cohort, months)}
            for cohort, months in cohorts.items()
        ]

    @api.model
    def _get_cohort(self, first, months):
        """Months without a purchase are there, too; the current one is not over."""
        clients, base = months[first]
        cells = [months.get(n, (0, 0)) for n in range(first, COHORTS + 1)]
        return {
            "clients": clients,
            "cells": [
                {
                    "buyers": buyers,
                    "share": buyers / clients,
                    "kept": revenue / base if base > 0 else None,
                }
                for buyers, revenue in cells
            ],
        }
