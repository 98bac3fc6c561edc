from dataclasses import replace
from decimal import Decimal

from odoo import api, fields, models

from ...arithmetic.first_day.days import Intervals, propose_horizon
from ...arithmetic.first_day.documents import Source, propose_measure, propose_source
from ...arithmetic.first_day.shares import Bucket
from ...sql.first_day import evidence
from ...sql.first_day.found import select_recent

# The longest period first: it is taken where both separate as well.
PERIODS = {"quarter": 3, "month": 1}


class ClientFirstDay(models.AbstractModel):
    """What the documents say, for the proposals: read in the statements of a run, with
    other settings, and boiled down by the database."""

    _inherit = "client.first.day"

    @api.model
    def _find_evidence(self, found):
        """Return ``source``, ``measure``, ``horizon_months``, ``intervals``,
        ``histograms`` and ``buckets``, what the arithmetic asks for."""
        sources = self._find_recent()
        source = propose_source(sources) or sources[0]
        settings = replace(
            self._get_policy()._get_settings(),
            source=source.name,
            measure=propose_measure(source),
            period="month",
            horizon_months=12,
            buyer_types=False,
        )
        facts = self._read_facts(settings)
        first = min(row["first"] for row in found)
        horizon = propose_horizon(facts["intervals"], self._count_months(first))
        if horizon != settings.horizon_months:
            facts = self._read_facts(replace(settings, horizon_months=horizon))
        return {
            "source": source,
            "measure": settings.measure,
            "horizon_months": horizon,
            **facts,
        }

    @api.model
    def _get_run(self):
        """A run that is none: it makes the parameters of statements."""
        # As in a preview, documents of all salespeople count; that the user may see
        # them all is checked by the callers.
        Run = self.env["client.segment.run"].sudo()
        return Run.new({"company_id": self.env.company.id, "as_of": self._get_today()})

    @api.model
    def _find_recent(self):
        """Return what each source that the policy can go by holds of the last year, as
        :class:`Source`."""
        settings = self._get_policy()._get_settings()
        since = fields.Date.subtract(self._get_today(), years=1)
        self.env.flush_all()
        found = []
        for name in self._get_policy()._fields["source"].get_values(self.env):
            run = self._get_run()
            parameters = run._get_parameters(replace(settings, source=name))
            [row] = self.env.execute_query_dict(select_recent(parameters, since))
            found.append(Source(name, **row))
        return found

    @api.model
    def _read_facts(self, settings):
        run = self._get_run()
        parameters = run._get_parameters(settings)
        query = self.env.execute_query
        self.env.flush_all()
        with self.env.cr.savepoint(), run._table_of_facts(parameters):
            return {
                "histograms": {
                    name: dict(query(evidence.select_variations(parameters, months)))
                    for name, months in PERIODS.items()
                },
                "buckets": [
                    Bucket(Decimal(limit), clients, amount)
                    for limit, clients, amount in query(evidence.select_shares())
                ],
                "intervals": Intervals(*query(evidence.select_intervals())[0]),
            }

    @api.model
    def _count_months(self, first):
        today = self._get_today()
        return (today.year - first.year) * 12 + today.month - first.month
