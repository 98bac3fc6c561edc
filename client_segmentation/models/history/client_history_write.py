from odoo import models
from odoo.exceptions import UserError

from ...sql.history.purchases import insert_purchases, select_first_day

# Contacts created between two commits, a second or two
BATCH = 100


class ClientHistoryImport(models.Model):
    """Writes what was checked: clients some at a time, purchases all at once."""

    _inherit = "client.history.import"

    def action_import(self):
        """Begin: from now on :meth:`import_next` writes, step by step.

        :raise UserError: as long as a client is undecided
        """
        record = self._enter("checked")
        # Their contacts have been removed since the file was checked.
        record.client_ids.filtered_domain(
            [("decision", "=", "existing"), ("partner_id", "=", False)]
        ).write({"decision": False})
        if record.undecided_count:
            raise UserError(
                self.env._(
                    "Some clients wait for your decision: an existing client, a new "
                    "one, or leave out (%(count)s).",
                    count=record.undecided_count,
                )
            )
        if not record.sale_count and not record.new_count:
            raise UserError(self.env._("There is nothing to import."))
        if record.new_count:
            # As the user, who needs the right to create contacts
            self.env["res.partner"].check_access("create")
        record._mark_twice()
        record.state = "running"
        return True

    def import_next(self):
        """Do the next step of an import that has begun, in the caller's transaction;
        each call of the web client is committed.

        :return: ``done``, the share of the work, from 0 to 1, and ``is_done``
        """
        record = self._enter("running", "done")
        if record.state == "running":
            waiting = record._get_waiting()
            if waiting:
                record._create_clients(waiting[:BATCH])
            else:
                record._finish()
        created = len(record.client_ids.filtered("is_created"))
        left = len(record._get_waiting())
        is_done = record.state == "done"
        # The last step is the purchases and the run.
        share = 1 if is_done else 0.9 * created / max(created + left, 1)
        return {"done": share, "is_done": is_done}

    def _get_waiting(self):
        return self.client_ids.filtered(
            lambda client: client.decision == "new" and not client.is_created
        )

    def _create_clients(self, staged):
        """As the user whose import it is: what contacts may hold is Odoo's affair. Tax
        ids are as the other system has them."""
        Partner = self.env["res.partner"].with_user(self.user_id)
        # What a contact is to one company only, as its audience, is that to this one.
        Partner = Partner.with_company(self.company_id)
        # No notes and no mails of hundreds of contacts
        Partner = Partner.with_context(tracking_disable=True, no_vat_validation=True)
        partners = Partner.create(
            [self._prepare_client_values(client) for client in staged]
        )
        for client, partner in zip(staged, partners, strict=True):
            client.write({"partner_id": partner.id, "is_created": True})

    def _prepare_client_values(self, client):
        """Hook: return the values of a contact to create."""
        values = {
            "name": client.name,
            "is_company": True,
            "vat": client.vat,
            "ref": client.ref,
            "email": client.email,
            "phone": client.phone,
            "user_id": client.user_id.id,
        }
        return {name: value for name, value in values.items() if value}

    def _finish(self):
        self.env.flush_all()
        parameters = self._get_run_parameters()
        query = insert_purchases(
            parameters,
            self.id,
            self.user_id.id,
            left_out=self._get_marks_left_out(),
            margin_share=self.margin_percent / 100,
        )
        self.env.cr.execute(query)
        purchase_count = self.env.cr.rowcount
        self._analyze("client_purchase")
        self.env["client.purchase"].invalidate_model()
        self.write(
            {
                "state": "done",
                "purchase_count": purchase_count,
                "created_count": len(self.client_ids.filtered("is_created")),
                "file": False,
            }
        )
        self._apply_to_clients()
        # Whom it was has been read; undoing needs to know whom it has created.
        self._forget_sales()
        self._mark_months_stale()
        self._recompute()

    def _apply_to_clients(self):
        """Hook: what else the sheet of clients says, once they are all there."""

    def _forget_sales(self):
        self._delete("client_history_sale")

    def _mark_months_stale(self):
        """What is kept of months knows nothing of these purchases, or still does."""
        [(first_day,)] = self.env.execute_query(select_first_day(self.id))
        if first_day:
            self.company_id.segment_policy_id._mark_months_stale(first_day)

    def _recompute(self):
        # The user is a head of sales, as was checked on entering.
        self.company_id.recompute_client_segments()
