from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, UserError

from ...arithmetic.clock import tasks

KINDS = [
    (tasks.CONTACT, "Contact with a key client"),
    (tasks.ESCALATION, "Overdue contact with a key client"),
]
# What the program decides about its own tasks.
DECIDED = {
    "key_account_task",
    "date_deadline",
    "user_id",
    "activity_type_id",
    "res_model_id",
    "res_id",
    "active",
}


class MailActivity(models.Model):
    """The tasks that the contact clock keeps on a dossier."""

    _inherit = "mail.activity"

    key_account_task = fields.Selection(selection=KINDS, readonly=True, copy=False)

    # Whatever goes wrong, a crash or two jobs at once: never two open tasks.
    _key_account_task_unique = models.UniqueIndex(
        "(res_id, key_account_task) WHERE key_account_task IS NOT NULL AND active",
        "The dossier already has this task.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                vals.pop("key_account_task", None)
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and DECIDED & vals.keys():
            self._check_key_account_task()
        return super().write(vals)

    def unlink(self):
        self._get_matters()._set_cancelled()
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_key_account_task(self):
        if not self.env.su:
            self._check_key_account_task()

    def _check_key_account_task(self):
        if any(activity.key_account_task for activity in self if activity.active):
            raise UserError(
                self.env._(
                    "This task is managed by the contact clock. Log the contact, and "
                    "the task closes automatically; change the interval, and its "
                    "date moves."
                )
            )

    def _action_done(self, feedback=False, attachment_ids=None):
        open_tasks = self.filtered("active").grouped("key_account_task")
        if contacts := open_tasks.get(tasks.CONTACT):
            contacts._ask_what_happened()
        if escalations := open_tasks.get(tasks.ESCALATION):
            escalations._note_escalations()
            # As superuser: the program's tasks are closed by the program only.
            self = self.sudo()
        self._get_matters()._set_done(feedback)
        return super()._action_done(feedback, attachment_ids)

    def _ask_what_happened(self):
        dossier = self.env["key.account.dossier"].browse(self[0].res_id)
        raise RedirectWarning(
            self.env._(
                "What happened? Log the contact, and the task closes automatically."
            ),
            dossier.action_log_contact(),
            self.env._("Log Contact"),
        )

    def _note_escalations(self):
        if self.user_id - self.env.user:
            raise UserError(
                self.env._("Only the person who was reminded can close this task.")
            )
        dossiers = self.env["key.account.dossier"].browse(self.mapped("res_id"))
        dossiers._note_escalation_seen()

    def _get_matters(self):
        # As superuser: whoever got the matter cannot see where it comes from.
        matters = self.env["key.account.matter"].sudo()
        # The to-do of a matter belongs to no document.
        ids = [activity.id for activity in self.sudo() if not activity.res_model]
        return matters.search([("activity_id", "in", ids)]) if ids else matters

    def _to_store_defaults(self, target):
        return [*super()._to_store_defaults(target), "key_account_task"]
