from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = [
    ("user_id", "Manager"),
    ("supervisor_id", "Direct supervisor"),
    ("company_id", "Company"),
]


class KeyAccountHandover(models.Model):
    """One line for each change of those who may open a dossier."""

    _name = "key.account.handover"
    _description = "Handover of a Dossier"
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
            raise UserError(self.env._("Nobody can change the record of handovers."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_log(self):
        raise UserError(self.env._("Nobody can change the record of handovers."))

    def _get_label(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return self.env._(
            "%(what)s: %(before)s → %(after)s",
            what=kinds.get(self.kind, ""),
            before=self.old_name or self.env._("nobody"),
            after=self.new_name or self.env._("nobody"),
        )
