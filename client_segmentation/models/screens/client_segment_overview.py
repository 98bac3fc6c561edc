from odoo import SUPERUSER_ID, api, models
from odoo.tools import SQL

from ...arithmetic.core.share import (
    get_concentration,
    needed_other_profit_to_leave_mono,
)
from ...arithmetic.core.temperature import check_order
from ...arithmetic.screens.overview import add_up, get_curve
from ...sql.screens.concentration import select_concentration
from ..core.client_segment import MANAGER_GROUP
from ..core.doors import read_id
from .client_segment_concentration import CURVE_STEPS, TOP_CLIENTS
from .res_partner import NotCounted

OVERVIEW_AXES = ("abc", "temperature", "tier", "rfm")


class ClientSegment(models.Model):
    """All figures of the screen "Client Matrix", from what the last run has kept and
    what has happened to single clients since."""

    _inherit = "client.segment"

    @api.model
    @api.readonly
    def get_overview(self, user_id=False):
        """Return the current company's clients by class, and how much depends on
        the largest of them.

        Profit is in it for heads of sales only, the keys ``margin``, ``mono`` and
        ``at_stake`` (money at stake by RFM segment) are left out for others. Who sees
        own documents only gets amounts of own clients
        only; of others, and of all together, how many there are.

        :param user_id: look at the clients of this salesperson only
        Shares of one kind have one denominator wherever they stand. Those of clients:
        who has bought, which is ``total``; of temperatures: all clients; of tiers:
        clients with one. Those of amounts: ``gains``, what is above zero, as in ABC and
        in the shares of profit, for a loss is no part of anything.

        :return: ``settings`` of the last run (False if there was none), ``measures``:
            those the user may see, ``total``, ``matrix``: sums of the measures,
            ``temperature``, ``tier``, ``rfm``: lists of classes with their sums,
            ``gains``: the sums above zero as ``total``, by ``matrix`` and by ``rfm``,
            ``order_check``: the recommended ``order`` of temperatures and where it is
            violated (False if there is none, or no clients),
            ``concentration``: per measure
        """
        user_id = read_id(self.env, user_id)
        company = self.env.company
        run = self._get_last_run(company)
        with_profit = self.env.user.has_group(MANAGER_GROUP)
        reader, amounts = self._get_overview_reader(user_id)
        more = ["at_stake"] if with_profit else []
        rows = self._read_overview_rows(user_id, amounts, more)
        steps = amounts and reader._get_overview_steps(run, user_id, amounts)
        measures = ["count", *amounts]
        unused = company.sudo().segment_policy_id._get_unused_axes()
        with_matrix = not {"abc", "xyz"} & set(unused)
        # Who has bought has these classes, if only of the kind N.
        place = "abcxyz" if with_matrix else "abc" if "abc" not in unused else None
        buyers = [row for row in rows if place is None or row[place]]
        axes = self._get_overview_axes(rows, measures, unused)
        total = {measure: sum(row[measure] for row in buyers) for measure in measures}
        if place is None:
            total["count"] = sum(row["buyers"] for row in rows)
        overview = {
            "settings": run.settings or False,
            "currency_id": company.currency_id.id,
            "measures": measures,
            "total": total,
            "matrix": with_matrix and add_up(buyers, "abcxyz", measures),
            "gains": self._get_overview_gains(rows, amounts),
            **axes,
            "order_check": self._get_overview_order_check(axes["temperature"]),
            "concentration": {
                measure: self._get_overview_concentration(
                    steps.get(measure, []), total["count"]
                )
                for measure in amounts
            },
        }
        if with_profit:
            overview["mono"] = self._get_overview_mono(run)
            stakes = add_up(rows, "rfm", more)
            overview["at_stake"] = {
                rfm: sums["at_stake"] for rfm, sums in stakes.items()
            }
        return overview

    @api.model
    def _get_overview_reader(self, user_id):
        """Return the segments as who adds up their amounts, and the amounts."""
        if self.env.user.has_group(MANAGER_GROUP):
            return self, ["revenue", "margin"]
        if self.env.user._sees_amounts_of_all_clients():
            return self, ["revenue"]
        # The amounts of a segment are open to who sees those of all clients. Here they
        # are those of the user's own clients, by the domain, or clients are counted.
        reader = self.with_user(SUPERUSER_ID).with_company(self.env.company)
        return reader, ["revenue"] if user_id == self.env.uid else []

    @api.model
    def _get_overview_domain(self, user_id):
        # Who was archived since the last run is in no list behind a number.
        domain = [
            ("company_id", "=", self.env.company.id),
            ("partner_id.active", "=", True),
        ]
        if user_id:
            domain.append(("partner_id.user_id", "=", user_id))
        return domain

    @api.model
    def _read_overview_rows(self, user_id, amounts, more=()):
        """One reading for all the axes: their values make some hundred combinations,
        whatever the number of clients."""
        self.check_access("read")
        groupby = ["abcxyz", *OVERVIEW_AXES]
        names = ["client_count", "buyer_count", *amounts]
        names += [*(f"{amount}_gain" for amount in amounts), *more]
        partners = self.env["res.partner"]
        # Counts are everybody's who may read segments; whose amounts the user sees is
        # what the caller has found out.
        cube = self.env["client.segment.cube"].sudo()
        try:
            rules = partners._get_counted_rules()
            rows = cube._read_counted(user_id, groupby, names, rules)
        except NotCounted:
            rows = cube._count(user_id, groupby, names, partners._search([]))
        keys = [*groupby, "count", "buyers", *names[2:]]
        found = [dict(zip(keys, row, strict=True)) for row in rows]
        for row in found:
            row["gain"] = {amount: row[f"{amount}_gain"] for amount in amounts}
            # Nothing is at stake without a forecast.
            row.update((name, row[name] or 0) for name in more)
        return found

    @api.model
    def _get_overview_gains(self, rows, amounts):
        gains = [{**row, **row["gain"]} for row in rows]
        return {
            "total": {amount: sum(row[amount] for row in gains) for amount in amounts},
            "matrix": add_up(gains, "abcxyz", amounts),
            "rfm": add_up(gains, "rfm", amounts),
        }

    @api.model
    def _get_overview_axes(self, rows, measures, unused):
        described = self.fields_get(OVERVIEW_AXES, ["selection"])
        axes = {}
        for axis in OVERVIEW_AXES:
            sums = add_up(rows, axis, measures)
            nothing = dict.fromkeys(measures, 0)
            axes[axis] = [
                {"value": value, "label": label, **sums.get(value, nothing)}
                for value, label in described[axis]["selection"]
                if axis not in unused
            ]
        return axes

    @api.model
    def _get_overview_order_check(self, rows):
        order = self.env.company.segment_policy_id.temperature_order
        counts = {row["value"]: row["count"] for row in rows}
        if not order or not any(counts.values()):
            return False
        field = self.env["client.segment.policy"]._fields["temperature_order"]
        labels = dict(field._description_selection(self.env))
        return {
            "order": labels[order],
            "violations": [
                violation._asdict()
                for violation in check_order(counts, order.split("_"))
            ],
        }

    @api.model
    def _get_overview_concentration(self, steps, buyers):
        """Return the ``curve`` of concentration over all ``buyers``, the ``head``: how
        many clients bring the share ``most``, and what share they do bring, the
        Herfindahl ``index``, its ``level`` in a word, and the ``top`` clients with
        their shares."""
        total = sum(step["amount"] for step in steps)
        clients = sum(step["clients"] for step in steps)
        squares = sum(step["squares"] for step in steps)
        index = squares / total**2 if total else 0.0
        return {
            "clients": clients,
            "buyers": max(buyers, clients),
            "head": {
                "count": sum(step["head_clients"] for step in steps),
                "share": sum(step["head_amount"] for step in steps) / (total or 1),
            },
            "curve": get_curve(
                [(step["clients"], step["amount"]) for step in steps], buyers
            ),
            "index": index,
            "level": get_concentration(index),
            "top": self._get_overview_top(steps, total),
        }

    @api.model
    def _get_overview_steps(self, run, user_id, measures):
        """Return ``{measure: steps}``, see ``sql/screens``, of clients that the
        caller may add up."""
        kept = self.env["client.segment.concentration"].sudo()
        try:
            rules = self.env["res.partner"]._get_counted_rules()
            steps = kept._get_steps(self.env.company, user_id, rules)
        except NotCounted:
            steps = None
        if steps is None:
            most = kept._get_most(run)
            steps = {
                measure: self._count_overview_steps(user_id, measure, most)
                for measure in measures
            }
        return steps

    @api.model
    def _count_overview_steps(self, user_id, measure, most):
        domain = [*self._get_overview_domain(user_id), (measure, ">", 0)]
        query = self._search(domain)
        client, value = (
            self._field_to_sql(query.table, name, query)
            for name in ("partner_id", measure)
        )
        values = query.select(
            SQL("NULL::integer AS user_id, %s AS client_id, %s AS value", client, value)
        )
        rows = self.env.execute_query_dict(
            select_concentration(values, CURVE_STEPS, most, TOP_CLIENTS)
        )
        return rows[0]["steps"] if rows else []

    @api.model
    def _get_overview_top(self, steps, total):
        top = [pair for step in steps for pair in step["top"] or []]
        # Clients whom the user's record rules hide are named, as in every many2one.
        clients = self.env["res.partner"].sudo().browse(client for client, _ in top)
        return [
            {
                "id": client.id,
                "name": client.display_name,
                "amount": amount,
                "share": amount / total,
            }
            for client, (_id, amount) in zip(clients, top, strict=True)
        ]

    @api.model
    def _get_overview_mono(self, run):
        """Return the clients that the whole company depends on, and the profit from
        others that would bring each of them back under the limit."""
        total = run.profit_total
        if not run.settings or not total:
            return []
        monos = self._find_monos(self.env.company)
        limit = run.settings["share"]["mono"]
        return [
            {
                "id": mono.partner_id.id,
                # Clients whom the user's record rules hide are named, as in every
                # many2one.
                "name": mono.partner_id.sudo().display_name,
                "share": mono.margin / total,
                "limit": limit / 100,
                "needed": float(
                    needed_other_profit_to_leave_mono(mono.margin, total, limit)
                ),
            }
            for mono in monos
        ]
