import logging
import time
from dataclasses import asdict

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL, format_datetime

from ...arithmetic.core.horizon import get_horizon
from ...sql.core import references
from ..core.client_segment import MANAGER_GROUP

_logger = logging.getLogger(__name__)

# First key of the advisory locks of this module, any constant that others are
# unlikely to use; the second key is the company.
LOCK_NAMESPACE = 1_936_027_501


class ClientSegmentRun(models.Model):
    """One computation of all segments of one company.

    How a run works
        * facts: one aggregate over the orders gives a row per client;
        * cut-offs: a few numbers of the company, from the facts;
        * classes: an expression of each row and the cut-offs, written where the
          stored row differs.
    All of it happens in PostgreSQL in one transaction per company: a run that is
    killed leaves nothing half-written, and Odoo's memory does not grow with the
    number of clients.

    An advisory lock of the company keeps runs apart. A record that is still "running"
    while another run holds the lock belongs to a run that was killed.
    """

    _name = "client.segment.run"
    _inherit = ["client.closed.mixin"]
    _description = "Segmentation Run"
    _order = "id desc"
    _rec_name = "date_start"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    # That of the time: the company may change it.
    currency_id = fields.Many2one(comodel_name="res.currency", readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Started By",
        readonly=True,
        ondelete="set null",
    )
    as_of = fields.Date(
        required=True,
        readonly=True,
        help="The segments are as they were at the end of this day.",
    )
    state = fields.Selection(
        selection=[
            ("running", "Running"),
            ("done", "Done"),
            ("skipped", "Skipped"),
            ("failed", "Failed"),
            ("interrupted", "Interrupted"),
        ],
        string="Status",
        default="running",
        required=True,
        readonly=True,
    )
    message = fields.Text(readonly=True)
    date_start = fields.Datetime(string="Started", readonly=True)
    duration = fields.Float(
        string="Duration (s)",
        readonly=True,
        digits=(12, 2),
        aggregator="avg",
    )

    # What the run read and did
    horizon_start = fields.Date(string="Horizon From", readonly=True)
    horizon_end = fields.Date(string="Horizon To", readonly=True)
    client_count = fields.Integer(string="Clients", readonly=True, aggregator="max")
    created_count = fields.Integer(string="New", readonly=True)
    changed_count = fields.Integer(string="Changed", readonly=True)
    removed_count = fields.Integer(string="Removed", readonly=True)

    # What the classes were made with
    settings = fields.Json(
        readonly=True,
        help="The company's classification settings at the time of the run.",
    )
    cut_offs = fields.Json(readonly=True, help="Cut points for the RFM scores.")
    all_cut_offs = fields.Json(
        readonly=True, groups=MANAGER_GROUP, help="Amounts in cents."
    )
    measure_total = fields.Float(
        string="Total of the Measure",
        readonly=True,
        digits=(16, 2),
        aggregator=None,
        groups=MANAGER_GROUP,
        help="Total measure (revenue, margin or orders) of all clients with a "
        "positive measure, within the horizon.",
    )
    positive_count = fields.Integer(
        string="Clients in ABC",
        readonly=True,
        aggregator="max",
        help="Clients with a positive measure.",
    )
    profit_total = fields.Monetary(
        string="Profit",
        readonly=True,
        aggregator=None,
        groups=MANAGER_GROUP,
        help="Margin of all clients with a positive margin, within the horizon.",
    )

    _company_state_index = models.Index("(company_id, state, id DESC)")

    @api.model
    def _has_field_access(self, field, operation):
        """The cuts between scores are amounts of clients."""
        return super()._has_field_access(field, operation) and (
            field.name != "cut_offs"
            or self.env.su
            or self.env.user._sees_amounts_of_all_clients()
        )

    @api.depends("date_start")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        timezone = self.env.context.get("tz")
        for run in self:
            run.display_name = format_datetime(self.env, run.date_start, timezone)

    @api.model
    def _run(self, company, as_of=None, commit=False):
        """Recompute the segments of ``company`` and return the run's record.

        A failure undoes what the run has written and is told in its record; it is
        not raised, so that one company does not keep the others from their turn.

        As a rule the run is a part of the caller's transaction: it sees what that has
        done, and is undone with it. Only who began the transaction can begin it anew,
        therefore a conflict with another one is raised.

        :param as_of: a date; today in the company's time zone if there is none
        :param commit: commit what the caller has done, and the run. Its record stands
            before the work begins, so that a killed run leaves a trace, and after a
            conflict the run begins anew.
        """
        if commit:
            return self._run_and_commit(company, as_of)
        run = self.create(self._prepare_run_values(company, as_of))
        run._write_result(run._compute_inside_transaction)
        return run

    def _write_result(self, compute):
        started = time.monotonic()
        values = compute()
        self.write({**values, "duration": time.monotonic() - started})
        self._after_run()

    def _after_run(self):
        """Hook: ask for the jobs that act upon new classes. What they do is not the
        run's: it stays short, and a failure of theirs undoes nothing of it."""
        company = self.company_id
        if self.state == "done" and not self.is_other_day:
            company._create_segment_tasks_later()

    def _compute_inside_transaction(self):
        try:
            with self.env.cr.savepoint():
                return self._compute_if_free()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            return self._prepare_failed_values(error)

    def _prepare_failed_values(self, error):
        _logger.exception("Segmentation of %s failed", self.company_id.display_name)
        return {"state": "failed", "message": str(error)}

    def _prepare_skipped_values(self):
        return {
            "state": "skipped",
            "message": self.env._(
                "Another run was in progress for this company at the same time."
            ),
        }

    @api.model
    def _prepare_run_values(self, company, as_of):
        as_of = fields.Date.to_date(as_of) or company._get_segment_today()
        settings = company.segment_policy_id._get_settings()
        horizon = get_horizon(as_of, settings.horizon_months)
        return {
            "company_id": company.id,
            "currency_id": company.currency_id.id,
            "user_id": self.env.uid,
            "as_of": as_of,
            "date_start": fields.Datetime.now(),
            "horizon_start": horizon.start,
            "horizon_end": horizon.last_day,
            "settings": {
                **asdict(settings),
                "history": self._has_history(),
                "period_months": settings.period_months,
                "xyz_mode": company.segment_policy_id.xyz_mode,
                "rfm_rules": [
                    asdict(rule)
                    for rule in self.env["client.segment.rfm.rule"]._get_plain_rules()
                ],
            },
        }

    def _compute_if_free(self):
        """Compute unless another run is at the same company; return the values to
        write on the run."""
        if not self._try_lock_company(self.company_id):
            return self._prepare_skipped_values()
        self.env.flush_all()
        values = self._compute_segments()
        values.update(self._plan_months())
        self._keep_figures()
        self.company_id._publish_after_run(self)
        self._invalidate_segments()
        return {**values, "state": "done"}

    def _mark_interrupted(self):
        """Tell of runs that were killed; this one must hold the company's lock."""
        self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "running"),
                ("id", "!=", self.id),
            ]
        ).write(
            {
                "state": "interrupted",
                "message": self.env._(
                    "The server or the database stopped before this run was "
                    "finished. Nothing was changed."
                ),
            }
        )

    def _keep_figures(self):
        """Hook: keep what screens show of the clients added up."""
        self.env["client.segment.cube"]._write_company(self.company_id, self)

    @api.model
    def _try_lock_company(self, company):
        """Take the company's lock until the end of the transaction; never waits."""
        [(locked,)] = self.env.execute_query(
            SQL(
                "SELECT pg_try_advisory_xact_lock(%s, %s)",
                LOCK_NAMESPACE,
                company.id,
            )
        )
        return locked

    @api.model
    def _try_keep_runs_away(self, company):
        """Let no run start at ``company`` until the end of the transaction; tell
        whether none is at it. Any number of users may do so at a time."""
        [(kept_away,)] = self.env.execute_query(
            SQL(
                "SELECT pg_try_advisory_xact_lock_shared(%s, %s)",
                LOCK_NAMESPACE,
                company.id,
            )
        )
        return kept_away

    @api.autovacuum
    def _gc_runs(self):
        """Keep a year of the log, and of each company the last run that was done in
        any case: its figures are on show."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), years=1)
        last_runs = self._read_group(
            [("state", "=", "done")], ["company_id"], ["id:max"]
        )
        kept = [run_id for _company, run_id in last_runs]
        self.search([("date_start", "<", limit), ("id", "not in", kept)]).unlink()

    def unlink(self):
        run_ids = self.ids
        result = super().unlink()
        for statement in references.forget_runs(run_ids):
            self.env.cr.execute(statement)
        self.env["client.segment"].invalidate_model(["run_id"])
        self.env["client.segment.history"].invalidate_model(["run_id"])
        return result
