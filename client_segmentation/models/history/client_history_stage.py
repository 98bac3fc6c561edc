from dataclasses import replace

from odoo import api, models
from odoo.tools import SQL

from ...sql.history.matching import match_clients
from ...sql.history.purchases import mark_twice, select_numbers

BATCH = 10_000
PROBLEMS_KEPT = 1000
CLIENT_COLUMNS = {
    "line": "integer",
    "name": "varchar",
    "vat": "varchar",
    "ref": "varchar",
    "email": "varchar",
    "phone": "varchar",
    "user_id": "integer",
    "audience": "varchar",
    "segment_class": "varchar",
    "is_from_sales": "boolean",
    "plain_name": "varchar",
    "plain_vat": "varchar",
    "plain_ref": "varchar",
}
SALE_COLUMNS = {
    "client_id": "integer",
    "line": "integer",
    "day": "date",
    "amount": "numeric",
    "margin": "numeric",
    "number": "varchar",
    "currency_id": "integer",
}
PROBLEM_COLUMNS = {"sheet": "varchar", "line": "integer", "message": "varchar"}
TABLES = ("client_history_sale", "client_history_client", "client_history_problem")


class ClientHistoryImport(models.Model):
    """Checks a file: its lines are put aside with SQL, thousands at a time."""

    _inherit = "client.history.import"

    def action_check(self):
        """Read the file and tell what is wrong and what is doubtful; nothing is
        imported yet.

        :raise UserError: if the file cannot be read
        """
        record = self._enter("draft", "checked")
        book = record._read_book()
        record._forget_staged()
        record._stage(book)
        record._match_clients()
        record._mark_twice()
        return True

    def action_decide_existing(self):
        """Take the contacts that were found, wherever the user has not decided."""
        return self._decide("existing", [("partner_id", "!=", False)])

    def action_decide_new(self):
        """Create all that are undecided."""
        return self._decide("new", [])

    def action_decide_skip(self):
        """Leave out all that are undecided, and their sales."""
        return self._decide("skip", [])

    def _decide(self, decision, domain):
        record = self._enter("checked")
        record.client_ids.filtered_domain([("decision", "=", False), *domain]).write(
            {"decision": decision}
        )
        record._mark_twice()
        return True

    def _forget_staged(self):
        self._delete(*TABLES)

    def _delete(self, *tables):
        """Delete what the import has in these tables, a hundred thousand rows as
        well as one."""
        self.env.flush_all()
        for table in tables:
            query = SQL(
                "DELETE FROM %s WHERE import_id = %s", SQL.identifier(table), self.id
            )
            self.env.cr.execute(query)
        self.env.invalidate_all()

    def _analyze(self, *tables):
        """Tell PostgreSQL how many rows there are since: it expects hardly any in a
        table just filled, and would search all of one for each row of another."""
        for table in tables:
            # One that is being worked on has statistics soon without us.
            query = SQL("ANALYZE (SKIP_LOCKED) %s", SQL.identifier(table))
            self.env.cr.execute(query)

    def _stage(self, book):
        lookup = self._get_lookup(book)
        clients = [
            self._get_client_row(client, book, lookup) for client in book.clients
        ]
        ids = self._insert("client_history_client", CLIENT_COLUMNS, clients)
        self._insert(
            "client_history_sale",
            SALE_COLUMNS,
            [(ids[place], *sale) for place, *sale in book.sales],
        )
        problems = [
            (sheet, line, self._get_problem(code, value))
            for sheet, line, code, value in book.problems[:PROBLEMS_KEPT]
        ]
        self._insert("client_history_problem", PROBLEM_COLUMNS, problems)
        self._analyze("client_history_sale", "client_history_client")
        days = [sale[2] for sale in book.sales]
        self.write(
            {
                "state": "checked",
                "line_count": len(book.sales),
                "problem_count": len(book.problems),
                "first_day": min(days, default=False),
                "last_day": max(days, default=False),
                "has_margin": any(sale[4] is not None for sale in book.sales),
                "has_client_sheet": book.has_client_sheet,
            }
        )
        self.env.invalidate_all()

    def _get_lookup(self, book):
        """Return ``{name in small letters: user}`` of those who may look after the
        company's clients."""
        users = self.env["res.users"].search(
            [("company_ids", "in", self.company_id.ids), ("share", "=", False)]
        )
        return {
            word.lower(): user.id
            for user in users
            for word in (user.name, user.login)
            if word
        }

    def _get_client_row(self, client, book, users):
        values = {name: getattr(client, name, None) for name in CLIENT_COLUMNS}
        values["user_id"] = users.get(client.salesperson.lower())
        sheet = self.env._("Clients")
        if client.salesperson and not values["user_id"]:
            note = (sheet, client.line, "bad_user", client.salesperson)
            book.problems.append(note)
        values["segment_class"] = None
        for name in ("audience", "segment_class"):
            text = getattr(client, name)
            if text:
                values[name] = self._find_word(name, text)
                if not values[name]:
                    note = (sheet, client.line, f"bad_{name}", text)
                    book.problems.append(note)
        return tuple(values[name] for name in CLIENT_COLUMNS)

    @api.model
    def _find_word(self, column, text):
        """Hook: return what is to be kept of a word in the column ``audience`` or
        ``segment_class``, None if it means nothing."""
        return None

    def _insert(self, table, columns, rows):
        """Insert the rows and return their ids, in their order."""
        ids = []
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            arrays = [
                SQL("%s::%s[]", list(values), SQL(kind))
                for values, kind in zip(
                    zip(*batch, strict=True), columns.values(), strict=True
                )
            ]
            query = SQL(
                "INSERT INTO %s (import_id, %s)"
                " SELECT %s, * FROM UNNEST(%s) RETURNING id",
                SQL.identifier(table),
                SQL(", ").join(map(SQL.identifier, columns)),
                self.id,
                SQL(", ").join(arrays),
            )
            self.env.cr.execute(query)
            ids += [row_id for (row_id,) in self.env.cr.fetchall()]
        return ids

    def _match_clients(self):
        self.env.flush_all()
        self.env.cr.execute(
            match_clients(self.id, self.company_id.id, self.has_client_sheet)
        )
        self.env.invalidate_all()

    def _mark_twice(self):
        """Find the sales that count already, or may do so."""
        self.env.flush_all()
        parameters = self._get_run_parameters()
        self.env.cr.execute(
            mark_twice(parameters, self.id, select_numbers(self.company_id.id))
        )
        self.env.invalidate_all()

    def _get_run_parameters(self):
        """Those of a run of today, for the documents of these clients only."""
        Run = self.env["client.segment.run"]
        company = self.company_id
        values = Run._prepare_run_values(company, company._get_segment_today())
        return replace(Run.new(values)._get_parameters(), some_clients=True)

    @api.model
    def _get_problem(self, code, value):
        sentences = {
            "no_name": self.env._("There is no name. The line is left out."),
            "double_client": self.env._(
                "The same client as on line %(value)s. The line is left out.",
                value=value,
            ),
            "no_date": self.env._("There is no date. The line is left out."),
            "bad_date": self.env._(
                "%(value)s is not a date. The line is left out.", value=value
            ),
            "future": self.env._(
                "%(value)s is in the future. The line is left out.", value=value
            ),
            "no_amount": self.env._("There is no amount. The line is left out."),
            "bad_amount": self.env._(
                "The amount %(value)s is not a number. The line is left out.",
                value=value,
            ),
            "bad_margin": self.env._(
                "The margin %(value)s is not a number. The line is left out.",
                value=value,
            ),
            "bad_currency": self.env._(
                "%(value)s is not a currency in use. The line is left out.",
                value=value,
            ),
            "no_client": self.env._("No client is named. The line is left out."),
            "double_number": self.env._(
                "The number stands on another line, too: %(value)s. The line is left "
                "out.",
                value=value,
            ),
            "bad_user": self.env._(
                "%(value)s is no user of this company. The client gets no salesperson.",
                value=value,
            ),
            "bad_audience": self.env._(
                "%(value)s is no audience. The client gets none.", value=value
            ),
            "bad_segment_class": self.env._(
                "%(value)s is no class, or not clearly one. None is pinned.",
                value=value,
            ),
        }
        return sentences[code]
