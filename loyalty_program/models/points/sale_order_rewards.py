from odoo import models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """Gifts stay tied to what earned them, also after the order is confirmed."""

    _inherit = "sale.order"

    def _get_not_rewarded_order_lines(self):
        """Free services earn no rewards."""
        lines = super()._get_not_rewarded_order_lines()
        return lines.filtered(lambda line: not line.order_benefit_id)

    def _before_loyalty_edit(self):
        before = super()._before_loyalty_edit()
        before["points"] = {order: order._get_unearned_programs() for order in self}
        return before

    def _after_loyalty_edit(self, before):
        """Refuse an edit of confirmed orders that takes away what earned a gift."""
        super()._after_loyalty_edit(before)
        for order, unearned in before["points"].items():
            if lost := order._get_unearned_programs() - unearned:
                raise UserError(
                    self.env._(
                        "The gift of “%(program)s” belongs to the products ordered "
                        "with it: set the quantity of the gift to 0 as well.",
                        program=lost[:1].name,
                    )
                )

    def _get_unearned_programs(self):
        """Return the programs whose gifts the order does not earn."""
        self.ensure_one()
        # Rules of programs that have ended since still count for their orders
        lines = self.sudo().with_context(active_test=False).order_line
        gifts = lines.filtered(
            lambda line: (
                line.reward_id.reward_type == "product"
                and line.product_uom_qty > 0
                and line.reward_id.program_id.applies_on == "current"
            )
        )
        programs = gifts.reward_id.program_id
        if not programs or self.state != "sale":
            return programs.browse()
        status = gifts.order_id._program_check_compute_points(programs)
        spent = dict.fromkeys(programs, 0.0)
        for line in gifts:
            spent[line.reward_id.program_id] += line.points_cost
        return programs.filtered(
            lambda program: sum(status[program].get("points", [-1])) < spent[program]
        )
