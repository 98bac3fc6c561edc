from odoo import api, fields, models
from odoo.tools import format_list

from odoo.addons.client_segmentation.models.core.doors import need_one


class KeyAccountPersonMove(models.TransientModel):
    """Ask whether a person's history goes along to the new company."""

    _name = "key.account.person.move"
    _description = "Person Who Changed Company"
    _inherit = ["key.account.confidential.mixin"]
    _dossier_path = "stakeholder_id.dossier_id."

    stakeholder_id = fields.Many2one(
        comodel_name="key.account.stakeholder",
        required=True,
        ondelete="cascade",
    )
    can_move = fields.Boolean(compute="_compute_question")
    question = fields.Text(compute="_compute_question")

    @api.depends("stakeholder_id")
    @api.depends_context("uid", "lang")
    def _compute_question(self):
        for move in self:
            # An unsaved form may carry the number of anybody's person.
            people = move.stakeholder_id._origin.sudo(False)
            person = people._filtered_access("write")
            target = person._find_new_dossier()
            move.can_move = bool(target)
            move.question = move._get_question(person, target)

    def action_move(self):
        """Move the person with the history, and open the dossier it went to."""
        need_one(self)
        self.check_access("write")
        target = self.stakeholder_id._move_to_new_dossier()
        return {
            "type": "ir.actions.act_window",
            "res_model": target._name,
            "res_id": target.id,
            "views": [(False, "form")],
        }

    def _get_question(self, person, target):
        if not target:
            return self.env._(
                "No other dossier of yours is of this person. The history stays here."
            )
        readers = target._get_insiders()
        return self.env._(
            "Shall what is known of %(person)s move to the dossier of %(client)s? It "
            "will be read there by %(readers)s: attitude, interests, personal notes, "
            "dates, and the days and outcomes of the contacts. The contacts and "
            "answers themselves stay in the dossier of %(former)s.",
            person=person.partner_id.name,
            client=target.display_name,
            readers=format_list(self.env, readers.mapped("name")),
            former=person.dossier_id.display_name,
        )
