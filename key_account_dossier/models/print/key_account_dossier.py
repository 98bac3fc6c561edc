from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_date, format_list

from odoo.addons.client_segmentation.models.core.doors import need_one

from ...arithmetic.figures.figures import YEAR
from ...arithmetic.print import printout
from ...arithmetic.print.printout import BarChart, Cell, Column, Section

# How far back the printed contact log goes.
LOG_MONTHS = 6

KINDS = {
    "date": printout.DATE,
    "datetime": printout.MOMENT,
    "float": printout.NUMBER,
    "integer": printout.INTEGER,
    "monetary": printout.MONEY,
}
# Shares of one, which fields do not tell from other numbers.
SHARES = {
    "client_profit_share",
    "late_delivery_share",
    "late_invoice_share",
    "margin_rate",
    "returned_delivery_share",
    "revenue_change",
    "share_similar",
}
FIGURES = (
    "revenue_year",
    "revenue_last_year",
    "revenue_change",
    "revenue_running",
    "margin_year",
    "margin_rate",
    "client_profit_share",
    "client_ltv",
    "client_tier",
    "client_abcxyz",
    "client_rfm",
    "client_buyer_type",
    "client_last_order_date",
)
# Figures that say something where there is a number of documents to go by.
CONDITIONED_FIGURES = {
    "paid_invoice_count": ("days_to_pay", "days_agreed"),
    "due_invoice_count": ("late_invoice_share", "overdue_amount"),
    "promised_delivery_count": ("late_delivery_share",),
    "delivery_count": ("returned_delivery_share",),
}


