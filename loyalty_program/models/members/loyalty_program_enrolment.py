"""What an enrolment would do, told before it is done; and how it is undone."""

from collections import Counter

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.client_segmentation.models.core.doors import need_one
from odoo.addons.client_segmentation.models.core.segment_axes import TIER

from ...arithmetic.members import assignment


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    # Stays when an enrolment is undone: nobody draws again with another seed
    has_drawn = fields.Boolean(readonly=True, copy=False)

    def action_preview_enrolment(self):
        need_one(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Enroll Target Clients"),
            "res_model": "loyalty.enrolment",
            "view_mode": "form",
            "target": "new",
            "context": {"default_program_id": self.id},
        }

    def _prepare_enrolment(self):
        """Count what the draw would give; the seed has decided on it already."""
        self._check_enroller()
        company = self.company_id or self.env.company
        newcomers = self._get_newcomers().with_company(company)
        clients = newcomers - self._get_clients_elsewhere("control")
        # As when they are drawn
        program = self.sudo().with_company(company)
        drawn = program._draw_groups(clients.ids, program.control_seed or "")
        counts = Counter(
            (client.segment_tier or "", drawn[client.id]["group"]) for client in clients
        )
        control = assignment.CONTROL
        return {
            "clients": len(clients),
            "control": sum(values["group"] == control for values in drawn.values()),
            "exempt": sum(values["is_exempt"] for values in drawn.values()),
            "already": len(program.member_ids),
            "elsewhere": len(newcomers) - len(clients),
            "rows": [
                (tier, counts[tier, "member"], counts[tier, control])
                for tier in (*dict(TIER.values), "")
                if counts[tier, "member"] + counts[tier, control]
            ],
        }

    def _check_enroller(self):
        """Wizards compute for anybody; how many are in the control group is for those
        who may enrol."""
        need_one(self)
        self.env["loyalty.member"].check_access("create")

    def _prepare_gifts(self):
        """What members get: ``[(what, from which tier on)]``."""
        program = self.with_context(active_test=False)
        benefits = program.benefit_ids.filtered("active").sorted("sequence")
        tiers = dict(benefits._fields["minimum_tier"]._description_selection(self.env))
        return [(reward.description, "") for reward in program.reward_ids] + [
            (benefit.name, tiers.get(benefit.minimum_tier, "")) for benefit in benefits
        ]

    def _get_last_enrolment(self):
        """The members that joined last, together."""
        self._check_enroller()
        members = self.env["loyalty.member"]
        domain = Domain("program_id", "=", self.id)
        last = members.search(domain, order="create_date desc, id desc", limit=1)
        if not last:
            return last
        begin = last.create_date.replace(microsecond=0)
        return members.search(domain & Domain("create_date", ">=", begin))

    def _undo_enrolment(self):
        """Take back the last enrolment; nobody has got anything from it."""
        members = self._get_last_enrolment()
        if not members:
            raise UserError(self.env._("Nobody has joined yet."))
        members.check_access("write")
        if members._have_got_something():
            raise UserError(
                self.env._(
                    "Some of the clients in the last enrollment have already "
                    "received something from the program. Remove the clients that "
                    "should not be in it individually."
                )
            )
        count = len(members)
        # Nobody may delete members, but for this
        members.sudo()._machine_unlink()
        if not self.sudo().member_ids:
            self._machine_write({"has_members": False})
        return count


class LoyaltyMember(models.Model):
    _inherit = "loyalty.member"

    def _have_got_something(self):
        """Whether anything was granted or promised to them since they joined."""
        # Also by orders and in companies that the user does not see
        self = self.sudo().with_context(active_test=False)
        program, clients = self.program_id, self.partner_id
        since = Domain("create_date", ">=", min(self.mapped("create_date")))

        def of_clients(path):
            return Domain(f"{path}commercial_partner_id", "in", clients.ids)

        in_order = of_clients("order_id.partner_id.") & Domain(
            "order_id.state", "!=", "cancel"
        )
        return any(
            self.env[model].search_count(domain, limit=1)
            for model, domain in (
                (
                    "loyalty.benefit.entry",
                    Domain("program_id", "in", program.ids)
                    & Domain("partner_id", "in", clients.ids)
                    & since,
                ),
                (
                    "loyalty.order.benefit",
                    Domain("benefit_id.program_id", "in", program.ids)
                    & in_order
                    & since,
                ),
                (
                    "sale.order.line",
                    Domain("reward_id.program_id", "in", program.ids)
                    & in_order
                    & since,
                ),
                (
                    "loyalty.history",
                    Domain("card_id.program_id", "in", program.ids)
                    & of_clients("card_id.partner_id.")
                    & since,
                ),
                (
                    "loyalty.card",
                    Domain("program_id", "in", program.ids)
                    & of_clients("partner_id.")
                    & Domain("points", ">", 0)
                    & since,
                ),
                (
                    "loyalty.draw.ticket",
                    Domain("draw_id.program_id", "in", program.ids)
                    & Domain("partner_id", "in", clients.ids)
                    & since,
                ),
                (
                    "loyalty.referral",
                    Domain("program_id", "in", program.ids)
                    & (
                        Domain("referrer_id", "in", clients.ids)
                        | Domain("referred_id", "in", clients.ids)
                    )
                    & since,
                ),
            )
        )
