from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.client_segmentation.models.core.doors import need_one

# Without this role nobody opens a dossier, be it the own one.
ROLE = "key_account_dossier.group_key_account_manager"

# What follows from other records or from what was done, and what else would silence
# the clock or open the dossier to others.
NOT_CHOSEN = {"supervisor_id", "escalation_seen_date", "last_review_date"}

# A contact due within this many days is announced.
SOON_DAYS = 2

CLOCK_STATES = [
    ("overdue", "Overdue"),
    ("today", "Due Today"),
    ("soon", "Due soon"),
    ("paused", "Paused"),
    ("ok", "On time"),
]


class KeyAccountDossier(models.Model):
    _name = "key.account.dossier"
    _description = "Key Account Dossier"
    _inherit = ["key.account.confidential.mixin"]
    _order = "next_contact_date, id"
    _rec_names_search = ["partner_id"]
    _check_company_auto = True
    _dossier_path = ""

    def _default_type_id(self):
        return self.env["key.account.type"].search([("active", "=", True)], limit=1)

    @api.model
    def default_get(self, fields):
        # A default from the context would get past the check of the values.
        values = super().default_get(fields)
        for name in NOT_CHOSEN:
            values.pop(name, None)
        return values

    active = fields.Boolean(default=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
        domain="['|', ('parent_id', '=', False), ('is_company', '=', True)]",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Manager",
        required=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
        index=True,
        domain=lambda self: self._get_manager_domain(),
    )
    supervisor_id = fields.Many2one(
        comodel_name="res.users",
        string="Direct Supervisor",
        compute="_compute_supervisor_id",
        store=True,
        ondelete="restrict",
        index=True,
        help="The manager's superior in Employees, otherwise the leader of the "
        "manager's sales team.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
        index=True,
    )
    type_id = fields.Many2one(
        comodel_name="key.account.type",
        required=True,
        default=lambda self: self._default_type_id(),
        ondelete="restrict",
    )
    since_date = fields.Date(
        string="Key Client Since",
        required=True,
        default=fields.Date.context_today,
    )
    goals = fields.Text(help="What the client wants to achieve in its own market.")
    needs = fields.Text(
        string="Needs and Problems",
        help="What keeps the client from its goals and what we can do about it.",
    )
    buying_process = fields.Text(
        string="How They Buy",
        help="Budget periods, tenders, volumes, what they compare and what "
        "they ask for.",
    )
    decision_process = fields.Text(
        help="Who takes part, who says yes, who can say no, and how long it takes.",
    )
    contact_ids = fields.One2many(
        comodel_name="key.account.contact",
        inverse_name="dossier_id",
        string="Contact Log",
    )
    last_positive_date = fields.Date(
        string="Last Positive Contact",
        compute="_compute_clock",
        store=True,
    )
    pause_until = fields.Date(
        compute="_compute_clock",
        store=True,
        help="Last day of the pause after a negative contact.",
    )
    next_contact_date = fields.Date(
        string="Next Contact",
        compute="_compute_clock",
        store=True,
        index=True,
    )
    clock_state = fields.Selection(
        selection=CLOCK_STATES,
        string="Clock",
        compute="_compute_clock_state",
    )
    last_review_date = fields.Date(string="Last Review", copy=False)
    next_review_date = fields.Date(
        string="Next Review",
        compute="_compute_next_review_date",
        store=True,
    )
    review_overdue = fields.Boolean(compute="_compute_review_overdue")
    access_note = fields.Text(
        string="Who Can See This",
        compute="_compute_access_note",
    )
    capacity_note = fields.Char(
        string="Workload",
        compute="_compute_capacity_note",
    )

    @api.depends(
        "company_id",
        "user_id.employee_ids.company_id",
        "user_id.employee_ids.parent_id.user_id.active",
        "user_id.crm_team_member_ids.active",
        "user_id.crm_team_member_ids.crm_team_id.active",
        "user_id.crm_team_member_ids.crm_team_id.company_id",
        "user_id.crm_team_member_ids.crm_team_id.user_id.active",
    )
    def _compute_supervisor_id(self):
        for dossier in self:
            dossier.supervisor_id = self._find_supervisor(
                dossier.user_id, dossier.company_id
            )

    @api.depends("next_contact_date", "pause_until")
    def _compute_clock_state(self):
        today = fields.Date.context_today(self)
        for dossier in self:
            dossier.clock_state = dossier._get_clock_state(today)

    @api.depends("next_review_date")
    def _compute_review_overdue(self):
        today = fields.Date.context_today(self)
        for dossier in self:
            due = dossier.next_review_date
            dossier.review_overdue = bool(due and due < today)

    @api.depends("user_id.active", "supervisor_id")
    @api.depends_context("lang")
    def _compute_access_note(self):
        for dossier in self:
            dossier.access_note = dossier._get_access_note()

    @api.depends("user_id", "company_id", "active")
    @api.depends_context("uid", "lang")
    def _compute_capacity_note(self):
        # Counted as the user, so that the figure tells of nothing else.
        groups = self._read_group(
            [("user_id", "in", self.user_id.ids)],
            ["user_id", "company_id"],
            ["__count"],
        )
        counts = {(user, company): count for user, company, count in groups}
        for dossier in self:
            company = dossier.company_id
            count = counts.get((dossier.user_id, company), 0)
            dossier.capacity_note = dossier._get_capacity_note(
                count, company.key_account_max_clients
            )

    @api.depends("partner_id.name", "user_id", "supervisor_id")
    def _compute_display_name(self):
        return super()._compute_display_name()

    @api.constrains("user_id")
    def _check_user_id(self):
        for dossier in self:
            user = dossier.user_id
            if not user.has_group(ROLE):
                raise ValidationError(
                    self.env._(
                        "%(user)s has no Key Accounts role and could not open the "
                        "dossier. Ask an administrator to assign the role first.",
                        user=user.name,
                    )
                )

    @api.constrains("last_review_date")
    def _check_last_review_date(self):
        today = fields.Date.context_today(self)
        if any(date and date > today for date in self.mapped("last_review_date")):
            raise ValidationError(
                self.env._("The last review cannot be in the future.")
            )

    @api.constrains("since_date")
    def _check_since_date(self):
        """The clocks would stand still until then."""
        for dossier in self:
            if dossier.since_date and dossier.since_date > dossier._get_today():
                raise ValidationError(
                    self.env._(
                        '"Key Client Since" cannot be in the future: the contact '
                        "clock would stand still until then."
                    )
                )

    def action_log_contact(self):
        need_one(self)
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Log a contact: %(client)s", client=self.display_name),
            "res_model": "key.account.contact.log",
            "view_mode": "form",
            "target": "new",
            "context": {"default_dossier_id": self.id},
        }

    def _get_label(self):
        return self.partner_id.name or self.env._("New dossier")

    def _get_start_date(self):
        """Return the day the clocks start: nothing was due before the dossier."""
        self.ensure_one()
        created = self.create_date
        # In the manager's time zone, whoever or whatever job has it computed.
        opened = fields.Date.context_today(self._in_time_of_manager(), created or None)
        return max(opened, self.since_date or opened)

    def _get_today(self):
        """Return the day that it is for the manager."""
        self.ensure_one()
        return fields.Date.context_today(self._in_time_of_manager())

    def _in_time_of_manager(self):
        calendar = self.company_id.resource_calendar_id
        return self.with_context(tz=self.user_id.tz or calendar.tz or "UTC")

    def _get_clock_state(self, today):
        self.ensure_one()
        due, pause = self.next_contact_date, self.pause_until
        if not due:
            return False
        if pause and pause >= today:
            return "paused"
        if due < today:
            return "overdue"
        if due == today:
            return "today"
        return "soon" if due <= today + timedelta(days=SOON_DAYS) else "ok"

    def _get_access_note(self):
        self.ensure_one()
        manager, supervisor = self.user_id, self.supervisor_id
        names = {"manager": manager.name, "supervisor": supervisor.name}
        if not supervisor:
            return self.env._(
                "Only %(manager)s can open this dossier. No direct supervisor with "
                "a login is known from Employees or the sales team.",
                **names,
            )
        if not supervisor.has_group(ROLE):
            return self.env._(
                "Only %(manager)s can open this dossier, because %(supervisor)s "
                "(direct supervisor) has no Key Accounts role yet.",
                **names,
            )
        if not manager.active:
            return self.env._(
                "%(manager)s has left. Only %(supervisor)s can open this dossier: "
                "please assign it to another manager.",
                **names,
            )
        return self.env._(
            "Only %(manager)s (manager) and %(supervisor)s (direct supervisor) can "
            "open this dossier. Nobody else can find it, not even administrators.",
            **names,
        )

    def _get_capacity_note(self, count, limit):
        if not limit or count <= limit:
            return False
        return self.env._(
            "%(manager)s manages %(count)s key clients; no more than %(limit)s are "
            "recommended.",
            manager=self.user_id.name,
            count=count,
            limit=limit,
        )
