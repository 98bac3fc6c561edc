from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL, frozendict

from ...arithmetic.clock import clock
from ...sql.clock.latest_contacts import select_latest_contacts
from ..dossier.key_account_type import INTERVAL_LIMITS, get_interval_fields

DUE_REASONS = [
    (clock.DAY_OFF, "Moved to the working day before a day off"),
    (clock.AWAY, "Moved to the last working day before the manager's absence"),
    (clock.AWAY_THROUGHOUT, "The manager is away during the whole interval"),
    (clock.NO_WORKING_DAY, "No working day in the whole interval"),
]

# Dossiers that the daily job brings up to date in one transaction.
BATCH_SIZE = 500


class KeyAccountDossier(models.Model):
    """The contact clock: its settings, and what it says."""

    _inherit = "key.account.dossier"

    own_contact_interval = fields.Integer(
        aggregator=None,
        string="Own Contact Interval (Days)",
        help="For this client only; 0 uses the interval of the type or company.",
    )
    own_pause_days = fields.Integer(
        aggregator=None,
        string="Own Pause (Days)",
        help="For this client only; 0 uses the pause of the type or company.",
    )
    own_review_months = fields.Integer(
        aggregator=None,
        string="Own Review Interval (Months)",
        help="For this client only; 0 uses the interval of the type or company.",
    )
    contact_interval = fields.Integer(
        string="Contact Interval (Days)",
        compute="_compute_intervals",
        store=True,
        aggregator="avg",
    )
    pause_days = fields.Integer(
        string="Pause (Days)",
        compute="_compute_intervals",
        store=True,
        aggregator="avg",
    )
    review_months = fields.Integer(
        string="Review Interval (Months)",
        compute="_compute_intervals",
        store=True,
        aggregator="avg",
    )
    interval_note = fields.Char(
        string="Rules of the Clock",
        compute="_compute_interval_note",
    )
    last_contact_date = fields.Date(
        string="Last Contact",
        compute="_compute_clock",
        store=True,
        help="The last contact, whatever its outcome.",
    )
    due_reason = fields.Selection(
        selection=DUE_REASONS,
        string="Reason for the Date",
        compute="_compute_clock",
        store=True,
    )

    _check_own_intervals = models.Constraint(
        INTERVAL_LIMITS.format(prefix="own_"),
        "Intervals and pauses must be from 0 to 366 days, reviews from 0 to 60 months.",
    )

    @api.depends(
        "own_contact_interval",
        "own_pause_days",
        "own_review_months",
        "type_id.contact_interval",
        "type_id.pause_days",
        "type_id.review_months",
        "company_id.key_account_contact_interval",
        "company_id.key_account_pause_days",
        "company_id.key_account_review_months",
    )
    def _compute_intervals(self):
        for dossier in self:
            for name in get_interval_fields():
                dossier[name] = dossier._get_interval(name)[1]

    @api.depends("contact_interval", "pause_days", "review_months")
    @api.depends_context("lang")
    def _compute_interval_note(self):
        for dossier in self:
            dossier.interval_note = dossier._get_interval_note()

    @api.depends(
        "create_date",
        "since_date",
        "contact_interval",
        "pause_days",
        "contact_ids.date",
        "contact_ids.outcome",
        "contact_ids.withdrawn_date",
        "company_id.resource_calendar_id.attendance_ids.dayofweek",
        "company_id.resource_calendar_id.leave_ids.date_from",
        "company_id.resource_calendar_id.leave_ids.date_to",
        "user_id.employee_ids.resource_id.calendar_id",
    )
    def _compute_clock(self):
        values = self._get_clock_values()
        for dossier in self:
            for name, value in values[dossier].items():
                dossier[name] = value

    @api.depends("create_date", "since_date", "last_review_date", "review_months")
    def _compute_next_review_date(self):
        for dossier in self:
            start = dossier.last_review_date or dossier._get_start_date()
            dossier.next_review_date = start + relativedelta(
                months=dossier.review_months
            )

    def _get_interval(self, name):
        """Return where the interval ``name`` comes from, and its value."""
        self.ensure_one()
        company_field = get_interval_fields()[name]
        return clock.most_specific(
            ("dossier", self[f"own_{name}"]),
            ("type", self.type_id[name]),
            ("company", self.company_id[company_field]),
        )

    def _get_interval_note(self):
        self.ensure_one()
        sources = {
            "dossier": self.env._("this dossier"),
            "type": self.env._("its type"),
            "company": self.env._("the company"),
        }
        # As superuser: the rules of a company are not secret, its form is.
        rules = {
            name: self.sudo()._get_interval(name) for name in get_interval_fields()
        }
        texts = {name: sources[source] for name, (source, _days) in rules.items()}
        return self.env._(
            "Contact every %(interval)s days (set for %(interval_source)s), pause of "
            "%(pause)s days (%(pause_source)s), review every %(review)s months "
            "(%(review_source)s)",
            interval=rules["contact_interval"][1],
            interval_source=texts["contact_interval"],
            pause=rules["pause_days"][1],
            pause_source=texts["pause_days"],
            review=rules["review_months"][1],
            review_source=texts["review_months"],
        )

    def _get_clock_values(self):
        """Return ``{dossier: {field: value}}`` with what the clock says."""
        events = self._get_contact_events()
        anchors = {
            dossier: clock.find_anchor(
                dossier._get_start_date(), events[dossier], dossier.pause_days
            )
            for dossier in self
        }
        windows = {
            dossier: clock.contact_window(anchor.day, dossier.contact_interval or 1)
            for dossier, anchor in anchors.items()
        }
        working_days = self._get_working_days(windows)
        return {
            dossier: dossier._read_clock(
                anchor, events[dossier], *working_days[dossier]
            )
            for dossier, anchor in anchors.items()
        }

    def _read_clock(self, anchor, events, company_days, manager_days):
        due = clock.find_due(
            anchor.day, self.contact_interval or 1, company_days, manager_days
        )
        return {
            "last_positive_date": anchor.last_positive or False,
            "last_contact_date": max((day for day, _ in events), default=False),
            "pause_until": anchor.pause_until or False,
            "next_contact_date": due.day,
            "due_reason": due.reason or False,
        }

    def _get_contact_events(self):
        """Return ``{dossier: [(day, outcome), ...]}``, oldest first, with the latest
        contact of each outcome."""
        saved = self.filtered("id")
        events = saved._get_stored_events()
        for dossier in self - saved:
            events[dossier] = dossier._get_unsaved_events()
        return events

    def _get_stored_events(self):
        contacts = self.env["key.account.contact"]
        contacts.flush_model(["dossier_id", "date", "outcome", "withdrawn_date"])
        outcomes = (clock.POSITIVE, clock.NEUTRAL, clock.NEGATIVE)
        rows = self.env.execute_query(select_latest_contacts(self.ids, outcomes))
        found = defaultdict(list)
        for dossier_id, outcome, day, contact_id in rows:
            found[dossier_id].append((day, contact_id, outcome))
        return {
            dossier: [(day, outcome) for day, _, outcome in sorted(found[dossier.id])]
            for dossier in self
        }

    def _get_unsaved_events(self):
        self.ensure_one()
        # An unsaved form may list contacts of a dossier that is not its own.
        contacts = self.contact_ids.filtered(
            lambda contact: (
                contact.date
                and not contact.withdrawn_date
                and contact._origin.dossier_id in (self._origin, self.browse())
            )
        )
        ordered = contacts.sorted(lambda c: (c.date, c._origin.id or float("inf")))
        return [(contact.date, contact.outcome) for contact in ordered]

    @api.model
    def _cron_refresh_clock(self):
        """Bring all clocks up to date, whatever moved them, a batch at a time."""
        last_id = 0
        while dossiers := self.sudo().search(
            [("id", ">", last_id)], order="id", limit=BATCH_SIZE
        ):
            last_id = dossiers[-1].id
            dossiers._lock_free()._refresh_clock()
            self._commit_secretly()
        self._commit_secretly(is_done=True)

    @api.model
    def _commit_secretly(self, is_done=False):
        """Commit what a job has done so far. Administrators read its progress, and
        how many dossiers there are is none of their business.

        :return: the time left, in seconds
        """
        cron = self.env["ir.cron"]
        return cron._commit_progress(int(is_done), remaining=int(not is_done))

    def _lock_free(self):
        """Lock these dossiers; leave out those that somebody else works on: they are
        brought up to date by what is done to them, or next time."""
        query = SQL(
            "SELECT id FROM key_account_dossier WHERE id IN %s ORDER BY id"
            " FOR NO KEY UPDATE SKIP LOCKED",
            tuple(self.ids),
        )
        return self.browse(id_ for [id_] in self.env.execute_query(query))

    def _refresh_clock(self):
        """Recompute the clock and write where it differs."""
        values = self._get_clock_values()
        groups = defaultdict(self.browse)
        for dossier in self:
            changes = frozendict(
                (name, value)
                for name, value in values[dossier].items()
                if dossier[name] != value
            )
            if changes:
                groups[changes] |= dossier
        for changes, dossiers in groups.items():
            dossiers.write(dict(changes))
