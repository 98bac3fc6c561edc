from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.client_segmentation.models.core.doors import need_one


class LoyaltyBenefitGive(models.TransientModel):
    """Shows what each benefit would change on a quotation, before it does."""

    _name = "loyalty.benefit.give"
    _description = "Give Benefits"

    order_id = fields.Many2one(
        comodel_name="sale.order", required=True, readonly=True, ondelete="cascade"
    )
    line_ids = fields.One2many(
        comodel_name="loyalty.benefit.give.line",
        inverse_name="wizard_id",
    )

    def action_give(self):
        need_one(self)
        # What follows writes with wider rights than the user's
        self.order_id.check_access("write")
        chosen = self.line_ids.filtered("is_given").benefit_id
        benefits = chosen & self.order_id.open_benefit_ids
        if not benefits:
            raise UserError(self.env._("Choose at least one benefit."))
        self.order_id._give_benefits(benefits)
        return {"type": "ir.actions.act_window_close"}


class LoyaltyBenefitGiveLine(models.TransientModel):
    _name = "loyalty.benefit.give.line"
    _description = "Benefit to Give"

    wizard_id = fields.Many2one(
        comodel_name="loyalty.benefit.give", required=True, ondelete="cascade"
    )
    benefit_id = fields.Many2one(
        comodel_name="loyalty.benefit", required=True, readonly=True, ondelete="cascade"
    )
    # Texts, to be read in full on a phone, too
    name = fields.Text(string="Promise to the Client", readonly=True)
    is_given = fields.Boolean(string="Give")
    now = fields.Text(readonly=True)
    then = fields.Text(string="With the Benefit", readonly=True)
    is_kept = fields.Boolean(readonly=True)
