from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.client_segmentation.arithmetic.core.horizon import get_utc_midnight
from odoo.addons.client_segmentation.models.core.doors import need_one

from ...arithmetic.draws import draw as arithmetic
from ...sql.draws import tickets as statements
from ..ledger.loyalty_benefit_entry import MANAGER

# Once the tickets are frozen, nothing that decides on the winners may change
OUTCOME = frozenset({"state", "fingerprint", "seed", "drawn_on"})
TERMS = frozenset({"benefit_id", "date_from", "date_to", "prize_count"})


class LoyaltyDraw(models.Model):
    """A prize draw: tickets are frozen, then a seed is published, then the winners
    follow from both and can be checked by anybody."""

    _name = "loyalty.draw"
    _description = "Prize Draw"
    _inherit = [
        "loyalty.machine.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "client.closed.mixin",
    ]
    _order = "date_to desc, id desc"

    name = fields.Char(required=True, tracking=True)
    benefit_id = fields.Many2one(
        comodel_name="loyalty.benefit",
        string="Tickets from",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("kind", "=", "draw")],
    )
    program_id = fields.Many2one(related="benefit_id.program_id", store=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(string="Orders from", required=True)
    date_to = fields.Date(string="Orders to", required=True)
    prize = fields.Char(required=True, translate=True)
    prize_count = fields.Integer(string="Prizes", default=1)
    prize_value = fields.Monetary(
        aggregator=None,
        string="Value of a Prize",
        compute="_compute_prize_value",
        store=True,
        readonly=False,
    )
    prize_cost = fields.Monetary(
        aggregator=None,
        string="Our Cost per Prize",
        compute="_compute_prize_cost",
        store=True,
        readonly=False,
        groups=MANAGER,
    )
    state = fields.Selection(
        selection=[
            ("open", "Open"),
            ("frozen", "Tickets Frozen"),
            ("drawn", "Drawn"),
        ],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    ticket_ids = fields.One2many(
        comodel_name="loyalty.draw.ticket", inverse_name="draw_id"
    )
    ticket_count = fields.Integer(compute="_compute_ticket_count")
    winner_ids = fields.One2many(
        comodel_name="loyalty.draw.ticket",
        inverse_name="draw_id",
        string="Winners",
        domain=[("rank", ">", 0)],
    )
    fingerprint = fields.Char(
        readonly=True,
        copy=False,
        tracking=True,
        help="SHA-256 of the list of tickets. Publish it before the seed is known.",
    )
    seed = fields.Char(
        copy=False,
        tracking=True,
        help="A number that nobody could have known when the tickets were frozen, "
        "such as the result of a public lottery.",
    )
    drawn_on = fields.Datetime(readonly=True, copy=False, tracking=True)

    @api.depends("benefit_id")
    def _compute_prize_value(self):
        for draw in self:
            draw.prize_value = draw._convert_from_benefit(draw.benefit_id.value)

    @api.depends("benefit_id")
    def _compute_prize_cost(self):
        for draw in self:
            draw.prize_cost = draw._convert_from_benefit(draw.benefit_id.unit_cost)

    @api.depends("ticket_ids")
    def _compute_ticket_count(self):
        counts = dict(
            self.env["loyalty.draw.ticket"]._read_group(
                [("draw_id", "in", self.ids)], ["draw_id"], ["__count"]
            )
        )
        for draw in self:
            draw.ticket_count = counts.get(draw, 0)

    @api.constrains("benefit_id", "date_from", "date_to", "prize_count")
    def _check_terms(self):
        for draw in self:
            if draw.benefit_id.kind != "draw":
                raise ValidationError(
                    self.env._(
                        "“%(name)s” earns no tickets: choose a benefit of the kind "
                        "Prize Draw.",
                        name=draw.benefit_id.name,
                    )
                )
            if draw.date_from and draw.date_to and draw.date_from > draw.date_to:
                raise ValidationError(self.env._("The period ends before it begins."))
            if draw.prize_count < 1:
                raise ValidationError(self.env._("There must be at least one prize."))

    def write(self, vals):
        if not TERMS.isdisjoint(vals) and any(draw.state != "open" for draw in self):
            self._raise_machine_fields()
        vals = dict(vals)
        if self and "seed" in vals:
            self._record_seed(vals.pop("seed"))
        return super().write(vals)

    def _record_seed(self, seed):
        """It is entered by hand, once: when the tickets are frozen."""
        if any(draw.state != "frozen" for draw in self):
            self._raise_machine_fields()
        if any(draw.seed for draw in self):
            raise UserError(
                self.env._(
                    "The seed is already on record and cannot be changed once "
                    "published; otherwise, the winners could be chosen."
                )
            )
        self._machine_write({"seed": seed})

    @api.model
    def _get_machine_fields(self):
        return OUTCOME

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        if any(draw.state != "open" for draw in self):
            self._raise_machine_fields()

    def action_freeze(self):
        """Number the tickets of the period for good."""
        for draw in self:
            if draw.state != "open":
                self._raise_machine_fields()
            if draw.date_to >= draw.company_id._get_segment_today():
                raise UserError(self.env._("The period has not ended yet."))
            tickets = draw._create_tickets()
            if not tickets:
                raise UserError(self.env._("No order in the period earned a ticket."))
            draw._machine_write(
                {
                    "state": "frozen",
                    "fingerprint": arithmetic.get_fingerprint(draw._get_list()),
                }
            )

    def action_draw(self):
        for draw in self:
            # Two managers who press the button together draw once
            draw.lock_for_update()
            if draw.state != "frozen":
                raise UserError(
                    self.env._("“%(name)s” cannot be drawn (again).", name=draw.name)
                )
            if not (draw.seed or "").strip():
                raise UserError(self.env._("Enter the seed that was published."))
            draw._check_fingerprint()
            draw._draw()

    def action_check(self):
        """Draw again, only to compare with what is on record."""
        need_one(self)
        if self.state != "drawn":
            raise UserError(
                self.env._(
                    "“%(name)s” has not been drawn yet: there is nothing to check.",
                    name=self.name,
                )
            )
        winners = self._get_winning_numbers()
        same = self._is_as_published()
        same = same and winners == self.winner_ids.sorted("rank").mapped("number")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if same else "danger",
                "message": self.env._(
                    "The tickets and the winners are exactly as drawn."
                )
                if same
                else self.env._("The tickets or the winners are NOT as drawn."),
            },
        }

    def _raise_machine_fields(self):
        raise UserError(
            self.env._("The tickets of a draw and its winners cannot be changed.")
        )

    def _get_list(self):
        return [
            (ticket.number, ticket.client_number, ticket.order_id.id)
            for ticket in self.ticket_ids.sorted("number")
        ]

    def _is_as_published(self):
        return arithmetic.get_fingerprint(self._get_list()) == self.fingerprint

    def _check_fingerprint(self):
        if not self._is_as_published():
            raise UserError(
                self.env._(
                    "“%(name)s” cannot be drawn: its tickets are not those whose "
                    "fingerprint was published.",
                    name=self.name,
                )
            )

    def _get_winning_numbers(self):
        return arithmetic.draw_winners(
            self._get_list(), self.seed.strip(), self.prize_count
        )

    def _convert_from_benefit(self, amount):
        if not amount:
            return 0.0
        return self.benefit_id.currency_id._convert(
            amount,
            self.currency_id,
            self.company_id,
            self.date_to or fields.Date.context_today(self),
        )

    def _create_tickets(self):
        rows = self._select_orders()
        # The share of the orders that was refunded earns nothing
        kept = self.env["sale.order"].browse(row[0] for row in rows)._get_kept_shares()
        price = self._convert_from_benefit(self.benefit_id.ticket_amount)
        earned = [
            (order_id, client_id)
            for order_id, client_id, amount in rows
            for __ in range(int(amount * kept[order_id] / price + 1e-9))
        ]
        return self.env["loyalty.draw.ticket"]._machine_create(
            [
                {
                    "draw_id": self.id,
                    "number": number,
                    "partner_id": client_id,
                    "client_number": client_id,
                    "order_id": order_id,
                }
                for number, (order_id, client_id) in enumerate(earned, 1)
            ]
        )

    def _select_orders(self):
        """``[(order's id, client's id, amount in the draw's currency)]``; what no rate
        tells the worth of earns nothing."""
        self.env.flush_all()
        company = self.company_id
        parameters = company._get_document_parameters(self.date_to)
        days = self.date_from, self.date_to + timedelta(days=1)
        begin, end = (
            get_utc_midnight(day, company._get_segment_timezone()) for day in days
        )
        companies = self.benefit_id.program_id._get_companies_counted_in(company)
        rows = self.env.execute_query(
            statements.select_orders(
                self.benefit_id.id, companies.ids, parameters, begin, end
            )
        )
        unit = parameters.cents_per_unit
        return [
            (order_id, client_id, (c or 0) / unit) for order_id, client_id, c in rows
        ]

    def _draw(self):
        self.ensure_one()
        numbers = self._get_winning_numbers()
        by_number = {ticket.number: ticket for ticket in self.ticket_ids}
        for rank, number in enumerate(numbers, 1):
            by_number[number]._machine_write({"rank": rank})
        self._machine_write({"state": "drawn", "drawn_on": fields.Datetime.now()})
        self.invalidate_recordset(["winner_ids"])
        self._book_prizes()
        self._notify_winners()

    def _book_prizes(self):
        members = self.winner_ids.order_id.sudo()._get_members()
        draw = self.sudo()
        self.env["loyalty.benefit.entry"]._book(
            [
                {
                    "program_id": draw.program_id.id,
                    "member_id": members.get(
                        (draw.program_id.id, ticket.partner_id.id)
                    ),
                    "partner_id": ticket.partner_id.id,
                    "user_id": ticket.order_id.user_id.id,
                    "company_id": draw.company_id.id,
                    "order_id": ticket.order_id.id,
                    "kind": "draw",
                    "description": f"{draw.name}: {draw.prize}",
                    "movement": "grant",
                    "quantity": 1,
                    "value": draw.prize_value,
                    "cost": draw.prize_cost,
                }
                for ticket in draw.winner_ids
            ]
        )

    def _notify_winners(self):
        template = self.env.ref("loyalty_program.mail_template_draw_winner")
        for ticket in self.winner_ids:
            if ticket.partner_id.email:
                template.send_mail(ticket.id, email_values={})
            ticket.partner_id.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._(
                    "Prize of “%(draw)s”: %(prize)s", draw=self.name, prize=self.prize
                ),
                user_id=(
                    ticket.partner_id.user_id
                    or ticket.order_id.user_id
                    or self.env.user
                ).id,
            )
