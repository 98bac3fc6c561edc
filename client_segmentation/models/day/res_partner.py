from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    # My Day starts from the clients of one salesperson.
    _salesperson_index = models.Index("(user_id) WHERE user_id IS NOT NULL")
