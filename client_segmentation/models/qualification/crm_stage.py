from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError


class CrmStage(models.Model):
    """A stage may be a gate: only sufficiently qualified opportunities pass it."""

    _name = "crm.stage"
    _inherit = ["crm.stage", "client.segment.switch"]

    qualification_min_score = fields.Integer(
        aggregator=None,
        string="Qualification at Least",
        help="How many of the five criteria an opportunity must meet to reach this "
        "stage or a later one; 0 means no condition.",
    )

    @api.constrains("qualification_min_score")
    def _check_qualification_min_score(self):
        for stage in self:
            if not 0 <= stage.qualification_min_score <= 5:
                raise ValidationError(
                    self.env._(
                        "There are five criteria: a stage can ask for 0 to 5 of them,"
                        " not %(score)s.",
                        score=stage.qualification_min_score,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        stages = super().create(vals_list)
        if any(vals.get("qualification_min_score") for vals in vals_list):
            self.env.registry.clear_cache()
        return stages

    def write(self, vals):
        result = super().write(vals)
        if "qualification_min_score" in vals:
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.model
    def _get_qualification_gates(self):
        # A gate holds for everybody, whichever stages they see.
        return self.sudo().browse(self._get_qualification_gate_ids())

    @api.model
    @tools.ormcache()
    def _get_qualification_gate_ids(self):
        """Known without a query: they are asked for with each opportunity that is
        entered or moved."""
        gates = self.sudo().search([("qualification_min_score", ">", 0)])
        return tuple(gates.ids)

    def _get_passed(self, stage, team):
        """Return those of these gates that an opportunity of ``team`` in ``stage``
        stands at or beyond: stages cannot be skipped."""
        return self.filtered(
            lambda gate: (
                gate == stage
                or gate.sequence < stage.sequence
                and (not gate.team_ids or team in gate.team_ids)
            )
        )
