from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..core import segment_axes
from ..core.doors import need_one, read_id
from ..core.facets import open_with_facet
from ..core.segment_axes import AXIS_BY_COLUMN
from ..core.segment_columns import IS_CLIENT
from .client_segment_playbook_start import STATES
from .mail_activity_plan import translate_ready

# Who has never bought is no client that is active, key ... no more.
# By the score that all buyers have: dates are closed to who sees own documents only.
HAS_BOUGHT = Domain("segment_rfm_recency", ">", 0)
# More clients are not proposed: nobody looks through them, and their tasks would take
# a salesperson months.
MAX_PROPOSED = 500
STATISTICS = {
    "running": "running_count",
    "done": "done_count",
    "stopped": "stopped_count",
}


class ClientSegmentPlaybook(models.Model):
    """How to deal with the clients of one class: what to aim at, what to say, what
    to offer, and the tasks that starting the playbook schedules."""

    _name = "client.segment.playbook"
    _description = "Client Playbook"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        comodel_name="res.company",
        ondelete="cascade",
        help="Leave it empty to make the playbook available to all companies.",
    )
    segment_class = fields.Selection(
        selection="_selection_segment_class",
        string="Class",
        required=True,
        index=True,
        help="The playbook is meant for the clients in this class.",
    )
    axis = fields.Char(
        compute="_compute_axis",
        store=True,
        precompute=True,
    )
    value = fields.Char(
        string="Technical Value",
        compute="_compute_axis",
        store=True,
        precompute=True,
    )
    goal = fields.Text(
        translate=True,
        required=True,
        help="What the conversations should achieve, in a sentence or two.",
    )
    script = fields.Html(
        string="Talk Script",
        translate=True,
        help="What to say and ask, step by step.",
    )
    offer = fields.Text(
        string="Easy-Entry Offer",
        translate=True,
        help="An offer that makes the first or the next step easy for the client.",
    )
    offer_product_ids = fields.Many2many(
        comodel_name="product.template",
        string="Products to Offer",
        domain=[("sale_ok", "=", True)],
        check_company=True,
    )
    sources = fields.Text(
        translate=True,
        help="Where to find such clients, or the next reason to call them.",
    )
    plan_id = fields.Many2one(
        comodel_name="mail.activity.plan",
        string="Activity Plan",
        domain=[("res_model", "in", ("res.partner", "crm.lead"))],
        ondelete="restrict",
        check_company=True,
        help="The tasks to schedule. A plan for contacts puts them on the client, one"
        " for opportunities on its latest open opportunity.",
    )
    task_overview = fields.Html(
        string="Tasks",
        compute="_compute_task_overview",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Fallback Responsible",
        domain=[("share", "=", False)],
        help="Gets the tasks for clients that have no salesperson.",
    )
    auto_start = fields.Boolean(
        string="Start Automatically",
        help="Starts when a run finds that a client has entered the class.",
    )
    start_ids = fields.One2many(
        comodel_name="client.segment.playbook.start",
        inverse_name="playbook_id",
    )
    running_count = fields.Integer(
        string="In Progress",
        compute="_compute_statistics",
    )
    done_count = fields.Integer(string="Done", compute="_compute_statistics")
    stopped_count = fields.Integer(string="Stopped", compute="_compute_statistics")
    client_count = fields.Integer(
        string="Clients",
        compute="_compute_client_count",
        help="Clients of the current company in this class.",
    )

    # Read with segment_client_id in the context: where this client stands
    client_start_id = fields.Many2one(
        comodel_name="client.segment.playbook.start",
        compute="_compute_client_start",
    )
    client_state = fields.Selection(
        selection=STATES,
        string="Status",
        compute="_compute_client_start",
    )
    client_progress = fields.Char(compute="_compute_client_start")
    client_next_task = fields.Char(compute="_compute_client_start")
    client_is_late = fields.Boolean(compute="_compute_client_start")

    @api.depends("segment_class")
    def _compute_axis(self):
        for playbook in self:
            axis, _colon, value = (playbook.segment_class or "").partition(":")
            playbook.axis = axis
            playbook.value = value

    @api.depends("plan_id.template_ids.summary")
    @api.depends_context("lang")
    def _compute_task_overview(self):
        line = Markup("<li><b>%s</b> %s: %s</li>")
        units = dict(
            self.env["mail.activity.plan.template"]
            ._fields["delay_unit"]
            ._description_selection(self.env)
        )
        for playbook in self:
            tasks = playbook.plan_id.template_ids
            lines = [
                line
                % (
                    f"+ {task.delay_count} {units[task.delay_unit]}",
                    task.activity_type_id.name,
                    playbook._translate_task(task.summary or playbook.name),
                )
                for task in tasks
            ]
            overview = Markup("<ul>%s</ul>") % Markup().join(lines)
            playbook.task_overview = overview if lines else False

    @api.depends("start_ids.state")
    def _compute_statistics(self):
        groups = self.env["client.segment.playbook.start"]._read_group(
            [("playbook_id", "in", self.ids)], ["playbook_id", "state"], ["__count"]
        )
        counts = {(playbook, state): count for playbook, state, count in groups}
        for playbook in self:
            for state, name in STATISTICS.items():
                playbook[name] = counts.get((playbook._origin, state), 0)

    @api.depends("segment_class")
    @api.depends_context("company")
    def _compute_client_count(self):
        columns = list(self._get_known()._get_partner_fields())
        counts = self._count_clients_by_class(columns, Domain.TRUE)
        buyers = self._count_clients_by_class(columns, HAS_BOUGHT)
        counts.update({key: buyers.get(key, 0) for key in counts if key[1] == "false"})
        for playbook in self:
            key = (f"segment_{playbook.axis}", playbook.value)
            playbook.client_count = counts.get(key, 0)

    def _count_clients_by_class(self, columns, domain):
        """Return ``{(segment field, class): number of clients}``."""
        groups = self.env["res.partner"]._read_grouping_sets(
            IS_CLIENT & domain,
            [[column] for column in columns],
            ["__count"],
        )
        return {
            (column, self._get_value_key(value)): count
            for column, rows in zip(columns, groups, strict=True)
            for value, count in rows
        }

    @api.depends("start_ids.state")
    @api.depends_context("company", "segment_client_id", "lang", "uid")
    def _compute_client_start(self):
        client_id = read_id(self.env, self.env.context.get("segment_client_id"))
        starts = self.env["client.segment.playbook.start"].search(
            [
                ("playbook_id", "in", self._origin.ids),
                ("partner_id", "=", client_id),
                ("company_id", "=", self.env.company.id),
            ],
            order="id",
        )
        latest = {start.playbook_id: start for start in starts}
        for playbook in self:
            start = latest.get(playbook._origin, starts.browse())
            playbook.client_start_id = start
            playbook.client_state = start.state
            playbook.client_progress = start.progress
            playbook.client_next_task = start.next_task
            playbook.client_is_late = start.is_late

    @api.model
    def _selection_segment_class(self):
        segments = self.env["client.segment"]
        classes = segments._selection_class()
        # Words hold no secret; fields_get hides the fields of other groups.
        label = segments.sudo().fields_get(["abcxyz"], ["string"])["abcxyz"]["string"]
        corners = [
            (f"abcxyz:{value}", f"{label}: {word}")
            for value, word in segment_axes.ABCXYZ.values
        ]
        return [*classes, *corners]

    @api.constrains("segment_class")
    def _check_segment_class(self):
        # The ORM does not check selections that a method returns.
        known = dict(self._selection_segment_class())
        for playbook in self:
            if playbook.segment_class not in known:
                raise ValidationError(
                    self.env._(
                        "There is no class %(segment_class)s.",
                        segment_class=playbook.segment_class,
                    )
                )

    @api.constrains("auto_start", "segment_class", "plan_id")
    def _check_auto_start(self):
        for playbook in self.filtered("auto_start"):
            axis = AXIS_BY_COLUMN.get(playbook.axis)
            if axis and not axis.has_history:
                raise ValidationError(
                    self.env._(
                        "%(playbook)s cannot start automatically: the RFM segment "
                        "changes too often for its changes to be recorded.",
                        playbook=playbook.display_name,
                    )
                )
            playbook._check_has_tasks()

    def _check_has_tasks(self):
        for playbook in self:
            if not playbook.plan_id.template_ids:
                raise ValidationError(
                    self.env._(
                        "%(playbook)s has no tasks to schedule: choose an activity "
                        "plan with tasks.",
                        playbook=playbook.display_name,
                    )
                )

    def copy_data(self, default=None):
        return [
            {**vals, "name": self.env._("%(name)s (copy)", name=playbook.name)}
            if "name" not in (default or {})
            else vals
            for playbook, vals in zip(self, super().copy_data(default), strict=True)
        ]

    def action_view_clients(self):
        need_one(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "client_segmentation.client_segment_partner_action"
        )
        action["display_name"] = self.name
        return open_with_facet(
            action,
            self.name,
            self._get_client_domain(),
            segment_playbook_id=self.id,
        )

    def action_view_starts(self):
        need_one(self)
        state = self.env.context.get("start_state")
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "client_segmentation.client_segment_playbook_start_action"
            ),
            "display_name": self.name,
            "context": {
                "search_default_playbook_id": self.id,
                **({f"search_default_{state}": 1} if state else {}),
            },
        }

    def action_start_for_client(self):
        """Start for the client of the context, and again if it was done before: the
        button asks before that."""
        need_one(self)
        client = self.env["res.partner"].browse(
            read_id(self.env, self.env.context.get("segment_client_id"))
        )
        return self._start(client, again=True)._get_notification(self)

    def action_stop_for_client(self):
        self.client_start_id.action_stop()

    def action_open(self):
        need_one(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_launch(self):
        """Ask for which clients of the class to start."""
        need_one(self)
        clients = self.env["res.partner"].search(
            self._get_client_domain(),
            order="segment_revenue desc, id",
            limit=MAX_PROPOSED,
        )
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "client_segmentation.client_segment_playbook_launch_action"
            ),
            "context": {
                "default_playbook_id": self.id,
                "default_partner_ids": self._get_launchable(clients).ids,
            },
        }

    def _get_launchable(self, clients):
        launch = self._prepare_launch(clients)
        return clients.browse([client.id for client in launch.documents])

    def _translate_task(self, text):
        return translate_ready(self.env, text)
