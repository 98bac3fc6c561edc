from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import plaintext2html

from odoo.addons.client_segmentation.models.core.doors import need_one

STATES = [
    ("open", "Handed Over"),
    ("done", "Done"),
    ("cancelled", "Withdrawn"),
]
# What the assignee was told stays as it was told.
TOLD = {"dossier_id", "name", "description", "name_client", "user_id", "date_deadline"}


class KeyAccountMatter(models.Model):
    """An urgent matter that somebody else settles during a pause.

    That person gets a to-do that belongs to no document, so that nobody but the
    assignee reads it, and it says no more than what was typed. The dossier knows
    of the to-do; the to-do does not know of the dossier.
    """

    _name = "key.account.matter"
    _description = "Urgent Matter of a Key Client"
    _inherit = ["key.account.confidential.mixin"]
    _order = "id DESC"

    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        required=True,
        ondelete="cascade",
        index=True,
    )
    name = fields.Char(string="Subject", required=True)
    description = fields.Text(string="Task", required=True)
    name_client = fields.Boolean(
        string="Include Client Name",
        default=True,
        help="Adds the client's name and phone number to the task. Nothing else from "
        "the dossier is passed on, not even that there is one.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Hand Over To",
        required=True,
        ondelete="restrict",
        domain="[('share', '=', False), ('id', '!=', uid)]",
    )
    date_deadline = fields.Date(
        string="Due Date",
        required=True,
        default=fields.Date.context_today,
    )
    activity_id = fields.Many2one(
        comodel_name="mail.activity",
        string="To-Do",
        readonly=True,
        ondelete="set null",
        copy=False,
        index="btree_not_null",
    )
    state = fields.Selection(
        selection=STATES,
        required=True,
        readonly=True,
        default="open",
        copy=False,
    )
    answer = fields.Text(readonly=True, copy=False)
    done_date = fields.Date(readonly=True, copy=False)

    @api.constrains("user_id")
    def _check_user_id(self):
        for matter in self:
            if matter.user_id.share or matter.user_id == matter.dossier_id.user_id:
                raise ValidationError(
                    self.env._(
                        "Hand the matter over to a colleague other than the manager of "
                        "the client."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        matters = super().create(vals_list)
        for matter in matters:
            matter.sudo().activity_id = matter._hand_over()
        return matters

    def write(self, vals):
        if TOLD & vals.keys() and any(matter.activity_id for matter in self):
            raise ValidationError(
                self.env._(
                    "The matter has already been handed over. Withdraw it and hand "
                    "over a new one."
                )
            )
        return super().write(vals)

    def action_hand_over(self):
        """Close the dialog: saving the record has handed the matter over."""
        need_one(self)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(user)s has received the task, and nothing else.",
                    user=self.user_id.name,
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_withdraw(self):
        self.check_access("write")
        # As superuser: the task is the assignee's.
        self.sudo().activity_id.unlink()

    def _hand_over(self):
        """Create the to-do; its author is the one who asks."""
        todo = self.env.ref("mail.mail_activity_data_todo", raise_if_not_found=False)
        activities = self.env["mail.activity"].sudo()
        return activities.create(
            {
                "activity_type_id": todo and todo.id,
                "res_model_id": False,
                "res_id": False,
                "summary": self.name,
                "note": self._get_note(),
                "user_id": self.user_id.id,
                "date_deadline": self.date_deadline,
            }
        )

    def _get_note(self):
        note = plaintext2html(self.description)
        if not self.name_client:
            return note
        # Read as the user, who may not see every contact.
        client = self.dossier_id.partner_id
        lines = [client.name, client.phone, client.email]
        return note + Markup("<p>%s</p>") % Markup("<br/>").join(filter(None, lines))

    def _set_done(self, answer):
        self.write(
            {
                "state": "done",
                "answer": answer or False,
                "done_date": fields.Date.context_today(self),
            }
        )

    def _set_cancelled(self):
        self.filtered(lambda matter: matter.state == "open").state = "cancelled"

    def _get_label(self):
        return self.name
