from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools.misc import format_date

from ..core.doors import need_one

STATES = [
    ("running", "In Progress"),
    ("done", "Done"),
    ("stopped", "Stopped"),
]


class ClientSegmentPlaybookStart(models.Model):
    """A playbook that was started for a client: its tasks, and how far they are.

    Records are made by :meth:`ClientSegmentPlaybook._start` only, which asks whether
    the user may write the client.
    """

    _name = "client.segment.playbook.start"
    _description = "Started Client Playbook"
    _order = "date_start desc, id desc"
    _rec_name = "playbook_id"

    playbook_id = fields.Many2one(
        comodel_name="client.segment.playbook",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    lead_id = fields.Many2one(
        comodel_name="crm.lead",
        string="Opportunity",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="The opportunity that has the tasks, if they are not on the client.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        readonly=True,
        ondelete="set null",
    )
    starter_id = fields.Many2one(
        comodel_name="res.users",
        string="Started By",
        readonly=True,
        ondelete="set null",
    )
    run_id = fields.Many2one(
        comodel_name="client.segment.run",
        string="Started by Run",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="The run that found the class change that started the playbook.",
    )
    date_start = fields.Date(string="Started On", required=True, readonly=True)
    is_stopped = fields.Boolean(readonly=True)
    activity_ids = fields.One2many(
        comodel_name="mail.activity",
        inverse_name="playbook_start_id",
        string="Tasks",
        context={"active_test": False},
        readonly=True,
    )
    state = fields.Selection(
        selection=STATES,
        string="Status",
        compute="_compute_state",
        store=True,
        help="In progress as long as any of the tasks is open.",
    )
    progress = fields.Char(compute="_compute_progress")
    next_task = fields.Char(compute="_compute_progress")
    next_date = fields.Date(string="Due", compute="_compute_progress")
    is_late = fields.Boolean(compute="_compute_progress")

    _unique_running = models.UniqueIndex(
        "(playbook_id, partner_id, company_id) WHERE state = 'running'",
        "This playbook is already in progress for this client.",
    )
    _company_state_index = models.Index("(company_id, state)")

    @api.depends("is_stopped", "activity_ids.active")
    def _compute_state(self):
        for start in self:
            tasks = start.activity_ids
            if any(tasks.mapped("active")):
                start.state = "running"
            elif start.is_stopped or not tasks:
                start.state = "stopped"
            else:
                start.state = "done"

    @api.depends("activity_ids.active", "activity_ids.date_deadline")
    @api.depends_context("lang", "uid")
    def _compute_progress(self):
        # Only the tasks that the user may see, in one query
        tasks = self.env["mail.activity"].with_context(active_test=False)
        tasks = tasks.search([("playbook_start_id", "in", self._origin.ids)])
        by_start = tasks.grouped("playbook_start_id")
        for start in self:
            tasks = by_start.get(start._origin, tasks.browse())
            start._show_progress(tasks)

    def _show_progress(self, tasks):
        """Show how far these tasks, ordered by their deadline, are."""
        upcoming = tasks.filtered("active")
        following = upcoming[:1]
        self.progress = bool(tasks) and self.env._(
            "%(done)s of %(all)s tasks done",
            done=len(tasks) - len(upcoming),
            all=len(tasks),
        )
        self.next_date = following.date_deadline
        self.is_late = following.state == "overdue"
        self.next_task = bool(following) and self.env._(
            "%(date)s: %(task)s, %(user)s",
            date=format_date(self.env, following.date_deadline),
            task=following.display_name,
            user=following.user_id.display_name or self.env._("nobody"),
        )

    @api.depends("playbook_id", "partner_id")
    def _compute_display_name(self):
        for start in self:
            names = (start.playbook_id.display_name, start.partner_id.display_name)
            start.display_name = ", ".join(name for name in names if name)

    def action_stop(self):
        """Stop: take the open tasks away, keep the ones that were done."""
        # All companies and documents: who may write the client may stop.
        starts = self.sudo().filtered(lambda start: start.state == "running")
        self._check_clients(starts.partner_id.with_env(self.env))
        starts.activity_ids.filtered("active").unlink()
        starts.is_stopped = True

    def _undo(self):
        """Take back what the user has just started, as if it had not been; return the
        number. Where somebody has done a task already, the others are taken away."""
        # Salespeople have no right to write starts.
        starts = self.exists().sudo()
        if starts.starter_id - self.env.user or starts.run_id:
            raise AccessError(
                self.env._("Only the person who started the playbooks can undo this.")
            )
        clients = starts.partner_id.with_env(self.env)
        self._check_clients(clients)
        done = starts.filtered(
            lambda start: not all(start.activity_ids.mapped("active"))
        )
        done.with_env(self.env).action_stop()
        for playbook, own in starts.grouped("playbook_id").items():
            body = self.env._("Playbook undone: %(playbook)s", playbook=playbook.name)
            partners = own.partner_id.with_env(self.env)
            partners._message_log_batch(dict.fromkeys(partners.ids, body))
        count = len(starts)
        (starts - done).activity_ids.unlink()
        (starts - done).unlink()
        return count

    def action_open_client(self):
        need_one(self)
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "views": [(False, "form")],
        }

    @api.model
    def _stop_doubles(self, clients, kept_client):
        """Let each playbook be in progress for one of these clients only, which are
        about to become one."""
        running = self.search(
            [("partner_id", "in", clients.ids), ("state", "=", "running")]
        )
        kept = {}
        for start in running.sorted(lambda start: start.partner_id == kept_client):
            kept[start.playbook_id, start.company_id] = start
        (running - self.browse().concat(*kept.values())).action_stop()
        self.flush_model()

    @api.model
    def _check_clients(self, clients):
        if not clients.has_access("write"):
            raise AccessError(
                self.env._("You may not change these clients or their playbooks.")
            )
