import secrets
from ast import literal_eval
from collections import defaultdict

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.client_segmentation.models.core.doors import need_one

# With these one could draw until the groups please
DRAWN_BY = frozenset({"control_seed", "control_share", "stratify_by"})
# Members that may get something
ENTITLED = Domain("group", "=", "member") & Domain("state", "=", "active")


class LoyaltyProgram(models.Model):
    """Members and control group of a program, and for whom it is closed."""

    _inherit = "loyalty.program"

    target_domain = fields.Char(
        string="Target Clients",
        default="[]",
        # Target clients less members that one sees: the control group
        groups="sales_team.group_sale_manager",
        help="Clients to enroll in the program, or to limit it to.",
    )
    is_limited = fields.Boolean(
        string="Target Clients Only",
        help="Clients benefit from the program only while they are among the target "
        "clients, whether or not they are members.",
    )
    auto_enrol = fields.Boolean(
        string="Enroll Every Day",
        help="Clients join automatically when they become target clients.",
    )
    control_share = fields.Float(
        aggregator=None,
        string="Control Group",
        default=0.1,
        help="Share of the enrolled clients, drawn at random, that get nothing. "
        "Their orders show what would have happened without the program.",
    )
    stratify_by = fields.Selection(
        selection=[
            ("segment_tier", "Tier"),
            ("segment_abc", "ABC"),
            ("segment_abcxyz", "ABCXYZ"),
            ("segment_rfm", "RFM"),
        ],
        string="Draw Within",
        default="segment_tier",
        help="The control group gets the same share of each class. If empty, it is "
        "drawn from all clients together.",
    )
    # Not required in the table: Odoo's own modules create programs in updates, before
    # this one is loaded.
    control_seed = fields.Char(
        string="Seed",
        default=lambda self: self._get_new_seed(),
        copy=False,
        groups="sales_team.group_sale_manager",
        help="The seed determines who is in the control group, so the draw can be "
        "reproduced.",
    )
    member_ids = fields.One2many(
        comodel_name="loyalty.member", inverse_name="program_id"
    )
    # Set once by the first member: programs without members are those of stock Odoo
    has_members = fields.Boolean(readonly=True, copy=False, index="btree_not_null")
    member_count = fields.Integer(string="Members", compute="_compute_member_counts")
    control_count = fields.Integer(
        string="In the Control Group",
        compute="_compute_member_counts",
        groups="sales_team.group_sale_manager",
    )

    @api.depends("member_ids.group", "member_ids.state")
    def _compute_member_counts(self):
        counts = {}
        for program, group, count in self.env["loyalty.member"]._read_group(
            [("program_id", "in", self.ids), ("state", "=", "active")],
            ["program_id", "group"],
            ["__count"],
        ):
            counts[program.id, group] = count
        # Only managers may read the size of the control group, all have it computed
        for program in self.sudo():
            program.member_count = counts.get((program.id, "member"), 0)
            program.control_count = counts.get((program.id, "control"), 0)

    @api.constrains("control_share")
    def _check_control_share(self):
        if any(not 0 <= program.control_share <= 0.9 for program in self):
            raise ValidationError(
                self.env._("The control group must be between 0% and 90%.")
            )

    @api.constrains("target_domain")
    def _check_target_domain(self):
        for program in self:
            try:
                self.env["res.partner"].search_count(
                    program._get_target_domain(), limit=1
                )
            except (KeyError, SyntaxError, TypeError, ValueError, UserError) as error:
                raise ValidationError(
                    self.env._(
                        "The target clients of “%(name)s” cannot be searched: "
                        "%(error)s",
                        name=program.name,
                        error=error,
                    )
                ) from error

    @api.model
    def _get_machine_fields(self):
        return super()._get_machine_fields() | {"has_members", "has_drawn"}

    def _before_loyalty_write(self, vals):
        super()._before_loyalty_write(vals)
        names = DRAWN_BY & vals.keys()
        for program in self.filtered("has_drawn") if names else ():
            kept = names if program.has_members else names & {"control_seed"}
            if any(vals[name] != program[name] for name in kept):
                raise UserError(
                    self.env._(
                        "Clients of “%(name)s” have already been drawn: the share, "
                        "the seed and the classes of the draw can no longer be "
                        "changed.",
                        name=program.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_members(self):
        if any(program.has_members for program in self):
            raise UserError(
                self.env._("A program with members cannot be deleted: archive it.")
            )

    def action_enrol(self):
        need_one(self)
        members = self._enrol_target()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if members else "info",
                "message": self.env._(
                    "%(members)s clients have joined, and %(control)s more are in "
                    "the control group.",
                    members=len(members.filtered(lambda m: m.group == "member")),
                    control=len(members.filtered(lambda m: m.group == "control")),
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_open_members(self):
        need_one(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_program.loyalty_member_action"
        )
        return {
            **action,
            "context": {
                "default_program_id": self.id,
                "search_default_program_id": self.id,
                "search_default_active_members": 1,
                "search_default_members": 1,
            },
        }

    def _enrol_target(self):
        """Enrol all target clients that are not in the program yet."""
        return self._enrol(self._get_newcomers())

    def _get_newcomers(self):
        self.ensure_one()
        company = self.company_id or self.env.company
        found = (
            self.env["res.partner"]
            .with_company(company)
            .search(self._get_target_domain() & Domain("partner_share", "=", True))
        )
        # Members of companies that the user does not see are members all the same
        enrolled = self.sudo().member_ids.partner_id
        return found.commercial_partner_id.filtered("active") - enrolled

    def _enrol(self, clients):
        self.ensure_one()
        # They would have here what they must not have there
        clients -= self._get_clients_elsewhere("control")
        return self.env["loyalty.member"].create(
            [
                {"program_id": self.id, "partner_id": client.id}
                for client in clients.sorted("id")
            ]
        )

    def _mark_has_members(self):
        new = self.filtered(lambda program: not program.has_members)
        new._machine_write({"has_members": True, "has_drawn": True})

    @api.model
    def _get_new_seed(self):
        return secrets.token_hex(8)

    def _get_seed(self):
        """Return the seed of the draw; a program without one gets it now."""
        if not self.control_seed:
            self.control_seed = self._get_new_seed()
        return self.control_seed

    def _get_target_domain(self):
        self.ensure_one()
        return Domain(literal_eval(self.target_domain or "[]"))

    def _get_strata(self, client_ids):
        """Return ``{client's id: class}`` in the company of the environment."""
        self.ensure_one()
        clients = self.env["res.partner"].browse(client_ids)
        return {
            client.id: self.stratify_by and client[self.stratify_by] or ""
            for client in clients
        }

    def _count_drawn(self):
        """Return ``{stratum: (clients, controls)}``, those who left included."""
        self.ensure_one()
        counts = defaultdict(lambda: (0, 0))
        domain = [("program_id", "=", self.id), ("is_exempt", "=", False)]
        for stratum, group, count in self.env["loyalty.member"]._read_group(
            domain, ["stratum", "group"], ["__count"]
        ):
            size, controls = counts[stratum or ""]
            in_control = count if group == "control" else 0
            counts[stratum or ""] = (size + count, controls + in_control)
        return counts

    @api.model
    def _get_closed_programs(self, client, company):
        """Return the programs from which a client gets nothing: it is in the control
        group or has not joined, or is not among those whom the program is for."""
        # Which programs are closed is decided by data that salespeople, let alone
        # customers in the portal, do not see
        programs = self.sudo().with_context(active_test=False)
        programs = programs.search(
            Domain("has_members", "=", True) | Domain("is_limited", "=", True)
        )
        with_members = programs.filtered("has_members")
        if with_members:
            joined = Domain("partner_id", "=", client.id) & ENTITLED
            members = self.env["loyalty.member"].sudo().search(joined)
            with_members -= members.program_id
        limited = programs.filtered("is_limited") - with_members
        return with_members | limited.filtered(
            lambda program: not program._get_targets(client, company)
        )

    def _filter_entitled(self, clients, company):
        """Return those of the clients that may get something from the program."""
        self.ensure_one()
        # As above
        program = self.sudo()
        if program.has_members:
            domain = Domain("partner_id", "in", clients.ids) & ENTITLED
            clients &= program.member_ids.filtered_domain(domain).partner_id
        if program.is_limited:
            clients &= program._get_targets(clients, company)
        return clients

    def _get_targets(self, clients, company):
        """Return those of the clients that are among the target clients today."""
        domain = self._get_target_domain() & Domain("id", "child_of", clients.ids)
        # For whom a program is has been decided by who may see all these fields; it
        # holds for orders of portal users and salespeople, who may not.
        partners = self.env["res.partner"].with_user(SUPERUSER_ID).with_company(company)
        return clients & partners.search(domain).commercial_partner_id

    def _get_card(self, client):
        """Return the card of the client in this program, a new one if need be."""
        self.ensure_one()
        cards = self.env["loyalty.card"]
        domain = [("program_id", "=", self.id), ("partner_id", "=", client.id)]
        return cards.search(domain, limit=1) or cards.with_context(
            loyalty_no_mail=True
        ).create({"program_id": self.id, "partner_id": client.id, "points": 0})
