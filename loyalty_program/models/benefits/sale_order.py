from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..members.loyalty_program import ENTITLED


class SaleOrder(models.Model):
    """Quotations show what their client is entitled to, and give it."""

    _inherit = "sale.order"

    order_benefit_ids = fields.One2many(
        comodel_name="loyalty.order.benefit",
        inverse_name="order_id",
        string="Benefits",
        copy=False,
    )
    open_benefit_ids = fields.Many2many(
        comodel_name="loyalty.benefit",
        string="Benefits Not Given Yet",
        compute="_compute_open_benefit_ids",
        # Whoever may read an order may see what its client is entitled to
        compute_sudo=True,
    )
    loyalty_offer = fields.Text(compute="_compute_open_benefit_ids", compute_sudo=True)
    loyalty_priority = fields.Boolean(string="Priority Service", copy=False)
    loyalty_change_note = fields.Char(compute="_compute_loyalty_change_note")

    @api.depends(
        "partner_id",
        "company_id",
        "state",
        "amount_untaxed",
        "pricelist_id",
        "order_benefit_ids.benefit_id",
    )
    @api.depends_context("lang")
    def _compute_open_benefit_ids(self):
        members = self._get_entitled_members()
        for order in self:
            order._show_benefits(members)

    def _show_benefits(self, members):
        """Set what this order tells of benefits.

        :param members: of its client, and perhaps of others
        """
        self.open_benefit_ids = self._get_open_benefits(members)
        self.loyalty_offer = "\n".join(self.open_benefit_ids.mapped("name"))

    def _get_open_benefits(self, members):
        """Return what members of programs get with this order and have not got."""
        if self.state not in ("draft", "sent"):
            return self.env["loyalty.benefit"]
        entitled = self._get_entitled_benefits(members)
        return entitled and entitled - self.order_benefit_ids.benefit_id

    @api.depends("order_benefit_ids.date", "order_benefit_ids.change_count", "state")
    @api.depends_context("lang")
    def _compute_loyalty_change_note(self):
        for order in self:
            given = order.order_benefit_ids.filtered(lambda x: x.kind == "change")[:1]
            shown = order.state == "sale" and given.date
            order.loyalty_change_note = shown and order._get_change_note(given)

    def _get_change_note(self, given):
        if given._is_change_free():
            return self.env._(
                "Changes to this order are free %(until)s. Made so far: %(count)s.",
                until=given.detail,
                count=given.change_count,
            )
        return self.env._(
            "The period of free changes is over (%(until)s). A change costs %(fee)s.",
            until=given.detail,
            fee=given.currency_id.format(given.value),
        )

    def copy(self, default=None):
        """A new order gets its own benefits, on the terms of its own day."""
        copies = super().copy(default)
        free = copies.order_line.filtered("order_benefit_id")
        added = free.filtered(lambda line: line.order_benefit_id.adds_line)
        for line in free - added:
            discount = line.order_benefit_id._get_replaced("discount", 0)
            line.write({"discount": discount, "order_benefit_id": False})
        added.unlink()
        return copies

    def action_quotation_send(self):
        self.check_access("read")
        quotations = self.filtered(lambda order: order.state in ("draft", "sent"))
        # Whoever may only read an order sends it as it is
        quotations._filtered_access("write")._give_automatic_benefits()
        return super().action_quotation_send()

    def _before_loyalty_confirm(self):
        super()._before_loyalty_confirm()
        self.check_access("write")
        quotations = self.filtered(lambda order: order.state in ("draft", "sent"))
        # All that is asked of the client is who it is
        quotations.sudo().partner_id.fetch(["commercial_partner_id"])
        quotations._give_automatic_benefits()
        # Customers confirm in the portal, too
        quotations.sudo().order_benefit_ids._confirm()

    def _give_automatic_benefits(self):
        self._drop_lost_benefits()
        members = self._get_entitled_members()
        for order in self:
            # Who sells need not see all programs, only what the client gets
            benefits = order.sudo()._get_open_benefits(members).with_env(order.env)
            benefits = benefits.filtered("is_automatic")
            for benefit in order._get_improvements(benefits):
                order._give_if_possible(benefit)

    def _give_if_possible(self, benefit):
        try:
            with self.env.cr.savepoint():
                self._give_benefits(benefit)
        except UserError as refusal:
            self._message_log(body=str(refusal))

    def _give_benefits(self, benefits):
        self.ensure_one()
        if benefits:
            # Without a rate, refused now rather than when the cost is booked
            self._get_company_rate()
        # Salespeople and customers cannot write what a benefit costs us
        given = self.env["loyalty.order.benefit"].sudo()
        language = self._get_lang()
        for benefit in benefits.sudo().with_context(lang=language):
            currency = self.company_id.currency_id
            given.create(
                {
                    "order_id": self.id,
                    "benefit_id": benefit.id,
                    "name": benefit.name,
                    "value": benefit._convert(benefit.value, currency, self),
                    "unit_cost": benefit._convert(benefit.unit_cost, currency, self),
                    "cost_share": benefit.cost_share,
                }
            )._apply()

    def _drop_lost_benefits(self):
        """Take back what the client of a quotation is not entitled to any more."""
        orders = self.sudo().filtered("order_benefit_ids")
        if not orders:
            return
        members = orders._get_entitled_members()
        for order in orders:
            entitled = order._get_entitled_benefits(members)
            order.order_benefit_ids.filtered(
                lambda given, entitled=entitled: given.benefit_id not in entitled
            ).unlink()

    def _get_entitled_members(self):
        """Return the members of programs that the clients of these orders are, as far
        as they get anything; in one query."""
        clients = self.sudo().partner_id.commercial_partner_id._origin
        members = self.env["loyalty.member"].sudo()
        return members.search(Domain("partner_id", "in", clients.ids) & ENTITLED)

    def _get_entitled_benefits(self, members, domain=None):
        """Return what members of programs get: with this order, or of ``domain``.

        :param members: of its client, and perhaps of others
        """
        self.ensure_one()
        benefits = self.env["loyalty.benefit"].sudo()
        client = self.sudo().partner_id.commercial_partner_id._origin
        members = members.filtered(lambda member: member.partner_id == client)
        if not members:
            return benefits
        if domain is None:
            domain = benefits._get_order_domain()
        programs = members.program_id.filtered_domain(self._get_program_domain())
        member_by_program = {member.program_id: member for member in members}
        return benefits.search(
            domain & Domain("program_id", "in", programs.ids)
        ).filtered(
            lambda benefit: benefit._is_meant_for(
                self, member_by_program[benefit.program_id]
            )
        )

    def _get_client_exposure(self):
        """Return what the client would owe the company with this order."""
        self.ensure_one()
        # Salespeople see no accounts
        order = self.sudo().with_company(self.company_id)
        client = order.partner_id.commercial_partner_id
        others = order.search(
            [
                ("partner_id", "child_of", client.id),
                ("company_id", "=", order.company_id.id),
                ("state", "=", "sale"),
                ("invoice_status", "!=", "invoiced"),
                ("id", "!=", order.id),
            ]
        )
        to_invoice = sum(
            other.amount_to_invoice / other._get_company_rate() for other in others
        )
        # What is invoiced already is in the credit of the client
        left = order.amount_total - order.amount_invoiced
        total = left / order._get_company_rate()
        return client.credit + to_invoice + total

    def _get_benefits_due(self):
        due = super()._get_benefits_due()
        for given in self.order_benefit_ids if self.state == "sale" else ():
            amount = given._get_amount()
            vals = {
                "program_id": given.program_id.id,
                "kind": given.kind,
                "description": given.name,
                "product_id": given.benefit_id.product_id.id,
            }
            due[f"benefit:{given.benefit_id.id}"] = (vals, amount)
        return due

    def _after_loyalty_write(self, vals):
        super()._after_loyalty_write(vals)
        if "partner_id" in vals:
            quotations = self.filtered(lambda o: o.state in ("draft", "sent"))
            quotations.filtered("order_benefit_ids")._drop_lost_benefits()

    def _before_loyalty_edit(self):
        before = super()._before_loyalty_edit()
        orders = self.filtered(lambda order: order.sudo().order_benefit_ids)
        before["benefits"] = {
            order: (order._get_goods(), order.amount_total) for order in orders
        }
        return before

    def _after_loyalty_edit(self, before):
        """Count changes of confirmed orders; refuse those that go beyond a limit."""
        super()._after_loyalty_edit(before)
        for order, (goods, total) in before["benefits"].items():
            if order._has_free_changes() and order._get_goods() != goods:
                order._count_change()
            # Ordering less is welcome, whatever the client owes
            if order.amount_total > total:
                order.sudo().order_benefit_ids._check_limits()

    def _has_free_changes(self):
        return any(given.kind == "change" for given in self.sudo().order_benefit_ids)

    def _get_goods(self):
        """Return what was ordered, to tell whether it changed."""
        lines = self.order_line.filtered(
            lambda line: (
                not line.display_type
                and not line.reward_id
                and not line.order_benefit_id
                and not line.is_downpayment
                # Expenses and freight are added by us
                and not line.is_expense
                and not line._is_delivery()
            )
        )
        return sorted(
            (line.product_id.id, line.product_uom_id.id, line.product_uom_qty)
            for line in lines
        )

    def _count_change(self):
        given = self.sudo().order_benefit_ids.filtered(lambda x: x.kind == "change")[:1]
        if given._is_change_free():
            given.change_count += 1
            self._book_benefits("grant")
        self._message_log(body=self._get_change_note(given))
