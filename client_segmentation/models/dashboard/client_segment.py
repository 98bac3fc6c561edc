import json

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools.misc import format_date, formatLang

from ..core.client_segment import MANAGER_GROUP
from ..core.segment_columns import IS_CLIENT

CLIENTS = "client_segmentation.client_segment_partner_action"
LARGEST = 5


class ClientSegment(models.Model):
    """The overview: how the client base stands, on one page, for heads of sales and
    directors. The same page is printed, and sent with the digest.

    A section is a table: ``title``, ``lead`` (a sentence or nothing), ``columns`` and
    ``rows``. A row has a ``label``, ``cells`` of text, ``part`` (0 to 1, the length of
    its bar, or None) and ``open``: as JSON, the action with the clients behind it and
    the filters to set there. Rooms and add-ons add sections in ``_get_sections``.
    """

    _inherit = "client.segment"

    @api.model
    @api.readonly
    def get_dashboard(self):
        """Return the overview of the current company as HTML.

        :raise AccessError: if the user is no head of sales
        """
        values = self._prepare_dashboard()
        return self.env["ir.qweb"]._render("client_segmentation.dashboard", values)

    @api.model
    def _prepare_dashboard(self):
        if not self.env.user.has_group(MANAGER_GROUP):
            raise AccessError(self.env._("The overview is for heads of sales."))
        company = self.env.company
        run = self._get_last_run(company)
        return {
            "company": company,
            "as_of": run and format_date(self.env, run.as_of),
            "sections": [*filter(None, self._get_sections(run))] if run else [],
        }

    @api.model
    def _get_sections(self, run):
        """Return the sections in their order, None for those with nothing to tell."""
        return [
            self._get_state_section(),
            self._get_bridge_section(run),
            self._get_concentration_section(),
        ]

    @api.model
    def _prepare_section(self, title, columns, rows, lead=""):
        return {"title": title, "lead": lead, "columns": columns, "rows": rows}

    @api.model
    def _prepare_row(self, label, cells, part=None, action=None, facets=None):
        target = action and json.dumps({"action": action, "facets": facets or {}})
        return {"label": label, "cells": cells, "part": part, "open": target}

    # States

    @api.model
    def _get_state_section(self):
        if "state" in self.env.company.sudo().segment_policy_id._get_unused_axes():
            return None
        found = self._read_states()
        largest = max((count for count, _stake in found.values()), default=0)
        # Nothing is at stake without a forecast.
        with_stakes = any(stake for _count, stake in found.values())
        rows = []
        for value, label in self.fields_get(["state"])["state"]["selection"]:
            count, stake = found.get(value, (0, 0))
            cells = [self._tell_number(count)]
            if with_stakes:
                cells.append(self._tell_amount(stake) if stake else "")
            part = count / largest if largest else 0
            facets = {f"segment_state_{value}": 1}
            action = CLIENTS if count else None
            rows.append(self._prepare_row(label, cells, part, action, facets))
        return self._prepare_section(
            self.env._("Clients by state"),
            [self.env._("Clients")]
            + ([self.env._("Money at Stake")] if with_stakes else []),
            rows,
        )

    @api.model
    def _read_states(self):
        """Return {state: (clients, money at stake)} of the clients that the list
        shows, from the sums of the last run."""
        # Without a condition that only clients meet all contacts would be counted.
        groups = self.env["res.partner"]._read_group(
            IS_CLIENT & Domain("segment_state", "!=", False),
            ["segment_state"],
            ["__count", "segment_at_stake:sum"],
        )
        return {state: (count, stake or 0) for state, count, stake in groups}

    # Bridge of revenue

    @api.model
    def _get_bridge_section(self, run):
        ordinary = self._get_last_ordinary_run(self.env.company)
        # As superuser: documents of all salespeople, as get_dynamics shows them.
        bridge = ordinary.bridge or run.sudo()._prepare_bridge()
        earlier, later = (self._tell_span(bridge[key]) for key in ("earlier", "later"))
        labels = self._get_step_labels()
        changes = [abs(step["change"]) for step in bridge["steps"]]
        largest = max(changes, default=0)
        steps = [
            self._prepare_row(
                labels[step["name"]],
                [
                    self._tell_number(step["clients"]),
                    self._tell_amount(step["change"], signed=True),
                ],
                abs(step["change"]) / largest if largest else 0,
            )
            for step in bridge["steps"]
        ]
        return self._prepare_section(
            self.env._("Where the change of revenue comes from"),
            [self.env._("Clients"), self.env._("Revenue")],
            [
                self._prepare_row(
                    earlier, ["", self._tell_amount(bridge["earlier"]["revenue"])]
                ),
                *steps,
                self._prepare_row(
                    later, ["", self._tell_amount(bridge["later"]["revenue"])]
                ),
            ],
        )

    @api.model
    def _tell_span(self, span):
        first, last = (fields.Date.to_date(span[key]) for key in ("from", "to"))
        return self.env._(
            "%(first)s to %(last)s",
            first=format_date(self.env, first, date_format="MMM y"),
            last=format_date(self.env, last, date_format="MMM y"),
        )

    # Concentration

    @api.model
    def _get_concentration_section(self):
        overview = self.get_overview()
        concentration = overview["concentration"].get("revenue")
        if not concentration or not concentration["top"]:
            return None
        rows = [
            self._prepare_row(
                client["name"],
                [
                    self._tell_amount(client["amount"]),
                    self._tell_share(client["share"]),
                ],
                client["share"] / concentration["top"][0]["share"],
            )
            for client in concentration["top"][:LARGEST]
        ]
        head = concentration["head"]
        lead = self.env._(
            "%(count)s of %(buyers)s clients bring %(share)s of the revenue.",
            count=head["count"],
            buyers=concentration["buyers"],
            share=self._tell_share(head["share"]),
        )
        monos = [mono["name"] for mono in overview["mono"]]
        if monos:
            lead += " " + self.env._(
                "The company depends on %(names)s.", names=", ".join(monos)
            )
        return self._prepare_section(
            self.env._("The largest clients"),
            [self.env._("Revenue"), self.env._("Share")],
            rows,
            lead,
        )

    # Words

    @api.model
    def _tell_number(self, number):
        return formatLang(self.env, number, digits=0)

    @api.model
    def _tell_share(self, share):
        return f"{formatLang(self.env, 100 * share, digits=1)}\N{NO-BREAK SPACE}%"

    @api.model
    def _tell_amount(self, amount, signed=False):
        """An amount without cents: nobody decides by them."""
        currency = self.env.company.currency_id
        text = formatLang(self.env, abs(amount), digits=0)
        space = "\N{NO-BREAK SPACE}"
        parts = (text, currency.symbol)
        if currency.position == "before":
            parts = parts[::-1]
        sign = "\N{MINUS SIGN}" if amount <= -0.5 else ""
        if signed and amount >= 0.5:
            sign = "+"
        return sign + space.join(parts)
