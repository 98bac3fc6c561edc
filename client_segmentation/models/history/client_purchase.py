from odoo import fields, models


class ClientPurchase(models.Model):
    _inherit = "client.purchase"

    import_id = fields.Many2one(
        comodel_name="client.history.import",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
