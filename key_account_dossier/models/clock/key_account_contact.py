from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from odoo.addons.client_segmentation.models.core.doors import need_one

from ...arithmetic.clock import clock

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

# Who withdrew a contact and when is not typed in.
WITHDRAWN = {"withdrawn_date", "withdrawn_by_id"}
# What the clock counts by.
RECORDED = {"date", "outcome", "dossier_id"}


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
    withdrawn_date = fields.Datetime(string="Withdrawn On", readonly=True, copy=False)
    withdrawn_by_id = fields.Many2one(
        comodel_name="res.users",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    withdrawn_reason = fields.Text(string="Why Withdrawn", copy=False)
    source = fields.Char(
        readonly=True,
        copy=False,
        help="The meeting or message that was added to the log.",
    )

    _source_unique = models.UniqueIndex(
        "(dossier_id, source) WHERE source IS NOT NULL",
        "This has already been added to the log.",
    )
    _latest = models.Index("(dossier_id, outcome, date DESC, id DESC)")

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        for contact in self:
            if contact.date and contact.date > today:
                raise ValidationError(
                    self.env._(
                        "The contact of %(date)s is in the future. Log a contact "
                        "after it has taken place.",
                        date=format_date(self.env, contact.date),
                    )
                )

    @api.depends("date", "outcome")
    def _compute_display_name(self):
        return super()._compute_display_name()

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # Whatever the values or the defaults of the context say
            nothing = dict.fromkeys(WITHDRAWN, False)
            vals_list = [{**vals, **nothing} for vals in vals_list]
        contacts = super().create(vals_list)
        telling = contacts.filtered(lambda contact: contact.outcome != clock.NEUTRAL)
        telling.dossier_id._close_contact_tasks()
        return contacts

    def write(self, vals):
        if not self.env.su:
            self._check_not_withdrawn()
            vals = {k: v for k, v in vals.items() if k not in WITHDRAWN}
        before = self._get_recorded() if RECORDED & vals.keys() else {}
        result = super().write(vals)
        if "dossier_id" in vals:
            # The new dossier has to be open to the user as well.
            self.check_access("write")
        for contact, (dossier, label, outcome) in before.items():
            if contact._get_recorded()[contact] != (dossier, label, outcome):
                contact._record_correction(dossier, label, outcome)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_negative(self):
        if self.env.su:
            return
        self._check_not_withdrawn()
        if any(contact.outcome == clock.NEGATIVE for contact in self):
            raise UserError(
                self.env._(
                    "A negative contact starts a pause and cannot be deleted. If it "
                    "was logged by mistake, withdraw it and give a reason: it stays "
                    "in the log."
                )
            )
        for contact, (_dossier, label, _outcome) in self._get_recorded().items():
            contact.dossier_id._record_change("contact", label, False)

    def action_ask_to_withdraw(self):
        need_one(self)
        self.check_access("write")
        view = self.env.ref(
            "key_account_dossier.key_account_contact_view_form_withdraw"
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Withdraw a contact"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }

    def action_withdraw(self):
        """Take these contacts out of the clock. They stay in the log, with who has
        withdrawn them, when and why."""
        self.check_access("write")
        self._check_not_withdrawn()
        if not all((contact.withdrawn_reason or "").strip() for contact in self):
            raise UserError(self.env._("Enter why this contact is withdrawn."))
        # As superuser: nobody writes these fields by hand.
        self.sudo().write(
            {"withdrawn_date": fields.Datetime.now(), "withdrawn_by_id": self.env.uid}
        )
        for contact in self:
            reason = contact.withdrawn_reason
            contact.dossier_id._record_change(
                "contact",
                contact._get_label(),
                self.env._("withdrawn: %(reason)s", reason=reason),
                tell=True,
            )
        return {"type": "ir.actions.act_window_close"}

    def _check_not_withdrawn(self):
        if any(contact.withdrawn_date for contact in self):
            raise UserError(
                self.env._(
                    "A withdrawn contact stays in the log unchanged. Log a new one."
                )
            )

    def _get_recorded(self):
        """Return what may not change without a trace."""
        return {
            contact: (contact.dossier_id, contact._get_label(), contact.outcome)
            for contact in self
        }

    def _record_correction(self, dossier, label, outcome):
        is_negative = clock.NEGATIVE in (outcome, self.outcome)
        moved = dossier != self.dossier_id
        after = self.env._("moved to another dossier") if moved else self._get_label()
        dossier._record_change("contact", label, after, tell=is_negative)
        if moved:
            self.dossier_id._record_change(
                "contact", self.env._("another dossier"), self._get_label()
            )

    def _get_label(self):
        outcomes = dict(self._fields["outcome"]._description_selection(self.env))
        day = format_date(self.env, self.date) if self.date else ""
        return " · ".join(filter(None, [day, outcomes.get(self.outcome)]))
