from odoo import api, fields, models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    order_benefit_id = fields.Many2one(
        comodel_name="loyalty.order.benefit",
        string="Free of Charge as",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    def _compute_discount(self):
        """Keep free what comes with a benefit, whatever the pricelist says."""
        free = self.filtered("order_benefit_id")
        return super(SaleOrderLine, self - free)._compute_discount()

    @api.depends("order_benefit_id")
    def _compute_purchase_price(self):
        """The cost of a service that is a benefit is the one set in the program."""
        free = self.filtered("order_benefit_id")
        for line in free:
            # Costs of benefits are for managers, those of lines for all employees
            cost = line.order_benefit_id.sudo().unit_cost
            line.purchase_price = line._convert_to_sol_currency(
                cost, line.company_id.currency_id
            )
        return super(SaleOrderLine, self - free)._compute_purchase_price()
