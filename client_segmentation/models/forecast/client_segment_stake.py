from odoo import api, fields, models
from odoo.tools import SQL

from ...sql.forecast import stakes
from ..core import segment_axes


class ClientSegmentStake(models.Model):
    """Money at stake of the clients of a salesperson in a state, as the last run of a
    month has found it. Months without a forecast have no rows: nothing is known of
    them.

    Rows are written by :class:`ClientSegmentRun` only.
    """

    _name = "client.segment.stake"
    _description = "Money at Stake by Month"
    _log_access = False
    _order = "month desc, at_stake desc, id"
    _rec_name = "month"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    month = fields.Date(
        required=True, readonly=True, help="As its last run has found the clients."
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    state = fields.Selection(selection=segment_axes.STATE.values, readonly=True)
    at_stake = fields.Monetary(
        string="Money at Stake",
        readonly=True,
        aggregator="avg",
        help="Several months together: their mean.",
    )

    _month_index = models.Index("(company_id, month)")

    @api.model
    def _keep(self, company, month):
        self.env["client.segment.forecast"].flush_model(["is_shown"])
        for statement in stakes.write(company.id, month):
            self.env.cr.execute(statement)
        self.invalidate_model()

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        if aggregate_spec == "at_stake:avg":
            # Months do not add up: who is late in two of them is at stake once.
            return SQL(
                "SUM(%s) / COUNT(DISTINCT %s)",
                self._field_to_sql(self._table, "at_stake", query),
                self._field_to_sql(self._table, "month", query),
            )
        return super()._read_group_select(aggregate_spec, query)
