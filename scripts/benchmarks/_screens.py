"""What heads of sales and salespeople look at, in seconds of the server."""

from datetime import timedelta

import _measure

from odoo import fields

CLIENTS = ["|", ("parent_id", "=", False), ("is_company", "=", True)]
WITH_REVENUE = ("segment_revenue", ">", 0)
PANEL = (
    "segment_temperature",
    "segment_abc",
    "segment_xyz",
    "segment_tier",
    "segment_rfm",
    "segment_buyer_type",
)


class Screens:
    """Screens as the user sees them whose environment ``partners`` has."""

    def __init__(self, partners, runs):
        self.env = partners.env
        self.runs = runs
        self.salesperson = partners.search([("user_id", "!=", False)], limit=1).user_id

    def measure(self, table):
        # As if the first run had been made the day before
        self.env.cr.execute(
            """
            UPDATE client_segment_run SET as_of = %s
             WHERE id = (SELECT MIN(id) FROM client_segment_run)
            """,
            [fields.Date.today() - timedelta(days=1)],
        )
        for label, show in (
            ("Counters of the search panel, all", self._count_panel),
            ("Clients by ABC with their revenue", self._group),
            ("Client matrix", self._show_matrix),
            ("Client matrix of a salesperson", self._show_own_matrix),
            ("Comparison with yesterday, by the history", self._compare),
            ("Comparison with last month, by documents", self._compare_documents),
            ("Active client base by month", self._show_trend),
            ("RFM by month", self._show_rfm),
        ):
            seconds = _measure.seconds(show, self.runs, before=self.env.invalidate_all)
            table.figure(label, seconds * 1000, "ms", 200)

    def _count_panel(self):
        for name in PANEL:
            self.env["res.partner"].search_panel_select_multi_range(
                name,
                search_domain=[*CLIENTS, WITH_REVENUE],
                category_domain=[],
                filter_domain=[],
                group_domain=[],
                enable_counters=True,
                expand=True,
            )

    def _group(self):
        self.env["res.partner"].formatted_read_group(
            [*CLIENTS, WITH_REVENUE],
            ["segment_abc"],
            ["__count", "segment_revenue:sum"],
        )

    def _show_matrix(self):
        self.env["client.segment"].get_overview()

    def _show_own_matrix(self):
        self.env["client.segment"].get_overview(self.salesperson.id)

    def _compare(self, days=1):
        day = fields.Date.today() - timedelta(days=days)
        self.env["client.segment"].get_comparison(day)

    def _compare_documents(self):
        self._compare(days=31)

    def _show_trend(self):
        self.env["client.segment.active.trend"].formatted_read_group(
            [], ["month:month", "user_id"], ["rate:avg", "assigned_count:sum"]
        )

    def _show_rfm(self):
        self.env["client.segment.rfm.report"].formatted_read_group(
            [], ["month:month", "rfm"], ["client_count:sum"]
        )
