from odoo import api, fields, models

from ...sql.draws import tickets as statements


class LoyaltyDrawTicket(models.Model):
    _name = "loyalty.draw.ticket"
    _inherit = ["loyalty.machine.mixin"]
    _description = "Ticket of a Prize Draw"
    _rec_name = "number"
    _order = "draw_id, number"

    draw_id = fields.Many2one(
        comodel_name="loyalty.draw",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    number = fields.Integer(required=True, readonly=True, aggregator=None)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    order_id = fields.Many2one(
        comodel_name="sale.order",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    client_number = fields.Integer(
        string="Client No.",
        readonly=True,
        aggregator=None,
        help="Database ID of the client when the tickets were frozen. It is kept "
        "when the client is merged with another one.",
    )
    rank = fields.Integer(
        string="Prize No.",
        readonly=True,
        aggregator=None,
        help="0 means that the ticket did not win.",
    )

    _number_uniq = models.UniqueIndex(
        "(draw_id, number)", "This number is already taken in this draw."
    )

    def init(self):
        # Tickets of versions before the field
        self.env.cr.execute(statements.number_clients())

    def _raise_machine_fields(self):
        self.env["loyalty.draw"]._raise_machine_fields()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self._raise_machine_fields()
