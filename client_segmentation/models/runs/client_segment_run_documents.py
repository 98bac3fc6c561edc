from odoo import api, models
from odoo.tools import SQL

from ...sql.documents.means_of_payment import MeansOfPayment, select_means_of_payment

# Of invoices, where account_debit_note is installed: the one charged for once more
MOVE_COLUMNS = ("debit_origin_id",)
# Of lines of the Point of Sale, where pos_sale and pos_loyalty are installed
POS_COLUMNS = ("sale_order_origin_id", "reward_id")


class ClientSegmentRun(models.Model):
    """What other add-ons note on documents, where they are installed."""

    _inherit = "client.segment.run"

    @api.model
    def _get_document_columns(self, line_columns):
        """Return the values of the :class:`Parameters` that depend on what is
        installed."""
        line_columns = self._get_known("sale.order.line", line_columns)
        has_rewards = "reward_id" in line_columns
        return {
            "line_columns": line_columns,
            "move_columns": self._get_known("account.move", MOVE_COLUMNS),
            "payment": self._get_means_of_payment()
            if has_rewards
            else MeansOfPayment(),
            "pos_columns": self._get_known("pos.order.line", POS_COLUMNS),
            "has_history": self._has_history(),
        }

    @api.model
    def _has_history(self):
        """Has any company imported purchases? Where nobody has, no statement grows."""
        query = SQL("SELECT EXISTS (SELECT FROM client_purchase)")
        [(has_history,)] = self.env.execute_query(query)
        return has_history

    @api.model
    def _get_known(self, model, names):
        if model not in self.env:
            return ()
        return tuple(name for name in names if name in self.env[model]._fields)

    @api.model
    def _get_means_of_payment(self):
        # What a document is does not depend on the reader's rights to programs.
        for name in ("loyalty.program", "loyalty.reward", "loyalty.rule"):
            self.env[name].flush_model()
        [row] = self.env.execute_query_dict(select_means_of_payment())
        return MeansOfPayment(**{name: tuple(ids) for name, ids in row.items()})
