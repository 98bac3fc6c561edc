from collections import Counter
from datetime import date

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...arithmetic.screens.overview import get_moves
from ...sql.screens.comparison import (
    select_changed,
    select_kept_moves,
    select_moves,
)
from ..core.client_segment import MANAGER_GROUP
from ..core.doors import read_date, read_id

EARLIEST = date(1990, 1, 1)
MOVED_CLIENTS = 1000


class ClientSegment(models.Model):
    _inherit = "client.segment"

    @api.model
    def get_comparison(self, as_of, user_id=False):
        """Return how many clients were in each class on an earlier day, and who has
        changed class since: by the history, where it goes back so far, or else by the
        documents and settings of today.

        Nothing is stored. From documents it costs as much as a run, therefore heads of
        sales only.

        :param as_of: a date or an ISO string
        :return: ``as_of``, ``matrix``: ``{cell: count then}``, ``moves``: list of
            ABC class ``before`` and ``after`` ('' for none), ``count`` and, if they
            differ, up to 1000 ``partner_ids``
        """
        if not self.env.user.has_group(MANAGER_GROUP):
            raise AccessError(
                self.env._("Only heads of sales may compare segments with the past.")
            )
        as_of = self._check_comparison_date(as_of)
        user_id = read_id(self.env, user_id)
        rows = self._read_moves(as_of, user_id)
        cells = Counter()
        for row in rows:
            cells[row["before"]] += row["count"]
        return {
            "as_of": as_of,
            "matrix": {cell: count for cell, count in cells.items() if cell},
            "moves": [
                {"before": before, "after": after, "count": count, "partner_ids": ids}
                for (before, after), (count, ids) in get_moves(
                    rows, MOVED_CLIENTS
                ).items()
            ],
        }

    @api.model
    def _check_comparison_date(self, as_of):
        last = self._get_last_run(self.env.company).as_of
        day = read_date(self.env, as_of)
        if not (last and day and EARLIEST <= day < last):
            raise UserError(
                self.env._("Choose a day before the one the segments currently show.")
            )
        return day

    @api.model
    def _read_moves(self, as_of, user_id):
        now = self._search(self._get_overview_domain(user_id))
        if self._has_history_since(as_of):
            return self._read_kept_moves(as_of, user_id, now)
        return self._compute_moves(as_of, user_id, self._select_now(now))

    @api.model
    def _read_kept_moves(self, as_of, user_id, now):
        """Look at the clients that have left a class since, and at the others by
        their number."""
        company = self.env.company
        partner = self._field_to_sql(now.table, "partner_id", now)
        now.add_where(SQL("%s IN (%s)", partner, select_changed(company.id, as_of)))
        columns = ("abc", "xyz", "first_order_date")
        moves = self.env.execute_query_dict(
            select_kept_moves(
                company.id, as_of, self._select_now(now, *columns), MOVED_CLIENTS
            )
        )
        stayed = Counter()
        for row in self._read_overview_rows(user_id, []):
            stayed[row["abcxyz"]] += row["count"]
        for move in moves:
            stayed[move["after"]] -= move["count"]
        return moves + [
            {"before": cell, "after": cell, "count": count, "partner_ids": None}
            for cell, count in stayed.items()
            if cell and count
        ]

    @api.model
    def _has_history_since(self, day):
        """Has each change of a class after the day been kept?"""
        if self.env.company._shows_other_segment_day():
            return False
        runs = self.env["client.segment.run"].sudo()
        return bool(
            runs.search_count(
                [
                    ("company_id", "=", self.env.company.id),
                    ("state", "=", "done"),
                    ("is_other_day", "=", False),
                    ("as_of", "<=", day),
                ],
                limit=1,
            )
        )

    @api.model
    def _select_now(self, now, *names):
        columns = [
            SQL(
                "%s AS %s",
                self._field_to_sql(now.table, name, now),
                SQL.identifier(name),
            )
            for name in ("partner_id", "abcxyz", "revenue", *names)
        ]
        return now.select(*columns)

    @api.model
    def _compute_moves(self, as_of, user_id, now):
        # As in a run, classes come from documents of all salespeople, whatever the
        # user's own record rules; that the user may see them all is checked above.
        Run = self.env["client.segment.run"].sudo()
        run = Run.new(Run._prepare_run_values(self.env.company, as_of))
        parameters = run._get_parameters()
        with self.env.cr.savepoint(), run._temporary_facts(parameters) as cut_offs:
            return self.env.execute_query_dict(
                select_moves(parameters, cut_offs, now, user_id, MOVED_CLIENTS)
            )
