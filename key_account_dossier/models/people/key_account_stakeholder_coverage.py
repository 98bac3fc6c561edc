from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...arithmetic.people.coverage import get_due, get_interval
from ...sql.people.coverage import select_due_before, select_last_contacts


class KeyAccountStakeholder(models.Model):
    """Who was contacted when, by whom and with which outcome, person by person."""

    _inherit = "key.account.stakeholder"

    own_interval = fields.Integer(
        string="Own Contact Interval (Days)",
        aggregator=None,
        help="For this person only; 0 uses the interval of the role in the decision.",
    )
    contact_interval = fields.Integer(
        string="Contact Interval (Days)",
        compute="_compute_contact_interval",
        store=True,
        aggregator="avg",
        help="Days between two contacts with this person: 30 for decision makers and "
        "buyers, 45 for champions, 60 for influencers, 90 for everybody else.",
    )
    last_contact_id = fields.Many2one(
        comodel_name="key.account.contact",
        compute="_compute_coverage",
    )
    last_contact_date = fields.Date(
        string="Last Contacted On", compute="_compute_coverage"
    )
    last_contact_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Last Contacted By",
        compute="_compute_coverage",
    )
    last_contact_outcome = fields.Selection(
        selection=[
            ("positive", "Positive"),
            ("neutral", "Neutral"),
            ("negative", "Negative"),
        ],
        string="Outcome of the Last Contact",
        compute="_compute_coverage",
    )
    contact_due_date = fields.Date(
        string="Contact by",
        compute="_compute_coverage",
        help="The last contact with this person plus the interval; as long as there "
        "was none, counted from the day the person was entered.",
    )
    is_untouched = fields.Boolean(
        string="Contact Overdue",
        compute="_compute_coverage",
        search="_search_is_untouched",
    )

    _check_own_interval = models.Constraint(
        "CHECK(own_interval BETWEEN 0 AND 730)",
        "The interval for a person must be from 0 (that of the role) to 730 days.",
    )

    @api.depends("own_interval", "role")
    def _compute_contact_interval(self):
        for person in self:
            person.contact_interval = get_interval(person.own_interval, person.role)

    @api.depends(
        "contact_interval",
        "is_former",
        "partner_id",
        "dossier_id.contact_ids.date",
        "dossier_id.contact_ids.outcome",
        "dossier_id.contact_ids.person_id",
        "dossier_id.contact_ids.user_id",
        "dossier_id.contact_ids.withdrawn_date",
    )
    @api.depends_context("uid")
    def _compute_coverage(self):
        # An unsaved form may carry the number of anybody's person.
        origin = self._origin.sudo(False)
        rows = origin._filtered_access("read")._read_last_contacts()
        today = fields.Date.context_today(self)
        for person in self:
            row = rows.get(person._origin.id, {})
            person.last_contact_id = row.get("contact_id")
            person.last_contact_date = row.get("date")
            person.last_contact_user_id = row.get("user_id")
            person.last_contact_outcome = row.get("outcome")
            due = bool(row) and person._get_due(row["date"])
            person.contact_due_date = due
            person.is_untouched = bool(due and due < today and not person.is_former)

    def _search_is_untouched(self, operator, value):
        if operator != "in" or True not in value:
            return NotImplemented
        self.env.flush_all()
        statement = select_due_before(fields.Date.context_today(self))

        def to_sql(_model, alias, _query):
            return SQL("%s IN (%s)", SQL.identifier(alias, "id"), statement)

        return Domain.custom(to_sql=to_sql)

    def _get_due(self, last_contact):
        known_since = (self.create_date or fields.Datetime.now()).date()
        return get_due(last_contact, known_since, self.contact_interval)

    def _read_last_contacts(self):
        """Return ``{person's id: row}``; to be called for people the user may see."""
        if not self:
            return {}
        self.env["key.account.contact"].flush_model()
        self.flush_model(["dossier_id", "partner_id"])
        rows = self.env.execute_query_dict(select_last_contacts(self.ids))
        return {row["id"]: row for row in rows}
