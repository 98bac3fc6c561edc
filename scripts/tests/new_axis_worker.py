"""Asks an Odoo whose client_segmentation has one axis more, the season of the last
order, and one signal, met at a fair, whether all that these have is there. Its
arguments: the database."""

import json
import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(SCRIPTS), str(SCRIPTS / "benchmarks")]

import _clients  # noqa: E402
from order_history.odoo_session import open_database  # noqa: E402

from odoo import Command, fields  # noqa: E402

FIELD = "segment_season"
SUMMER = range(4, 10)


class NewAxis:
    def __init__(self, env):
        company = env["res.company"].search([], limit=1)
        user = env["res.users"].create(
            {
                "name": "Anna",
                "login": "anna",
                "group_ids": [
                    Command.link(env.ref("sales_team.group_sale_manager").id)
                ],
            }
        )
        _clients.add(env, company, 40, fields.Date.today())
        self.company = company.with_context(allowed_company_ids=company.ids)
        self.env = env(user=user.id, context={"allowed_company_ids": company.ids})
        self.recompute()

    def recompute(self):
        self.company.recompute_client_segments()
        self.env.invalidate_all()

    @property
    def clients(self):
        domain = [("segment_last_order_date", "!=", False)]
        return self.env["res.partner"].search(domain)

    def expected(self):
        """Ids of the clients by the season, told without the new axis."""
        seasons = {"summer": set(), "winter": set()}
        for client in self.clients:
            is_summer = client.segment_last_order_date.month in SUMMER
            seasons["summer" if is_summer else "winter"].add(client.id)
        return seasons

    def column(self):
        self.env.cr.execute(
            "SELECT data_type FROM information_schema.columns"
            " WHERE table_name = 'client_segment' AND column_name = 'season'"
        )
        return self.env.cr.fetchone() == ("character varying",)

    def contacts(self):
        return {
            season: {client.id for client in self.clients if client[FIELD] == season}
            for season in ("summer", "winter")
        } == self.expected()

    def search(self):
        return {
            season: set(self.env["res.partner"].search([(FIELD, "=", season)]).ids)
            for season in ("summer", "winter")
        } == self.expected()

    def group(self):
        groups = self.env["res.partner"]._read_group(
            [(FIELD, "!=", False)], [FIELD], ["__count"]
        )
        expected = self.expected()
        return dict(groups) == {name: len(ids) for name, ids in expected.items() if ids}

    def documents(self):
        found = {}
        for model in ("sale.order", "sale.report", "crm.lead"):
            documents = self.env[model].search([(FIELD, "!=", False)])
            found[model] = all(
                document[FIELD] == document.partner_id[FIELD] for document in documents
            )
        return all(found.values()) and bool(self.env["sale.order"].search([], limit=1))

    def views(self):
        partner_list = self._arch("res.partner", "list")
        panel = self.env.ref("client_segmentation.client_segment_partner_view_search")
        searched = self._arch("res.partner", "search", panel.id)
        return (
            f'name="{FIELD}"' in partner_list
            and f'name="{FIELD}"' in self._arch("sale.order", "list")
            and all(
                f'name="{name}"' in self._arch(model, "search")
                for model in ("res.partner", "sale.order", "crm.lead", "sale.report")
                for name in (f"group_{FIELD}", f"{FIELD}_summer")
            )
            and f'<field name="{FIELD}"' in searched.partition("<searchpanel")[2]
            and 'name="axis_season"' in self._arch("client.segment.history", "search")
        )

    def _arch(self, model, view_type, view_id=None):
        return self.env[model].get_view(view_id, view_type)["arch"]

    def labels(self):
        labels = dict(self.env["client.segment"]._selection_class())
        return labels.get("season:summer") == "Season: Summer"

    def translations(self):
        """The words are terms of the add-on's own, as those of all fields."""
        selection = "selection__res_partner__segment_season__summer"
        tag = "segment_tag_season_summer"
        return all(
            self.env.ref(f"client_segmentation.{name}", raise_if_not_found=False)
            for name in (selection, tag, "field_sale_order__segment_season")
        )

    def tags(self):
        tag = self.env.ref("client_segmentation.segment_tag_season_summer")
        tagged = {client.id for client in self.clients if tag in client.segment_tag_ids}
        found = self.env["res.partner"].search([("segment_tag_ids", "in", tag.ids)])
        return tagged == set(found.ids) == self.expected()["summer"]

    def pin_and_history(self):
        season, ids = max(self.expected().items(), key=lambda pair: len(pair[1]))
        other = {"summer": "winter", "winter": "summer"}[season]
        client = self.env["res.partner"].browse(min(ids))
        pin = self.env["client.segment.pin"].create(
            {
                "partner_id": client.id,
                "segment_class": f"season:{other}",
                "reason": "Buys all year",
            }
        )
        is_pinned = client[FIELD] == other and pin.is_mismatch
        changes = client.segment_history_ids.filtered(lambda row: row.axis == "season")
        pin.active = False
        told = changes.mapped(lambda row: (row.old_value, row.new_value))
        return (
            is_pinned
            and told == [(f"season:{season}", f"season:{other}")]
            and client[FIELD] == season
        )

    def publication(self):
        """As ordinary tags of contacts"""
        tag = self.env.ref("client_segmentation.segment_tag_season_summer")
        self._switch("publish_season", True)
        self.recompute()
        tagged = {client.id for client in self.clients if tag in client.category_id}
        return tagged == self.expected()["summer"]

    def switch(self):
        self._switch("use_season", False)
        self.recompute()
        return (
            not any(client[FIELD] for client in self.clients)
            and f'name="{FIELD}"' not in self._arch("res.partner", "list")
            and f'name="group_{FIELD}"' not in self._arch("res.partner", "search")
            and not self.env["res.partner"].fields_get([FIELD])[FIELD]["groupable"]
        )

    def signal(self):
        """It makes a client warm unless it is switched off, as the form offers."""
        client = self.env["res.partner"].create(
            {"name": "Clara", "ref": "fair", "is_company": True}
        )
        self.recompute()
        warm = client.segment_temperature, "Met at a fair" in client.segment_explanation
        self._switch("warm_fair", False)
        self.recompute()
        arch = self.env(su=True)["client.segment.policy"].get_view()["arch"]
        return (
            warm == ("warm", True)
            and client.segment_temperature == "cold"
            and '<label for="warm_fair"' in arch
        )

    def _switch(self, name, value):
        self.company.sudo().segment_policy_id[name] = value


QUESTIONS = (
    *("column", "contacts", "search", "group", "documents", "views", "labels"),
    *("translations", "tags", "pin_and_history", "publication", "switch"),
    "signal",
)

with open_database(sys.argv[1]) as environment:
    axis = NewAxis(environment)
    print(json.dumps({name: getattr(axis, name)() for name in QUESTIONS}))
