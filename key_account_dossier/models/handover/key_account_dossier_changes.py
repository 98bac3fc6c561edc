from markupsafe import Markup

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import format_date

from .key_account_handover import CHANGES

# Each of these moves a clock or takes the dossier out of sight.
CONTROLLED = (
    "active",
    "type_id",
    "since_date",
    "own_contact_interval",
    "own_pause_days",
    "own_review_months",
)


class KeyAccountDossier(models.Model):
    """What the supervisor relies on leaves a trace when somebody changes it."""

    _inherit = "key.account.dossier"

    change_ids = fields.One2many(
        comodel_name="key.account.handover",
        inverse_name="dossier_id",
        string="Recorded Changes",
        domain=[("kind", "in", [kind for kind, _label in CHANGES])],
    )

    has_withdrawn = fields.Boolean(compute="_compute_has_withdrawn")

    @api.depends("contact_ids.withdrawn_date")
    def _compute_has_withdrawn(self):
        for dossier in self:
            dossier.has_withdrawn = any(dossier.contact_ids.mapped("withdrawn_date"))

    def write(self, vals):
        names = [name for name in CONTROLLED if name in vals]
        before = {dossier: dossier._get_controlled(names) for dossier in self}
        result = super().write(vals)
        for dossier, old in before.items():
            new = dossier._get_controlled(names)
            for name in names:
                if old[name] != new[name]:
                    dossier._record_change(name, old[name], new[name])
        return result

    def _get_controlled(self, names):
        return {name: self._get_controlled_text(name) for name in names}

    def _get_controlled_text(self, name):
        value = self[name]
        if name == "active":
            return self.env._("in use") if value else self.env._("archived")
        if name == "type_id":
            return value.display_name
        if name == "since_date":
            return format_date(self.env, value) if value else False
        return str(value) if value else self.env._("as set for the type or company")

    def _record_change(self, kind, old, new, tell=False):
        """Write a line that nobody can change; with ``tell``, the other one of the
        two who have access gets a message, too."""
        self.ensure_one()
        # As superuser: no user may write here.
        line = (
            self.env["key.account.handover"]
            .sudo()
            .create(
                {
                    "dossier_id": self.id,
                    "kind": kind,
                    "old_name": old,
                    "new_name": new,
                    "user_id": self.env.uid,
                }
            )
        )
        if tell:
            self._tell_of_change(line)

    def _tell_of_change(self, line):
        users = self._get_insiders()._filter_key_account_role() - self.env.user
        if not users:
            return
        # In the name of Odoo, so that the author cannot take it back.
        dossier = self.with_user(SUPERUSER_ID).with_context(lang=users[:1].lang)
        dossier.message_post(
            body=Markup("<p>%s</p>")
            % dossier.env._(
                "%(user)s has changed the contact log: %(before)s → %(after)s",
                user=self.env.user.name,
                before=line.old_name,
                after=line.new_name,
            ),
            partner_ids=users.partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )
