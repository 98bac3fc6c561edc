import random
import secrets
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.client_segmentation.models.core.segment_axes import TIER

from ...arithmetic.members.assignment import CONTROL
from ...sql.members import members as statements

# All that may change once a client has been drawn
CHANGEABLE = frozenset({"state", "left_on", "tier"})


class LoyaltyMember(models.Model):
    """A client's place in a program, drawn once and for life.

    Clients of the control group belong to the program only for the comparison: they
    get nothing from it, and neither they nor their salespeople learn of it.
    """

    _name = "loyalty.member"
    _inherit = ["client.closed.mixin"]
    _description = "Loyalty Member"
    _rec_name = "partner_id"
    _order = "program_id, id"

    program_id = fields.Many2one(
        comodel_name="loyalty.program",
        required=True,
        index=True,
        ondelete="restrict",
        context={"active_test": False},
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        index=True,
        ondelete="cascade",
        domain=["|", ("parent_id", "=", False), ("is_company", "=", True)],
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.company,
        help="The company whose segments were used for the draw.",
    )
    group = fields.Selection(
        selection=[("member", "Member"), ("control", "Control Group")],
        required=True,
        readonly=True,
        help="Drawn when the client joins, using the seed of the program. The "
        "control group gets no benefits: it shows what clients do without the "
        "program.",
    )
    stratum = fields.Char(
        readonly=True,
        help="The client's class when the group was drawn. The shares of members and "
        "control group are the same in each class.",
    )
    is_exempt = fields.Boolean(
        string="Joined without a Draw",
        readonly=True,
        help="A client that may not be a control: a key or mono-client, or one that "
        "gets the same from another program. Nobody can tell what it would have done "
        "without the program, so it is left out of the comparison.",
    )
    tier = fields.Selection(
        selection=TIER.values,
        readonly=True,
        help="The client's current tier, updated every day from its segments.",
    )
    state = fields.Selection(
        selection=[("active", "Active"), ("left", "Left")],
        default="active",
        required=True,
        readonly=True,
    )
    joined_on = fields.Date(
        default=fields.Date.context_today, required=True, readonly=True
    )
    left_on = fields.Date(readonly=True)
    user_id = fields.Many2one(related="partner_id.user_id", string="Salesperson")

    # A constraint, not an index: merging contacts drops what violates one
    _client_uniq = models.Constraint(
        "UNIQUE (program_id, partner_id)",
        "The client is already in this program.",
    )

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """Conditions on members that Odoo asks as superuser on behalf of a user, as by
        way of followers, would tell who is in the control group."""
        if bypass_access and self._is_asked_by_user():
            records = super(LoyaltyMember, self.sudo(False))
            return records._search(domain, *args, **kwargs)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    @api.model_create_multi
    def create(self, vals_list):
        """Draw the group of each client; nobody chooses it.

        Salespeople see the numbers of members: neither their order nor what is missing
        between them is to tell who is in the control group, or how many.
        """
        drawn = self._draw([self._prepare(vals) for vals in vals_list])
        order = self._shuffle(drawn)
        created = super().create([drawn[position] for position in order])
        self._skip_numbers(len(drawn))
        id_by_position = dict(zip(order, created.ids, strict=True))
        members = self.browse(map(id_by_position.get, range(len(drawn))))
        members.program_id._mark_has_members()
        members._refresh_tiers()
        return members

    def write(self, vals):
        if self and not vals.keys() <= CHANGEABLE:
            raise UserError(
                self.env._(
                    "A client keeps its group for as long as the program exists. "
                    "Have it leave the program instead."
                )
            )
        return super().write(vals)

    def unlink(self):
        if not self:
            return super().unlink()
        # Refusing is the purpose: what was drawn stays on record
        raise UserError(  # pylint: disable=no-raise-unlink
            self.env._(
                "Members stay on record; otherwise, the result of the program could "
                "no longer be measured. Have the client leave the program instead."
            )
        )

    def _machine_unlink(self):
        """Take an enrolment back; nothing but code reaches this."""
        return super().unlink()  # pylint: disable=super-method-mismatch

    def action_leave(self):
        self.write({"state": "left", "left_on": fields.Date.context_today(self)})

    def action_rejoin(self):
        self.write({"state": "active", "left_on": False})

    @api.model
    def _prepare(self, vals):
        if not vals.keys().isdisjoint(("group", "stratum", "is_exempt")):
            raise UserError(self.env._("The group of a client is drawn, not chosen."))
        if not vals.keys() >= {"program_id", "partner_id"}:
            vals = {**self.default_get(["program_id", "partner_id"]), **vals}
        if not vals.get("program_id") or not vals.get("partner_id"):
            raise UserError(self.env._("Choose the program and the client."))
        program = self.env["loyalty.program"].browse(vals["program_id"])
        client = self.env["res.partner"].browse(vals["partner_id"])
        return {
            **vals,
            "partner_id": client.commercial_partner_id.id,
            # Of a program of all companies, the segments of the current one count
            "company_id": (program.company_id or self.env.company).id,
        }

    @api.model
    def _draw(self, vals_list):
        by_program = defaultdict(list)
        for vals in vals_list:
            by_program[vals["program_id"]].append(vals)
        for program_id, program_vals in by_program.items():
            # Whoever enrols need not know the seed, nor see all members
            program = self.env["loyalty.program"].sudo().browse(program_id)
            program = program.with_company(program_vals[0]["company_id"])
            program._check_not_control([vals["partner_id"] for vals in program_vals])
            drawn = program._draw_groups(
                [vals["partner_id"] for vals in program_vals], program._get_seed()
            )
            for vals in program_vals:
                vals.update(drawn[vals["partner_id"]])
        return vals_list

    @api.model
    def _shuffle(self, drawn):
        """Return the positions of members, then of controls, each at random."""
        positions = random.SystemRandom().sample(range(len(drawn)), len(drawn))
        return sorted(positions, key=lambda n: drawn[n]["group"] == CONTROL)

    @api.model
    def _skip_numbers(self, count):
        if count:
            skipped = secrets.randbelow(count + 10)
            self.env.execute_query(statements.skip_numbers(skipped))

    @api.model
    def _refresh_tiers(self):
        """Follow the segments of the clients; return the members that changed."""
        self.env["client.segment"].flush_model()
        self.flush_model()
        # Classes of another day than today are looked at, not acted upon.
        waiting = self.env["res.company"]._search_showing_other_segment_day()
        changed = self.env.execute_query(statements.update_tiers(waiting.ids))
        self.invalidate_model(["tier"])
        return self.browse(member_id for (member_id,) in changed)

    @api.model
    def _cron_follow_segments(self):
        self._refresh_tiers()
        waiting = self.env["res.company"]._search_showing_other_segment_day()
        programs = self.env["loyalty.program"].search([("auto_enrol", "=", True)])
        programs = programs.filtered(
            lambda program: (program.company_id or self.env.company) not in waiting
        )
        self.env["ir.cron"]._commit_progress(remaining=len(programs))
        for program in programs:
            program._enrol_target()
            self.env["ir.cron"]._commit_progress(1)
