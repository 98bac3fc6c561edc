from odoo import models

from ...sql.history.references import select_foreign_keys, select_used

# Contacts are removed through Odoo, as many at a time.
BATCH = 500


class ClientHistoryImport(models.Model):
    """Takes a whole import back."""

    _inherit = "client.history.import"

    def action_undo(self):
        """Remove the sales of the import and the clients that it has created, except
        those that are in use since; an import that has not been finished, too."""
        # Whoever sees it: somebody else's only once it is done, see the rules
        record = self._enter("running", "done", operation="read")
        self.env.flush_all()
        record._undo_for_clients()
        record._mark_months_stale()
        record._delete("client_purchase")
        kept = record._remove_clients()
        record._forget_staged()
        record.write(
            {
                "state": "undone",
                "purchase_count": 0,
                "created_count": 0,
                "kept_count": kept,
                "file": False,
            }
        )
        record._recompute()
        return True

    def _undo_for_clients(self):
        """Hook: take back what :meth:`_apply_to_clients` has done."""

    def _remove_clients(self):
        """Return the number of those that have to stay."""
        created = self.client_ids.filtered("is_created").partner_id
        if not created:
            return 0
        query = select_used(
            self.env.execute_query(select_foreign_keys()), created.ids, self.id
        )
        used = self.env["res.partner"].browse(
            partner_id for (partner_id,) in self.env.execute_query(query)
        )
        unused = created - used
        for start in range(0, len(unused), BATCH):
            unused[start : start + BATCH].unlink()
        return len(used & created)