class KeyAccountDossier(models.Model):
    """What is printed of a dossier, in the order of the pages.

    Read as the user: fields that are hidden from him are left out.
    """

    _inherit = "key.account.dossier"

    def action_print(self):
        need_one(self)
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Print: %(client)s", client=self.display_name),
            "res_model": "key.account.print",
            "view_mode": "form",
            "target": "new",
            "context": {"default_dossier_id": self.id},
        }

    def _get_print_sections(self):
        """Return the :class:`Section` list of this dossier, without empty ones."""
        self.ensure_one()
        sections = [
            *self._print_cockpit(),
            self._print_clock(),
            self._print_profile(),
            self._print_figures(),
            self._print_whitespace(),
            self._print_stakeholders(),
            self._print_competitors(),
            self._print_plan(),
            self._print_score(),
            self._print_satisfaction(),
            self._print_review(),
            self._print_contacts(),
        ]
        return [section for section in sections if not section.is_empty]

    def _print_clock(self):
        return Section(
            self.env._("Contact Clock"),
            cells=self._print_cells(
                (
                    "clock_state",
                    "next_contact_date",
                    "last_positive_date",
                    "pause_until",
                )
            ),
        )

    def _print_profile(self):
        names = ("business", "goals", "needs", "buying_process", "decision_process")
        return Section(
            self.env._("Profile"),
            cells=self._print_cells(("headcount", "budget")),
            texts=self._print_cells(names),
        )

    def _print_figures(self):
        names = list(FIGURES)
        for condition, conditioned in CONDITIONED_FIGURES.items():
            names += conditioned if self[condition] else ()
        section = Section(
            self.env._("Figures"),
            cells=self._print_cells(names) if self.revenue_months else [],
            note=self.figures_note,
        )
        if self.revenue_months:
            self._add_print_months(section)
        return section

    def _add_print_months(self, section):
        margin = self._can_print("margin_months") and self.margin_months or []
        months = [fields.Date.to_date(point["month"]) for point in self.revenue_months]
        revenue = [point["amount"] for point in self.revenue_months]
        margins = [point["amount"] for point in margin]
        labels = [format_date(self.env, day, date_format="LLL yy") for day in months]
        section.chart = BarChart(labels, revenue, margins, split=YEAR)
        titles = {"revenue": self.env._("Revenue"), "margin": self.env._("Margin")}
        section.chart_columns = [
            Column(self.env._("Month"), printout.DATE),
            Column(titles["revenue"], printout.MONEY),
        ]
        rows = [[day, amount] for day, amount in zip(months, revenue, strict=True)]
        if margins:
            section.chart_columns.append(Column(titles["margin"], printout.MONEY))
            rows = [[*row, amount] for row, amount in zip(rows, margins, strict=True)]
        section.chart_rows = rows

    def _print_whitespace(self):
        names = ("categ_id", "bought", "expected", "potential", "buyer_count")
        rows = self.whitespace_ids.filtered(lambda row: row.potential > 0)
        section = self._print_table(self.env._("Whitespace"), rows, names)
        section.note = self.whitespace_note
        return section

    def _print_stakeholders(self):
        # Personal notes and dates stay in Odoo: paper is left lying about.
        names = (
            "partner_id",
            "department",
            "role",
            "influence",
            "attitude",
            "attitude_wanted",
            "manager_id",
            "last_contact_date",
            "interests",
        )
        people = self.stakeholder_ids
        section = self._print_table(self.env._("Stakeholders"), people, names)
        if people:
            section.cells = self._print_cells(("people_coverage", "untouched_count"))
        return section

    def _print_competitors(self):
        names = (
            "name",
            "product",
            "share",
            "threat",
            "strengths",
            "weaknesses",
            "counter_move",
        )
        return self._print_table(self.env._("Competitors"), self.competitor_ids, names)

    def _print_plan(self):
        names = (
            "name",
            "measure",
            "target_value",
            "current_value",
            "value_note",
            "progress",
            "date_due",
            "responsible_id",
            "state",
        )
        section = self._print_table(self.env._("Account Plan"), self.plan_ids, names)
        if self.plan_ids:
            section.cells = self._print_cells(
                (
                    "plan_progress",
                    "hours_planned",
                    "hours_used",
                    "budget_planned",
                    "budget_used",
                )
            )
        return section

    def _print_score(self):
        """All criteria of the last scoring: a missing mark shows as such."""
        names = ("criterion_id", "points", "last_points", "percent")
        lines = self._get_scores()[-1:].line_ids
        section = self._print_table(self.env._("Relationship score"), lines, names)
        if self.score_count:
            section.cells = self._print_cells(
                ("relationship_score", "score_date", "score_change")
            )
        missing = lines.filtered(lambda line: not line.is_rated).criterion_id
        if missing:
            section.note = self.env._(
                "Not rated: %(names)s.",
                names=format_list(self.env, missing.mapped("name")),
            )
        return section

    def _print_satisfaction(self):
        answers = self.satisfaction_ids.filtered("is_answered").sorted(
            "date_done", reverse=True
        )
        names = ("date_done", "partner_id", "score", "group", "comment")
        section = self._print_table(self.env._("Satisfaction"), answers, names)
        if self.nps_answer_count:
            section.cells = self._print_cells(
                ("nps", "nps_answer_count", "nps_asked_count")
            )
        return section

    def _print_review(self):
        names = ("section", "note", "due_date")
        section = self._print_table(self.env._("Review"), self.review_todo_ids, names)
        section.cells = self._print_cells(("last_review_date", "next_review_date"))
        if section.rows:
            section.note = self.env._("Still to do since the last review.")
        return section

    def _print_contacts(self):
        since = fields.Date.context_today(self) - relativedelta(months=LOG_MONTHS)
        contacts = self.contact_ids.filtered(
            lambda contact: contact.date >= since and not contact.withdrawn_date
        )
        names = ("date", "outcome", "channel", "user_id", "note")
        title = self.env._("Contacts in the last %(months)s months", months=LOG_MONTHS)
        return self._print_table(title, contacts, names)

    @api.model
    def _print_table(self, title, records, names):
        return Section(
            title,
            columns=[
                Column(cell.label, cell.kind)
                for cell in self._print_row(records[:1], names)
            ],
            rows=[
                [cell.value for cell in self._print_row(record, names)]
                for record in records
            ],
        )

    def _print_cells(self, names):
        """Return the :class:`Cell` list of the fields that have a value."""
        return [
            cell
            for cell in self._print_row(self, names)
            if cell.value not in (None, "")
        ]

    @api.model
    def _print_row(self, record, names):
        described = record.fields_get(names, ["string", "type", "selection"])
        return [
            self._print_cell(record, name, described[name])
            for name in names
            if name in described
        ]

    @api.model
    def _print_cell(self, record, name, description):
        kind, value = KINDS.get(description["type"], printout.TEXT), record[name]
        if name in SHARES:
            kind = printout.PERCENT
        if description["type"] == "selection":
            value = dict(description["selection"]).get(value)
        elif description["type"] in ("many2one", "many2many"):
            # People without the name of the client before theirs
            is_contact = value._name == "res.partner"
            value = ", ".join(value.mapped("name" if is_contact else "display_name"))
        elif description["type"] == "boolean":
            value = self.env._("Yes") if value else ""
        if value is False:
            value = None
        return Cell(description["string"], kind, value)

    def _can_print(self, name):
        return bool(self.fields_get([name], ["string"]))

    def _get_print_client_name(self):
        # The manager need not have the right to the client's record.
        return self.sudo().partner_id.name
