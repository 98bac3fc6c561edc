from odoo import api, models
from odoo.exceptions import UserError

from ...arithmetic.ledger.movement import NOTHING, Amount, get_kept_share, get_movement
from ...sql.ledger.refunds import select_refunds


class SaleOrder(models.Model):
    """Confirmed orders book what their clients were given, at cost.

    Nothing is booked step by step: whenever an order is confirmed, edited, refunded
    or cancelled, the ledger gets what is missing to say what is due now.
    """

    _inherit = "sale.order"

    def _after_loyalty_confirm(self):
        super()._after_loyalty_confirm()
        self._book_benefits("grant")

    def _after_loyalty_cancel(self, before):
        super()._after_loyalty_cancel(before)
        self._book_benefits("cancellation")

    def _after_loyalty_edit(self, before):
        super()._after_loyalty_edit(before)
        self._book_benefits("correction")

    def _after_refund(self):
        super()._after_refund()
        self._book_benefits("refund")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_booked(self):
        # Salespeople see only part of the ledger
        entries = self.env["loyalty.benefit.entry"].sudo()
        booked = entries.search([("order_id", "in", self.ids)], limit=1)
        if booked:
            raise UserError(
                self.env._(
                    "The order %(name)s is in the ledger of benefits and cannot be "
                    "deleted. Leave it cancelled.",
                    name=booked.order_id.name,
                )
            )

    def _book_benefits(self, movement):
        """Bring the ledger to what is due for these orders."""
        # Orders are confirmed in the portal, too; the ledger is written for them
        orders = self.sudo()
        due = {order: order._get_benefits_due() for order in orders}
        booked = orders._get_benefits_booked()
        orders = orders.filtered(lambda order: due[order] or order.id in booked)
        if not orders:
            return
        kept = orders._get_kept_shares()
        members = orders._get_members()
        vals_list = []
        for order in orders:
            vals_list += order._prepare_entries(
                movement, due[order], booked.get(order.id, {}), kept[order.id], members
            )
        self.env["loyalty.benefit.entry"]._book(vals_list)

    def _prepare_entries(self, movement, due, booked, kept, members):
        digits = self.company_id.currency_id.decimal_places
        client = self.partner_id.commercial_partner_id
        vals_list = []
        for key in {**booked, **due}:
            vals, amount = due.get(key, ({}, NOTHING))
            done, last = booked.get(key, (NOTHING, self.env["loyalty.benefit.entry"]))
            by_unit = vals.get("kind", last.kind) == "gift"
            change = get_movement(done, amount * kept, by_unit).round(digits)
            if change.is_zero(digits):
                continue
            granted = done.is_zero(digits)
            if not vals:
                vals = last._prepare_counter_entry()
            vals_list.append(
                {
                    "partner_id": client.id,
                    "company_id": self.company_id.id,
                    "user_id": self.user_id.id,
                    "order_id": self.id,
                    "member_id": members.get((vals["program_id"], client.id)),
                    **vals,
                    "key": key,
                    "movement": "grant" if granted else movement,
                    "reversed_entry_id": not granted and last.id,
                    "quantity": change.quantity,
                    "value": change.value,
                    "cost": change.cost,
                }
            )
        return vals_list

    def _get_benefits_due(self):
        """Return ``{key: (values of the entry, Amount)}`` of a confirmed order, in
        the currency of its company."""
        self.ensure_one()
        if self.state != "sale":
            return {}
        due = {}
        for line in self.order_line:
            for key, vals, amount in line._get_reward_amounts():
                due[key] = (vals, due.get(key, (vals, NOTHING))[1] + amount)
        return due

    def _get_benefits_booked(self):
        """Return ``{order's id: {key: (Amount, last entry that granted it)}}``."""
        booked = {}
        entries = self.env["loyalty.benefit.entry"]
        # Friends are rewarded for an order, but not with it
        domain = [("key", "!=", False), ("kind", "!=", "referral")]
        # Not added up in SQL: most orders have none, and this finds it out sooner
        for entry in entries.search(
            [("order_id", "in", self.ids), *domain], order="id"
        ):
            by_key = booked.setdefault(entry.order_id.id, {})
            amount, granted = by_key.get(entry.key, (NOTHING, entries))
            amount += Amount(entry.quantity, entry.value, entry.cost)
            is_grant = entry.movement == "grant"
            by_key[entry.key] = (amount, entry if is_grant else granted)
        return booked

    def _get_kept_shares(self):
        """Return ``{order's id: share the client has kept after refunds}``."""
        self.env.flush_all()
        kept = dict.fromkeys(self.ids, 1.0)
        rates = {order.id: order._find_company_rate() for order in self}
        for order_id, ordered, invoiced, refunded in self.env.execute_query(
            select_refunds(rates)
        ):
            kept[order_id] = get_kept_share(
                float(ordered), float(invoiced), float(refunded)
            )
        return kept

    def _get_members(self):
        """Return ``{(program's id, client's id): member's id}`` of these orders."""
        members = self.env["loyalty.member"].search_fetch(
            [("partner_id", "in", self.partner_id.commercial_partner_id.ids)],
            ["program_id", "partner_id"],
        )
        return {(m.program_id.id, m.partner_id.id): m.id for m in members}
