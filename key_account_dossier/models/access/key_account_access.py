from datetime import timedelta

from psycopg2.errors import ReadOnlySqlTransaction

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

OPEN = "open"
KINDS = [
    (OPEN, "Opened"),
    ("print", "Printed"),
    ("export", "Exported"),
]

# Opening a dossier again within so many minutes is the same look into it.
SAME_LOOK = 30


class KeyAccountAccess(models.Model):
    """One line for each time somebody took a look at a dossier."""

    _name = "key.account.access"
    _description = "Access Log of a Dossier"
    _inherit = ["key.account.confidential.mixin"]
    _order = "date DESC, id DESC"

    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        required=True,
        ondelete="cascade",
        index=True,
    )
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Who",
        required=True,
        ondelete="restrict",
    )
    kind = fields.Selection(selection=KINDS, string="What", required=True)

    @api.depends("kind", "user_id.name")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def write(self, vals):
        if self and vals:
            raise UserError(self.env._("Nobody can change the access log."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_log(self):
        raise UserError(self.env._("Nobody can change the access log."))

    @api.model
    def _record(self, dossiers, kind):
        """Write down that the user opened, printed or exported ``dossiers``."""
        if self.env.uid == SUPERUSER_ID:
            return
        dossiers = dossiers._origin
        # As superuser: no user may write here.
        log = self.sudo()
        known = log._get_last_looks(dossiers).dossier_id if kind == OPEN else []
        lines = [
            {"dossier_id": dossier.id, "user_id": self.env.uid, "kind": kind}
            for dossier in dossiers
            if dossier not in known
        ]
        if lines and self.env.cr.readonly:
            # Odoo then asks the main database instead of its replica.
            raise ReadOnlySqlTransaction("A line of the access log")
        log.create(lines)

    def _get_last_looks(self, dossiers):
        since = fields.Datetime.now() - timedelta(minutes=SAME_LOOK)
        return self.search(
            [
                ("dossier_id", "in", dossiers.ids),
                ("user_id", "=", self.env.uid),
                ("kind", "=", OPEN),
                ("date", ">=", since),
            ]
        )

    def _get_label(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return f"{self.user_id.name} · {kinds.get(self.kind, '')}"
