from odoo import api, fields, models
from odoo.tools import SQL

from ..core.client_segment import MANAGER_GROUP


class ClientHistorySale(models.Model):
    """A line of a file that can be read, until it is imported."""

    _name = "client.history.sale"
    _description = "Sale to Import"
    _log_access = False

    import_id = fields.Many2one(
        comodel_name="client.history.import",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    client_id = fields.Many2one(
        comodel_name="client.history.client",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    line = fields.Integer(readonly=True, aggregator=None)
    day = fields.Date(readonly=True)
    amount = fields.Float(digits=(20, 4), readonly=True)
    margin = fields.Float(digits=(20, 4), readonly=True, groups=MANAGER_GROUP)
    number = fields.Char(readonly=True)
    currency_id = fields.Many2one(comodel_name="res.currency", readonly=True)
    mark = fields.Selection(
        selection=[
            ("number", "The number is known"),
            ("amount", "The same day and amount"),
            ("later", "Since the first document"),
            ("rate", "No rate of its currency"),
        ],
        readonly=True,
    )

    @api.model
    def _count(self, record):
        """Return ``{mark: number of sales}`` of those whose client is wanted."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(sale.mark, ''), COUNT(*)
                  FROM client_history_sale sale
                  JOIN client_history_client client ON client.id = sale.client_id
                 WHERE sale.import_id = %s
                   AND client.decision IS DISTINCT FROM 'skip'
              GROUP BY 1
                """,
                record._origin.id or 0,
            )
        )
        return dict(rows)
