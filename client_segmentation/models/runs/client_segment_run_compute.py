from contextlib import contextmanager

from odoo import api, fields, models

from ...arithmetic.core.horizon import get_horizon, get_utc_midnight
from ...sql.core import changes, facts, results, scores, unrated
from ...sql.core.cut_offs import CutOffs, select_cut_offs
from ...sql.core.parameters import Parameters

NAMES_TOLD = 5

# From so many rows on PostgreSQL's knowledge of them is made anew at once.
MANY_ROWS = 10_000

# Of order lines, where sale_loyalty and delivery are installed
LINE_COLUMNS = ("is_delivery", "reward_id")


class ClientSegmentRun(models.Model):
    """What a run computes: facts, cut-offs and classes, statement by statement."""

    _inherit = "client.segment.run"

    def _compute_segments(self):
        """Compute all clients and return the values to write on the run."""
        parameters = self._get_parameters()
        with self._temporary_facts(parameters) as cut_offs:
            scored, found_scores = self._score_clients(parameters)
            counts = self._write_results(parameters, cut_offs, found_scores)
        return {
            **counts,
            **scored,
            "client_count": cut_offs.client_count,
            "positive_count": cut_offs.positive_count,
            "measure_total": cut_offs.measure_total / parameters.measure_unit,
            "profit_total": cut_offs.profit_total / parameters.cents_per_unit,
            "cut_offs": {
                "days": cut_offs.rfm_days,
                "orders": cut_offs.rfm_orders,
                "amount": [
                    cut / parameters.cents_per_unit for cut in cut_offs.rfm_amount or ()
                ],
            },
            "all_cut_offs": cut_offs.dump(),
        }

    def _score_clients(self, parameters):
        """Hook: return the values to write on the run, and the :class:`Scores` of the
        clients in the table of facts."""
        return {}, scores.NONE

    def _write_results(self, parameters, cut_offs, found_scores):
        """Label the clients of the table of facts and write what differs; return
        the numbers of rows."""
        cr = self.env.cr
        cr.execute(results.delete_former_clients(parameters))
        removed = cr.rowcount
        cr.execute(results.create_changes(parameters, cut_offs, found_scores))
        cr.execute(results.update_changed(parameters))
        changed = cr.rowcount
        cr.execute(results.insert_new(parameters))
        created = cr.rowcount
        if not self.is_other_day:
            cr.execute(results.insert_history(parameters))
        cr.execute(changes.drop_changes())
        if created + changed + removed > MANY_ROWS:
            cr.execute(changes.analyze())
        return {
            "removed_count": removed,
            "changed_count": changed,
            "created_count": created,
            "message": self._note_unrated(parameters),
        }

    def _note_unrated(self, parameters):
        """Tell of orders in the table of facts that could not be converted."""
        [(count,)] = self.env.execute_query(unrated.count_unrated())
        if not count:
            return None
        rows = self.env.execute_query(unrated.select_unrated(parameters, NAMES_TOLD))
        names = [name for (name,) in rows]
        return self.env._(
            "Orders in a foreign currency without a rate count without their amounts"
            " (%(count)s): %(names)s",
            count=count,
            names=", ".join(names + ["…"] * (count > len(names))),
        )

    def _get_other_currency_until(self):
        """The first run after the company changed its currency, if it ever did: by
        then it had another one."""
        company = self.company_id._origin
        of_company = [("company_id", "=", company.id)]
        last = self.search(
            [
                *of_company,
                ("state", "=", "done"),
                ("currency_id", "not in", [company.currency_id.id, False]),
            ],
            limit=1,
        )
        if not last:
            return None
        first = self.search([*of_company, ("id", ">", last.id)], order="id", limit=1)
        return first.date_start or fields.Datetime.now()

    @api.model
    @contextmanager
    def _temporary_facts(self, parameters):
        """Give a block the facts as a temporary table, and the cut-offs made from
        them."""
        with self._table_of_facts(parameters):
            [row] = self.env.execute_query_dict(select_cut_offs(parameters))
            yield CutOffs(**row)

    @api.model
    @contextmanager
    def _table_of_facts(self, parameters):
        """Make the table for a block. After an error it is left to the savepoint
        around."""
        for statement in facts.create_facts(parameters):
            self.env.cr.execute(statement)
        yield
        for statement in facts.drop_facts():
            self.env.cr.execute(statement)

    def _get_parameters(self, settings=None):
        """Return what a run is computed by: with the policy of the company, unless
        other ``settings`` are to be tried."""
        settings = settings or self.company_id.segment_policy_id._get_settings()
        timezone = self.company_id._get_segment_timezone()
        # Invoices have a date and no time.
        document_timezone = "UTC" if settings.source == "invoice" else timezone
        after = fields.Date.add(self.as_of, days=1)
        horizon = get_horizon(self.as_of, settings.horizon_months)
        return Parameters(
            run_id=self.id,
            company_id=self.company_id.id,
            currency_id=self.company_id.currency_id.id,
            currency_digits=self.company_id.currency_id.decimal_places,
            rate_company_id=self.company_id._origin.root_id.id,
            other_currency_until=self._get_other_currency_until(),
            as_of=self.as_of,
            timezone=timezone,
            as_of_end=get_utc_midnight(after, timezone),
            now=fields.Datetime.now(),
            document_timezone=document_timezone,
            document_end=get_utc_midnight(after, document_timezone),
            period_bounds=tuple(
                get_utc_midnight(day, document_timezone)
                for day in horizon.get_bounds(settings.period_months)
            ),
            silent_axes=self._get_silent_axes(settings),
            settings=settings,
            rfm_rules=self.env["client.segment.rfm.rule"]._get_plain_rules(),
            has_employees="hr.employee" in self.env,
            **self._get_document_columns(LINE_COLUMNS),
        )

    def _get_silent_axes(self, settings):
        # A draft of the company in a preview is none in the database.
        Segment = self.env["client.segment"]
        last = Segment._get_last_ordinary_run(self.company_id._origin)
        unused = (last.settings or {}).get("unused_axes", [])
        return tuple({*settings.unused_axes, *unused})

    def _invalidate_segments(self):
        """Make the cache forget what was written past it."""
        self.env["client.segment"].invalidate_model()
        self.env["client.segment.history"].invalidate_model()
        self.env["res.partner"]._invalidate_segment_fields()
