from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from .. import clock

OUTCOMES = [
    (clock.POSITIVE, "Positive"),
    (clock.NEUTRAL, "Neutral"),
    (clock.NEGATIVE, "Negative"),
]
CHANNELS = [
    ("call", "Call"),
    ("meeting", "Meeting"),
    ("email", "E-mail"),
    ("message", "Messenger"),
    ("other", "Other"),
]


class KeyAccountContact(models.Model):
    """One line of the contact log, which drives the clock of its dossier.

    There is no related field here: those are computed as superuser and would
    answer for any dossier number put into an onchange.
    """

    _name = "key.account.contact"
    _description = "Contact with a Key Client"
    _inherit = ["key.account.confidential.mixin"]
    _order = "date DESC, id DESC"

    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        required=True,
        ondelete="cascade",
        index=True,
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    outcome = fields.Selection(selection=OUTCOMES, required=True)
    channel = fields.Selection(selection=CHANNELS, required=True, default="call")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Contacted By",
        required=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
        domain=[("share", "=", False)],
    )
    note = fields.Text()
    client_id = fields.Many2one(
        related="dossier_id.partner_id",
        related_sudo=False,
        string="Client",
    )
    person_id = fields.Many2one(
        comodel_name="res.partner",
        string="With Whom",
        ondelete="set null",
    )
    source = fields.Char(
        readonly=True,
        copy=False,
        help="The meeting or message that was taken over into the log.",
    )

    _source_unique = models.UniqueIndex(
        "(dossier_id, source) WHERE source IS NOT NULL",
        "This has been taken over into the log already.",
    )
    _latest = models.Index("(dossier_id, outcome, date DESC, id DESC)")

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        for contact in self:
            if contact.date and contact.date > today:
                raise ValidationError(
                    self.env._(
                        "The contact of %(date)s lies in the future. Log a contact "
                        "after it took place.",
                        date=format_date(self.env, contact.date),
                    )
                )

    @api.depends("date", "outcome")
    def _compute_display_name(self):
        return super()._compute_display_name()

    @api.model_create_multi
    def create(self, vals_list):
        contacts = super().create(vals_list)
        telling = contacts.filtered(lambda contact: contact.outcome != clock.NEUTRAL)
        telling.dossier_id._close_contact_tasks()
        return contacts

    def write(self, vals):
        result = super().write(vals)
        if "dossier_id" in vals:
            # The new dossier has to be open to the user as well.
            self.check_access("write")
        return result

    def _get_label(self):
        outcomes = dict(self._fields["outcome"]._description_selection(self.env))
        day = format_date(self.env, self.date) if self.date else ""
        return " · ".join(filter(None, [day, outcomes.get(self.outcome)]))
