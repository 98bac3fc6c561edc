"""What an earlier load has brought: how it is known, and how it goes away again."""

from devkit.console import Progress
from devkit.errors import Problem

from odoo.tools import SQL

from .sample import MODULE

# Rows that name a record by model and id, without a foreign key.
LOOSE_TABLES = {
    "ir_attachment": "res_model",
    "mail_activity": "res_model",
    "mail_followers": "res_model",
    "mail_message": "model",
}
INVOICED = "sale_order_line_invoice_rel"
# Foreign keys that keep a row, or that would lose their aim, when it is deleted.
BINDING = ("a", "r", "n", "d")
BATCH = 1000


def mark(name):
    """The source (``origin``) of the orders of the file of that name."""
    return f"Order history: {name}"


def get_domain(company, name):
    return [("company_id", "=", company.id), ("origin", "=", mark(name))]


def mark_clients(env, table):
    """Give the clients in ``table`` external ids, by which they are known as made by
    the loader."""
    env.cr.execute(
        SQL(
            """
            INSERT INTO ir_model_data
                   (module, name, model, res_id, noupdate, create_uid, write_uid,
                    create_date, write_date)
            SELECT %(module)s, 'res_partner_' || id, 'res.partner', id, TRUE,
                   %(user_id)s, %(user_id)s, now() AT TIME ZONE 'UTC',
                   now() AT TIME ZONE 'UTC'
              FROM %(table)s
            """,
            module=MODULE,
            user_id=env.uid,
            table=SQL.identifier(table),
        )
    )


def settle(env, company, name, replace):
    """Refuse to load a file a second time, or remove what it has brought.

    :return: the :class:`RemovedLoad`, None if the file was not loaded before
    """
    orders = env["sale.order"].search(get_domain(company, name), order="id")
    if not orders:
        return None
    if not replace:
        loaded = orders[0].write_date.date()
        raise Problem(
            f"{name} was loaded into {company.name} before; nothing was written.",
            f"there are {len(orders):,} orders of it since {loaded}.",
            "To load it anew instead of them: --replace. If it is another file of "
            "the same name: --name NAME",
        )
    with Progress("Removing the earlier load"):
        removed = RemovedLoad(env, orders)
    return removed


class RemovedLoad:
    """Deletes the orders of an earlier load, and keeps in mind their clients."""

    def __init__(self, env, orders):
        self.env = env
        self.order_ids = orders.ids
        self.order_count = len(orders)
        self.partner_ids = self._get_created_partner_ids(orders)
        self._check_unused()
        self._delete()

    def _get_created_partner_ids(self, orders):
        made = self.env["ir.model.data"].search_fetch(
            [("module", "=", MODULE), ("model", "=", "res.partner")], ["res_id"]
        )
        return set(made.mapped("res_id")) & set(orders.partner_id.ids)

    def _check_unused(self):
        """Nothing that people or other modules have made of these orders may get
        lost with them."""
        for table, column, target in self._get_binding_references():
            [(count,)] = self.env.execute_query(
                SQL(
                    "SELECT COUNT(*) FROM %s WHERE %s IN (SELECT id FROM %s"
                    " WHERE %s = ANY(%s))",
                    SQL.identifier(table),
                    SQL.identifier(column),
                    SQL.identifier(target),
                    SQL.identifier("id" if target == "sale_order" else "order_id"),
                    self.order_ids,
                )
            )
            if count:
                raise Problem(
                    "The earlier load is in use; nothing was changed.",
                    f"{count:,} rows of {table} refer to its orders.",
                    "Remove them first, or load into a new database.",
                )

    def _get_binding_references(self):
        return self.env.execute_query(
            SQL(
                """
                SELECT source.relname, attribute.attname, target.relname
                  FROM pg_constraint fk
                  JOIN pg_class source ON source.oid = fk.conrelid
                  JOIN pg_class target ON target.oid = fk.confrelid
                  JOIN pg_attribute attribute
                    ON attribute.attrelid = fk.conrelid
                   AND attribute.attnum = fk.conkey[1]
                 WHERE fk.contype = 'f'
                   AND target.relname IN ('sale_order', 'sale_order_line')
                   AND (fk.confdeltype IN %s OR source.relname = %s)
                """,
                BINDING,
                INVOICED,
            )
        )

    def _delete(self):
        cr = self.env.cr
        for table, column in LOOSE_TABLES.items():
            cr.execute(
                SQL(
                    "DELETE FROM %s WHERE %s = 'sale.order' AND res_id = ANY(%s)",
                    SQL.identifier(table),
                    SQL.identifier(column),
                    self.order_ids,
                )
            )
        # Odoo deletes only what was cancelled before, one order after the other.
        cr.execute(SQL("DELETE FROM sale_order WHERE id = ANY(%s)", self.order_ids))
        self.env.invalidate_all()

    def unlink_idle_clients(self, references):
        """Delete the clients that only the earlier load knew."""
        clients = self.env["res.partner"].browse(self.partner_ids)
        idle = clients.exists().filtered(lambda client: client.ref not in references)
        busy = self.env["sale.order"].search([("partner_id", "in", idle.ids)])
        idle -= busy.partner_id
        for start in range(0, len(idle), BATCH):
            idle[start : start + BATCH].unlink()
