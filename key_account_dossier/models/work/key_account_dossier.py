from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from odoo.addons.client_segmentation.models.core.doors import need_one

from ..dossier.key_account_dossier import SOON_DAYS

# What happens within this many days is shown on the card.
AGENDA_DAYS = 14


class KeyAccountDossier(models.Model):
    """What the work views show: state of the clock, whom to call, what comes next."""

    _inherit = "key.account.dossier"

    clock_state = fields.Selection(search="_search_clock_state")
    phone = fields.Char(compute="_compute_phone")
    agenda = fields.Text(
        string="Coming Up",
        compute="_compute_agenda",
        help="Reviews and important dates of the next two weeks.",
    )
    last_contact_note = fields.Char(
        string="Last Time",
        compute="_compute_last_contact_note",
    )
    matter_ids = fields.One2many(
        comodel_name="key.account.matter",
        inverse_name="dossier_id",
        string="Urgent Matters",
    )

    @api.depends("partner_id.phone")
    def _compute_phone(self):
        for dossier in self:
            dossier.phone = dossier._get_phone()

    @api.depends(
        "next_review_date",
        "date_ids.date",
        "date_ids.name",
        "date_ids.yearly",
    )
    @api.depends_context("lang", "tz")
    def _compute_agenda(self):
        today = fields.Date.context_today(self)
        for dossier in self:
            lines = dossier._get_agenda(today, today + timedelta(days=AGENDA_DAYS))
            dossier.agenda = "\n".join(
                f"{format_date(self.env, day, date_format='d MMM')} · {text}"
                for day, text in sorted(lines)
            )

    @api.depends(
        "contact_ids.date",
        "contact_ids.note",
        "contact_ids.withdrawn_date",
        "last_contact_date",
    )
    @api.depends_context("lang")
    def _compute_last_contact_note(self):
        contacts = self.env["key.account.contact"].search(
            [
                ("dossier_id", "in", self.ids),
                ("withdrawn_date", "=", False),
                ("date", "in", set(self.mapped("last_contact_date")) - {False}),
            ],
            order="date, id",
        )
        latest = {contact.dossier_id: contact for contact in contacts}
        for dossier in self:
            contact = latest.get(dossier._origin)
            dossier.last_contact_note = contact and " · ".join(
                filter(None, [contact.display_name, contact.note])
            )

    def _search_clock_state(self, operator, value):
        if operator not in ("in", "not in"):
            return NotImplemented
        field = self._fields["clock_state"]

        def to_sql(model, alias, query):
            return field._condition_to_sql(
                field.name, operator, value, model, alias, query
            )

        return Domain.custom(to_sql=to_sql)

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr != "clock_state":
            return super()._field_to_sql(alias, field_expr, query)
        due, pause = (
            SQL.identifier(alias, name, to_flush=self._fields[name])
            for name in ("next_contact_date", "pause_until")
        )
        today = fields.Date.context_today(self)
        return SQL(
            "(CASE WHEN %(due)s IS NULL THEN NULL WHEN %(pause)s >= %(today)s"
            " THEN 'paused' WHEN %(due)s < %(today)s THEN 'overdue'"
            " WHEN %(due)s = %(today)s THEN 'today'"
            " WHEN %(due)s <= %(soon)s THEN 'soon' ELSE 'ok' END)",
            due=due,
            pause=pause,
            today=today,
            soon=today + timedelta(days=SOON_DAYS),
        )

    def _get_phone(self):
        """Return the number to call; a seam for whoever knows the right person."""
        return self.partner_id.phone

    def _get_agenda(self, first, last):
        """Return ``[(day, text)]`` of what happens from ``first`` to ``last``. Other
        parts of the dossier add their dates here."""
        self.ensure_one()
        lines = []
        review = self.next_review_date
        if review and first <= review <= last:
            lines.append((review, self.env._("Review of the dossier")))
        for important in self.date_ids:
            day = important.next_date
            if day and first <= day <= last:
                names = [important.name, important.stakeholder_id.partner_id.name]
                lines.append((day, ", ".join(filter(None, names))))
        return lines

    @api.model
    def _get_start_action(self):
        """Open the app on the own clients, or for a mere supervisor on the team."""
        name = "today"
        if not self.search_count([("user_id", "=", self.env.uid)], limit=1):
            is_supervisor = self.search_count([], limit=1)
            name = "team" if is_supervisor else name
        return self.env["ir.actions.act_window"]._for_xml_id(
            f"key_account_dossier.key_account_dossier_action_{name}"
        )

    def action_suggest_contacts(self):
        need_one(self)
        self.check_access("write")
        suggestions = self.env["key.account.contact.suggestion"]._suggest(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_dossier.key_account_contact_suggestion_action"
        )
        action["domain"] = [("id", "in", suggestions.ids)]
        return action

    def action_hand_over_matter(self):
        need_one(self)
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand over an urgent matter"),
            "res_model": "key.account.matter",
            "view_mode": "form",
            "target": "new",
            "context": {"default_dossier_id": self.id},
        }
