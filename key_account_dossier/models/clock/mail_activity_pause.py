from odoo import api, fields, models

from ..dossier.planned_contact import PlannedContact

CONTACT_CATEGORIES = ("phonecall", "meeting")
CONTACT_TYPES = (
    "mail.mail_activity_data_email",
    "key_account_dossier.mail_activity_type_contact",
)


class MailActivity(models.Model):
    """An activity may plan a contact with a client, on whatever document of his."""

    _inherit = "mail.activity"

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._check_pause()
        return activities

    def write(self, vals):
        result = super().write(vals)
        planned = {"user_id", "date_deadline", "activity_type_id", "res_id", "active"}
        # What is done or given up is not planned any more.
        if planned & vals.keys() and vals.get("active", True):
            self._check_pause()
        return result

    def _check_pause(self):
        """Stop calls, meetings and e-mails of the manager; of other tasks, which may
        be none with the client, only remind."""
        dossiers = self.env["key.account.dossier"]
        if not dossiers._knows_of_pauses():
            return
        pending = self.exists().filtered(lambda one: one.active and one.user_id)
        contacts = pending.filtered(lambda one: one._is_contact())
        dossiers._refuse_in_pause(contacts._get_planned_contacts())
        dossiers._remind_of_pause((pending - contacts)._get_planned_contacts())

    def _is_contact(self):
        kind = self.activity_type_id
        if kind.category in CONTACT_CATEGORIES:
            return True
        known = (self.env.ref(name, raise_if_not_found=False) for name in CONTACT_TYPES)
        return kind in known

    def _get_planned_contacts(self):
        planned = []
        for name, activities in self.grouped("res_model").items():
            if not name:
                continue
            documents = self.env[name].browse(activities.mapped("res_id")).exists()
            partners = self._get_partners_of(documents)
            for activity in activities:
                planned.append(
                    PlannedContact(
                        partners.get(activity.res_id, self.env["res.partner"]),
                        activity.date_deadline or fields.Date.context_today(self),
                        activity.user_id,
                    )
                )
        return planned

    @api.model
    def _get_partners_of(self, documents):
        """Return ``{document's id: people one would talk to}``."""
        # As superuser: only to find the pauses that the user may know of.
        documents = documents.sudo()
        if hasattr(documents, "_dossier_path"):
            return {one.id: one._get_dossiers().partner_id for one in documents}
        return documents._mail_get_partners()
