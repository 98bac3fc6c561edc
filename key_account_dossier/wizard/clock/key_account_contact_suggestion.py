from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext

from odoo.addons.client_segmentation.models.core.doors import need_one

from ...models.clock.key_account_contact import CHANNELS

# How many days back a contact may lie that is offered for the log.
DAYS_BACK = 30
TITLE_LENGTH = 120


class KeyAccountContactSuggestion(models.TransientModel):
    """A meeting, call or mail with the client that is not in the log yet.

    They are looked for with the rights of the user, and the log names its source:
    on the meeting or the message nothing tells of the dossier.
    """

    _name = "key.account.contact.suggestion"
    _description = "Contact Suggested for the Log"
    _inherit = ["key.account.confidential.mixin"]
    _order = "date DESC, id"

    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    date = fields.Date(required=True, readonly=True)
    channel = fields.Selection(selection=CHANNELS, required=True, readonly=True)
    title = fields.Char(string="What", readonly=True)
    person_id = fields.Many2one(
        comodel_name="res.partner",
        string="With Whom",
        readonly=True,
    )
    source = fields.Char(required=True, readonly=True)

    def action_positive(self):
        return self._take_over("positive")

    def action_neutral(self):
        return self._take_over("neutral")

    def action_negative(self):
        return self._take_over("negative")

    def _take_over(self, outcome):
        need_one(self)
        self.env["key.account.contact"].create(
            {
                "dossier_id": self.dossier_id.id,
                "outcome": outcome,
                "date": self.date,
                "channel": self.channel,
                "note": self.title,
                "person_id": self.person_id.id,
                "source": self.source,
            }
        )
        self.unlink()

    @api.model
    def _suggest(self, dossier):
        """Create the suggestions for a dossier and return them."""
        known = set(dossier.contact_ids.mapped("source"))
        found = self._find_meetings(dossier) + self._find_messages(dossier)
        return self.create(
            [
                {"dossier_id": dossier.id, **values}
                for values in found
                if values["source"] not in known
            ]
        )

    def _get_start(self):
        return fields.Datetime.now() - timedelta(days=DAYS_BACK)

    def _get_persons(self, dossier):
        client = dossier.partner_id
        return client.with_context(active_test=False).search(
            [("id", "child_of", client.id)]
        )

    def _find_meetings(self, dossier):
        persons = self._get_persons(dossier)
        manager = dossier.user_id.partner_id
        events = self.env["calendar.event"].search(
            [
                ("partner_ids", "in", persons.ids),
                ("partner_ids", "in", manager.ids),
                ("start", ">=", self._get_start()),
                ("start", "<=", fields.Datetime.now()),
            ]
        )
        return [
            {
                "source": f"calendar.event,{event.id}",
                "date": self._get_day(event.start),
                "channel": "meeting",
                "title": event.name,
                "person_id": (event.partner_ids & persons)[:1].id,
            }
            for event in events
        ]

    def _find_messages(self, dossier):
        messages = self.env["mail.message"].search(
            self._get_message_domain(dossier), order="id DESC", limit=100
        )
        return [self._prepare_message(message, dossier) for message in messages]

    def _get_message_domain(self, dossier):
        persons = self._get_persons(dossier)
        leads = self.env["crm.lead"]
        if leads.has_access("read"):
            leads = leads.search([("partner_id", "in", persons.ids)])
        documents = Domain.OR(
            Domain("model", "=", records._name) & Domain("res_id", "in", records.ids)
            for records in (persons, leads)
        )
        mails = Domain("message_type", "in", ("email", "email_outgoing", "comment"))
        mails &= Domain("is_internal", "=", False)
        calls = Domain("mail_activity_type_id.category", "=", "phonecall")
        return documents & (mails | calls) & Domain("date", ">=", self._get_start())

    def _prepare_message(self, message, dossier):
        is_call = message.mail_activity_type_id.category == "phonecall"
        text = " ".join(html2plaintext(message.body or "").split())
        person = message.author_id | message.partner_ids
        return {
            "source": f"mail.message,{message.id}",
            "date": self._get_day(message.date),
            "channel": "call" if is_call else "email",
            "title": (message.subject or text)[:TITLE_LENGTH],
            "person_id": (person & self._get_persons(dossier))[:1].id,
        }

    def _get_day(self, moment):
        return fields.Datetime.context_timestamp(self, moment).date()

    def _get_label(self):
        return self.title or ""
