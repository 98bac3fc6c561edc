from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..ledger.loyalty_benefit_entry import MANAGER


class LoyaltyReferral(models.Model):
    """A friend that was brought, and paid: who got what for it."""

    _name = "loyalty.referral"
    _inherit = ["loyalty.machine.mixin"]
    _description = "Referred Friend"
    _rec_name = "referred_id"
    _order = "id desc"

    benefit_id = fields.Many2one(
        comodel_name="loyalty.benefit",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    program_id = fields.Many2one(related="benefit_id.program_id", store=True)
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    referrer_id = fields.Many2one(
        comodel_name="res.partner",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    referred_id = fields.Many2one(
        comodel_name="res.partner",
        string="Friend",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    order_id = fields.Many2one(
        comodel_name="sale.order",
        string="First Paid Order",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date = fields.Date(default=fields.Date.context_today, required=True, readonly=True)
    state = fields.Selection(
        selection=[("rewarded", "Rewarded"), ("reversed", "Taken Back")],
        default="rewarded",
        required=True,
        readonly=True,
    )
    # A friend without points was drawn into the control group
    referrer_points = fields.Float(readonly=True, groups=MANAGER)
    referred_points = fields.Float(readonly=True, groups=MANAGER)

    is_merged = fields.Boolean(
        readonly=True,
        help="Belongs to a client that was merged into another referred client: both "
        "had been rewarded before, and both rewards stay on record.",
    )

    _one_reward_idx = models.UniqueIndex(
        "(benefit_id, referred_id) WHERE is_merged IS NOT TRUE",
        "This referral has already been rewarded.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        self._raise_machine_fields()

    def _raise_machine_fields(self):
        raise UserError(
            self.env._(
                "Referrals are rewarded by the program when the first order is paid."
            )
        )

    @api.model
    def _reward_first_orders(self, orders):
        """Reward referrers and friends for paid orders that are the first ones."""
        by_friend = orders.sorted(lambda order: (order.date_order, order.id)).grouped(
            lambda order: order.partner_id.commercial_partner_id
        )
        for friend, paid in by_friend.items():
            # Tested again: companies may have been joined since it was entered
            if not friend.loyalty_referrer_id or friend._get_referrer_problem():
                continue
            if friend._has_paid_before(paid):
                continue
            for benefit in self._get_benefits(paid[0], friend):
                self._reward(benefit, paid[0], friend)

    @api.model
    def _get_benefits(self, order, friend):
        done = self.search([("referred_id", "=", friend.id)]).program_id
        referrer = friend.loyalty_referrer_id.commercial_partner_id
        programs = self.env["loyalty.program"].search(
            Domain(order._get_program_domain_of_any_client())
            & Domain("id", "not in", done.ids)
            & Domain("benefit_ids.kind", "=", "referral")
        )
        closed = programs._get_closed_programs(referrer, order.company_id)
        benefits = (programs - closed).benefit_ids
        return benefits.filtered(lambda benefit: benefit.kind == "referral")

    @api.model
    def _reward(self, benefit, order, friend):
        program = benefit.program_id
        members = self.env["loyalty.member"]
        in_program = [("program_id", "=", program.id), ("partner_id", "=", friend.id)]
        if program.has_members and not members.search_count(in_program):
            program._enrol(friend)
        entitled = friend in program._filter_entitled(friend, order.company_id)
        referral = self._machine_create(
            [
                {
                    "benefit_id": benefit.id,
                    "referrer_id": friend.loyalty_referrer_id.commercial_partner_id.id,
                    "referred_id": friend.id,
                    "order_id": order.id,
                    "referrer_points": benefit.referrer_points,
                    # A friend that was drawn into the control group gets nothing
                    "referred_points": benefit.referred_points if entitled else 0,
                }
            ]
        )
        referral._move_points(1)
        referral._book()

    @api.model
    def _prepare_merge(self, source, client):
        """Friends that become one may each have been rewarded for: all of it stays on
        record, so that a refund can still take it back."""
        referrals = self.search([("referred_id", "in", (source | client).ids)])
        for benefit_referrals in referrals.grouped("benefit_id").values():
            kept = benefit_referrals.filtered(lambda r: not r.is_merged)
            first = kept.sorted(lambda r: (r.referred_id != client, r.id))[:1]
            (kept - first)._machine_write({"is_merged": True})

    def _reverse(self, movement):
        """Take back what was booked then, whatever the benefit is worth today."""
        rewarded = self.filtered(lambda referral: referral.state == "rewarded")
        rewarded._machine_write({"state": "reversed"})
        for referral in rewarded:
            referral._move_points(-1)
        entries = self.env["loyalty.benefit.entry"]
        entries.search(
            [
                ("order_id", "in", rewarded.order_id.ids),
                ("key", "in", [referral._get_key() for referral in rewarded]),
                ("movement", "=", "grant"),
            ],
            order="id",
        )._take_back(movement)

    def _get_key(self):
        return f"referral:{self.id}"

    def _get_parties(self):
        return [
            (self.referrer_id, self.referrer_points),
            (self.referred_id, self.referred_points),
        ]

    def _move_points(self, sign):
        description = self.env._(
            "Friend referred: %(name)s", name=self.referred_id.name
        )
        for client, points in self._get_parties():
            if points:
                card = self.program_id._get_card(client)
                card._move_points(sign * points, description, self.order_id)

    def _book(self):
        benefit, order = self.benefit_id, self.order_id
        currency = order.company_id.currency_id
        value, cost = (
            benefit._convert(amount, currency, order)
            for amount in (benefit.value, benefit.unit_cost)
        )
        clients = self.referrer_id | self.referred_id
        members = self.env["loyalty.member"].search(
            [
                ("program_id", "=", self.program_id.id),
                ("partner_id", "in", clients.ids),
            ]
        )
        member_ids = {member.partner_id.id: member.id for member in members}
        self.env["loyalty.benefit.entry"]._book(
            [
                {
                    "program_id": self.program_id.id,
                    "member_id": member_ids.get(client.id),
                    "partner_id": client.id,
                    "user_id": client.user_id.id or order.user_id.id,
                    "company_id": order.company_id.id,
                    "order_id": order.id,
                    "kind": "referral",
                    "description": benefit.name,
                    "key": self._get_key(),
                    "movement": "grant",
                    "quantity": 1,
                    "value": value,
                    "cost": cost,
                }
                for client, points in self._get_parties()
                if points
            ]
        )
