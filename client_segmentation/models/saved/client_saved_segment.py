from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..core.client_segment import MANAGER_GROUP
from ..core.doors import need_one
from ..core.facets import open_with_facet

# What makes the segment another one: its clients of before have not moved.
DEFINITION = {"domain", "user_id", "company_id"}
# What only the count writes
COUNTED = {"counted_on", "counted_since", "problem"}


class ClientSavedSegment(models.Model):
    """A filter of clients under a name. It is counted after each run, and keeps who
    came in and who went out on which day.

    A segment shows the clients that its owner may ask for, whoever looks at it.
    """

    _name = "client.saved.segment"
    _description = "Saved Client Segment"
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Owner",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        ondelete="cascade",
        index=True,
        help="The clients are searched with the access rights of this user.",
    )
    is_shared = fields.Boolean(
        string="Shared",
        help="All salespeople see the segment. Otherwise only its owner and the heads"
        " of sales do.",
    )
    domain = fields.Char(string="Filter", required=True, default="[]")
    counted_on = fields.Date(
        string="Last Counted", readonly=True, copy=False, help="The day it was counted."
    )
    counted_since = fields.Date(
        readonly=True,
        copy=False,
        help="The day of the first count with this filter: who came in later has"
        " really entered.",
    )
    problem = fields.Char(
        readonly=True, copy=False, help="Why the segment is not counted any more."
    )
    playbook_id = fields.Many2one(
        comodel_name="client.segment.playbook",
        string="Start Playbook on Entry",
        domain="[('company_id', 'in', (False, company_id)), ('plan_id', '!=', False)]",
        ondelete="set null",
        groups=MANAGER_GROUP,
        help="Starts for each client that enters the segment, up to the limits of the"
        " policy.",
    )
    entry_terms_id = fields.Many2one(
        comodel_name="client.segment.terms",
        string="Propose Terms on Entry",
        domain="[('company_id', 'in', (False, company_id))]",
        ondelete="set null",
        groups=MANAGER_GROUP,
        help="Proposed for each client that enters the segment, whatever the terms ask"
        " else, as long as it stays.",
    )
    is_on_day = fields.Boolean(
        string="Entries on My Day",
        groups=MANAGER_GROUP,
        help="Clients that enter the segment show on My Day of their salesperson for a"
        " week, or until the salesperson logs a result. Only for shared segments.",
    )
    member_ids = fields.One2many(
        comodel_name="client.saved.segment.member",
        inverse_name="segment_id",
        string="Entries and Exits",
        readonly=True,
        copy=False,
    )
    client_count = fields.Integer(string="Clients", compute="_compute_client_count")

    @api.depends("member_ids.date_out")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_client_count(self):
        # As many as the list behind the number shows to this user
        groups = self.env["client.saved.segment.member"]._read_group(
            [
                ("segment_id", "in", self.ids),
                ("date_out", "=", False),
                ("partner_id", "any", [("active", "=", True)]),
            ],
            ["segment_id"],
            ["__count"],
        )
        counts = {segment.id: count for segment, count in groups}
        for segment in self:
            segment.client_count = counts.get(segment._origin.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_is_counted({name for vals in vals_list for name in vals})
        segments = super().create(vals_list)
        segments._check_owner_is_user()
        segments._count_new()
        return segments

    def write(self, vals):
        self._check_is_counted(vals)
        result = super().write(vals)
        if DEFINITION & vals.keys():
            self._check_owner_is_user()
            # As superuser: it is the count's.
            self.sudo().counted_since = False
        if (DEFINITION | {"is_shared"}) & vals.keys() or vals.get("active"):
            self._count_new()
        return result

    def copy_data(self, default=None):
        return [
            {**vals, "name": self.env._("%(name)s (copy)", name=segment.name)}
            if "name" not in (default or {})
            else vals
            for segment, vals in zip(self, super().copy_data(default), strict=True)
        ]

    def _check_is_counted(self, names):
        if not self.env.su and not COUNTED.isdisjoint(names):
            raise AccessError(self.env._("Saved segments are counted, not typed in."))

    def _check_owner_is_user(self):
        """Nobody leaves a question to somebody with more rights."""
        if self.env.su or self.env.user.has_group(MANAGER_GROUP):
            return
        if self.user_id != self.env.user:
            raise AccessError(
                self.env._("Only heads of sales give a segment to somebody else.")
            )

    def action_view_clients(self):
        need_one(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "client_segmentation.client_segment_partner_action"
        )
        action["display_name"] = self.name
        domain = [("saved_segment_ids", "in", self.ids)]
        return open_with_facet(action, self.name, domain)

    def action_new_mailing(self):
        """Open a new mailing to the clients who are in when it is sent. Only shared
        segments have one: Odoo sends it, who sees no other."""
        need_one(self)
        self.check_access("read")
        if not self.is_shared:
            raise UserError(self.env._("Share the segment to send mailings to it."))
        domain = [("saved_segment_ids", "in", self.ids)]
        return self.env["res.partner"].action_mail_clients(domain)

    def action_view_days(self):
        need_one(self)
        return self._get_action_of("client_saved_segment_day_action")

    def action_view_members(self):
        need_one(self)
        return self._get_action_of("client_saved_segment_member_action")

    def _get_action_of(self, name):
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                f"client_segmentation.{name}"
            ),
            "display_name": self.name,
            "context": {"search_default_segment_id": self.id},
        }
