"""Who is drawn, who joins without a draw, and who cannot join at all."""

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...arithmetic.members import assignment
from ...arithmetic.members.assignment import MEMBER


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    def _draw_groups(self, client_ids, seed):
        """Return ``{client's id: {group, stratum, is_exempt}}`` in the company of the
        environment; whoever asks sees all members, those of the control group too."""
        self.ensure_one()
        strata = self._get_strata(client_ids)
        exempt = self._get_exempt_clients(client_ids)
        drawn = {n: stratum for n, stratum in strata.items() if n not in exempt}
        groups = assignment.assign(drawn, self.control_share, seed, self._count_drawn())
        return {
            client_id: {
                "stratum": stratum,
                "group": groups.get(client_id, MEMBER),
                "is_exempt": client_id in exempt,
            }
            for client_id, stratum in strata.items()
        }

    def _get_exempt_clients(self, client_ids):
        """Ids of those that join without a draw: key and mono-clients, and clients
        that get the same from another program, who could be no controls."""
        if not self.control_share:
            # Nobody is drawn, and all are compared with others alike
            return set()
        exempt = set(self._get_clients_elsewhere(MEMBER).ids)
        if self.env.company.loyalty_exempt_key:
            clients = self.env["res.partner"].browse(client_ids)
            exempt |= set(
                clients.filtered(lambda c: c.segment_is_key or c.segment_is_mono).ids
            )
        return exempt.intersection(client_ids)

    def _check_not_control(self, client_ids):
        """A client is not a control in one program and a member of another that gives
        the same: it would have what controls must not have."""
        controls = self._get_clients_elsewhere("control").filtered(
            lambda client: client.id in client_ids
        )
        if controls:
            raise UserError(
                self.env._(
                    "%(count)s of these clients cannot join “%(name)s”: another "
                    "program that gives the same needs them for its comparison.",
                    count=len(controls),
                    name=self.name,
                )
            )

    def _get_clients_elsewhere(self, group):
        """Clients that are in this group of a running program that gives the same."""
        rivals = self._get_programs_like_this()
        if not rivals:
            return self.env["res.partner"]
        # Members of companies that the user does not see are members all the same
        members = self.env["loyalty.member"].sudo()
        domain = Domain("program_id", "in", rivals.ids) & Domain("group", "=", group)
        return members.search(domain & Domain("state", "=", "active")).partner_id

    def _get_programs_like_this(self):
        """Other running programs with members that give something of the same."""
        self.ensure_one()
        gifts = self._get_gifts()
        # Programs of all companies count, whether or not the user sees them
        others = self.sudo().search([("has_members", "=", True), ("id", "!=", self.id)])
        return others.filtered(lambda program: gifts & program._get_gifts())

    def _get_gifts(self):
        """What it gives, in kind: two programs with one of these in common give the
        same, however much of it."""
        # Terms are compared for users who may not read programs
        rewards = self.sudo().with_context(active_test=False).reward_ids
        gifts = set()
        for reward in rewards:
            if reward.reward_type == "product":
                gifts |= {("product", n) for n in reward.reward_product_ids.ids}
            else:
                gifts.add((reward.reward_type, reward.discount_applicability))
        return gifts
