from odoo import api, fields, models
from odoo.exceptions import ValidationError


class KeyAccountStakeholder(models.Model):
    """Who reports to whom at the client."""

    _inherit = "key.account.stakeholder"

    manager_id = fields.Many2one(
        comodel_name="key.account.stakeholder",
        string="Reports To",
        ondelete="set null",
        index="btree_not_null",
        domain="[('dossier_id', '=', dossier_id), ('id', '!=', id)]",
        help="The superior at the client, as far as this person is a stakeholder.",
    )
    report_ids = fields.One2many(
        comodel_name="key.account.stakeholder",
        inverse_name="manager_id",
        string="Reports",
    )

    @api.constrains("manager_id", "dossier_id")
    def _check_manager_id(self):
        for person in self:
            superior = person.manager_id
            if superior and superior.dossier_id != person.dossier_id:
                raise ValidationError(
                    self.env._("A superior has to be a stakeholder of the same client.")
                )
        if self._has_cycle("manager_id"):
            raise ValidationError(
                self.env._("Nobody can report to himself, not even through others.")
            )

    def _describe_for_chart(self):
        """Return what the chart shows, superiors before those who report to them."""
        labels = dict(self._fields["role"]._description_selection(self.env))
        return [
            {
                "id": person.id,
                "name": person.partner_id.name or person.display_name,
                "function": person.function or "",
                "role": labels.get(person.role, ""),
                "attitude": person.attitude or "",
                "manager": person.manager_id.id,
                "untouched": person.is_untouched,
                "former": person.is_former,
            }
            for person in self
        ]
