from odoo import api, models

from ..sql.means_of_payment import PROGRAM_TYPES, MeansOfPayment

# Of invoices, where account_debit_note is installed: the one charged for once more
MOVE_COLUMNS = ("debit_origin_id",)


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
        }

    @api.model
    def _get_known(self, model, names):
        return tuple(name for name in names if name in self.env[model]._fields)

    @api.model
    def _get_means_of_payment(self):
        # What a document is does not depend on the reader's rights to programs.
        programs = self.env["loyalty.program"].sudo().with_context(active_test=False)
        paying = programs.search([("program_type", "in", PROGRAM_TYPES)])
        rewards = paying.reward_ids
        products = rewards.discount_line_product_id - self._get_other_products(paying)
        products |= paying.rule_ids.product_ids
        return MeansOfPayment(
            reward_ids=tuple(sorted(rewards.ids)),
            product_ids=tuple(sorted(products.ids)),
        )

    @api.model
    def _get_other_products(self, paying):
        """Products on the lines of rewards that do take money off the price."""
        rewards = paying.reward_ids.search(
            [
                ("program_id", "not in", paying.ids),
                (
                    "discount_line_product_id",
                    "in",
                    paying.reward_ids.discount_line_product_id.ids,
                ),
            ]
        )
        return rewards.discount_line_product_id
