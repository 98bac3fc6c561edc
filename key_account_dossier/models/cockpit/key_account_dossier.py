from odoo import api, fields, models
from odoo.tools import format_amount, format_date, formatLang

from ...arithmetic.figures.figures import MONTHS, YEAR

# So much of each fits one screen.
SHOWN = 3


class KeyAccountDossier(models.Model):
    """What a manager needs before a call: one method for the first page of the form
    and of the PDF, so that no figure differs between the two.

    Texts are formatted here; only the chart gets plain numbers.
    """

    _inherit = "key.account.dossier"

    cockpit = fields.Json(
        string="Overview", compute="_compute_cockpit", exportable=False
    )

    @api.depends_context("uid", "lang", "tz")
    def _compute_cockpit(self):
        # Saved dossiers only, and as the user: a form may hold anybody's number.
        readable = self._origin.sudo(False)._filtered_access("read")
        for dossier in self:
            origin = dossier._origin.sudo(False)
            dossier.cockpit = origin in readable and origin._get_cockpit()

    def _get_cockpit(self):
        """Return what the first page shows, of a dossier that the user may open."""
        self.ensure_one()
        documents = self._get_documents()
        return {
            "step": self._get_next_step(),
            "warnings": self._get_warnings(documents),
            "client": self._get_client_state(),
            "documents": documents,
            "objectives": self._get_next_objectives(),
            "people": self._get_people_to_win(),
            "contacts": self._get_last_contacts(),
            **self._get_chart_months(),
        }

    def _get_next_step(self):
        """Return the ``text`` of what the clock asks for, its ``level`` and the
        button beside it, if any."""
        state, due = self.clock_state, self.next_contact_date
        if state == "paused":
            return {
                "level": "info",
                "text": self.env._(
                    "Leave the client alone until %(day)s. Hand an urgent matter over.",
                    day=format_date(self.env, self.pause_until),
                ),
                "method": "action_hand_over_matter",
                "label": self.env._("Hand Over"),
            }
        if not due:
            return None
        log = {"method": "action_log_contact", "label": self.env._("Log Contact")}
        days = (due - fields.Date.context_today(self)).days
        if days < 0:
            text = self.env._("Contact the client: %(days)s days late.", days=-days)
            return {"level": "danger", "text": text, **log}
        if not days:
            text = self.env._("Contact the client today.")
            return {"level": "warning", "text": text, **log}
        text = self.env._(
            "Contact the client by %(day)s, in %(days)s days.",
            day=format_date(self.env, due),
            days=days,
        )
        return {"level": "success", "text": text, **log}

    def _get_client_state(self):
        """Return ``[[label, value]]`` of how the client stands and what is expected."""
        nobody = self.env["client.segment"].sudo()
        segment = self._read_segments().get(self.id, [nobody])[0]
        states = dict(segment._fields["state"]._description_selection(self.env))
        lines = [
            (self.env._("Client state"), states.get(segment.state)),
            (
                self.env._("Next purchase expected"),
                segment.next_order_date
                and format_date(self.env, segment.next_order_date),
            ),
            (
                self.env._("Chance to buy again"),
                segment.chance and self._format_percent(segment.chance),
            ),
            (
                self.env._("Purchases expected in 12 months"),
                segment.expected_orders
                and formatLang(self.env, segment.expected_orders, digits=1),
            ),
            *self._get_closed_state(segment),
            (self.env._("Relationship score"), self._format_score()),
        ]
        return [[label, value] for label, value in lines if value]

    def _get_closed_state(self, segment):
        """What client_segmentation shows to heads of sales only."""
        if not self._can_print("client_profit_share"):
            return []
        share, at_stake = self.client_profit_share, segment.at_stake
        return [
            (self.env._("Profit share"), share and self._format_percent(share)),
            (self.env._("Money at stake"), at_stake and self._format_money(at_stake)),
        ]

    def _get_chart_months(self):
        """Return the last 12 finished months beside those of the year before."""
        revenue = [point["amount"] for point in self.revenue_months or []]
        margin = []
        if self._can_print("margin_months"):
            margin = [point["amount"] for point in self.margin_months or []]
        months = [point["month"] for point in self.revenue_months or []]
        return {
            "currency_id": self.figures_currency_id.id,
            "months": months[YEAR:MONTHS],
            "revenue": revenue[YEAR:MONTHS],
            "revenue_before": revenue[:YEAR],
            "margin": margin[YEAR:MONTHS],
            "margin_before": margin[:YEAR],
            "change": bool(self.revenue_last_year)
            and self._format_percent(self.revenue_change, sign=True),
            "revenue_year": self._format_money(self.revenue_year),
        }

    def _get_next_objectives(self):
        plans = self._get_unfinished_plans().sorted(
            lambda plan: (plan.date_due, plan.id)
        )
        return [
            {
                "id": plan.id,
                "name": plan.name,
                "due": format_date(self.env, plan.date_due),
                "progress": round(plan.progress),
                "is_overdue": plan.is_overdue,
            }
            for plan in plans[:SHOWN]
        ]

    def _get_people_to_win(self):
        people = self.stakeholder_ids.filtered("to_win").sorted(
            lambda person: (-int(person.influence or 0), person.id)
        )
        return [
            {
                "id": person.id,
                "name": person.name,
                "role": self._get_choice(person, "role"),
                "attitude": self._get_choice(person, "attitude"),
                "wanted": self._get_choice(person, "attitude_wanted"),
            }
            for person in people[:SHOWN]
        ]

    def _get_last_contacts(self):
        contacts = self.env["key.account.contact"].search(
            [("dossier_id", "=", self.id), ("withdrawn_date", "=", False)],
            order="date DESC, id DESC",
            limit=SHOWN,
        )
        return [
            {
                "id": contact.id,
                "date": format_date(self.env, contact.date),
                "outcome": contact.outcome,
                "label": self._get_choice(contact, "outcome"),
                "channel": self._get_choice(contact, "channel"),
                "note": contact.note or "",
            }
            for contact in contacts
        ]

    @api.model
    def _get_choice(self, record, name):
        """Return the label of a selection, empty for nothing."""
        choices = record._fields[name]._description_selection(self.env)
        return dict(choices).get(record[name], "")

    def _format_score(self):
        if not self.score_count:
            return ""
        score = formatLang(self.env, self.relationship_score, digits=0)
        change = self.score_change
        if not change:
            return score
        sign = "+" if change > 0 else "\N{MINUS SIGN}"
        return f"{score} ({sign}{formatLang(self.env, abs(change), digits=0)})"

    def _format_money(self, amount):
        currency = self.figures_currency_id
        text = format_amount(self.env, round(amount), currency, trailing_zeroes=False)
        return text

    @api.model
    def _format_percent(self, share, sign=False):
        mark = ("+" if share > 0 else "\N{MINUS SIGN}" if share < 0 else "") * sign
        number = formatLang(self.env, 100 * (abs(share) if sign else share), digits=0)
        return self.env._("%(number)s %%", number=f"{mark}{number}")
