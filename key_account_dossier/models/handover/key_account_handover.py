from odoo import api, fields, models
from odoo.exceptions import UserError

HANDOVERS = [
    ("user_id", "Manager"),
    ("supervisor_id", "Direct Supervisor"),
    ("company_id", "Company"),
]
# What a manager could otherwise change or remove without anybody noticing.
CHANGES = [
    ("contact", "Contact Log"),
    ("active", "Archived"),
    ("type_id", "Type"),
    ("since_date", "Key client since"),
    ("own_contact_interval", "Own contact interval"),
    ("own_pause_days", "Own pause"),
    ("own_review_months", "Own review interval"),
    ("plan", "Account Plan"),
    ("score", "Relationship score"),
]
KINDS = [*HANDOVERS, *CHANGES]


class KeyAccountHandover(models.Model):
    """One line for each change of those who may open a dossier, and of what the
    supervisor has to rely on. Nobody can edit or delete it."""

    _name = "key.account.handover"
    _description = "Recorded Change of a Dossier"
    _inherit = ["key.account.confidential.mixin"]
    _order = "date DESC, id DESC"

    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        required=True,
        ondelete="cascade",
        index=True,
    )
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    kind = fields.Selection(selection=KINDS, string="What", required=True)
    # Names as they were: they must not change when a user is renamed.
    old_name = fields.Char(string="Before")
    new_name = fields.Char(string="After")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Changed By",
        required=True,
        ondelete="restrict",
    )

    @api.depends("kind", "old_name", "new_name")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def write(self, vals):
        if self and vals:
            raise UserError(self.env._("Nobody can change the change history."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_log(self):
        raise UserError(self.env._("Nobody can change the change history."))

    def _get_label(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return self.env._(
            "%(what)s: %(before)s → %(after)s",
            what=kinds.get(self.kind, ""),
            before=self.old_name or self._get_nothing(),
            after=self.new_name or self._get_nothing(),
        )

    def _get_nothing(self):
        is_handover = self.kind in dict(HANDOVERS)
        return self.env._("nobody") if is_handover else self.env._("nothing")
