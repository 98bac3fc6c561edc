from odoo import api, fields, models

from ...arithmetic import results as measurement
from ...arithmetic.results.looks import COUNT, MONTHS


class LoyaltyProgram(models.Model):
    """When the result is looked at to decide: as the approved case says, and from the
    first measurement on as it was then."""

    _inherit = "loyalty.program"

    decision_on = fields.Date(string="Decided On", readonly=True, copy=False)
    look_count = fields.Integer(string="Planned Looks", readonly=True, copy=False)
    looks_assumed = fields.Boolean(
        string="Looks Were Not Planned",
        readonly=True,
        copy=False,
        help="No approved business case said when the result is decided on.",
    )

    @api.model
    def _get_machine_fields(self):
        names = {"decision_on", "look_count", "looks_assumed"}
        return super()._get_machine_fields() | names

    def _plan_looks(self, launched_on):
        self.ensure_one()
        if self.decision_on:
            return
        planned = (self.approved_plan_id.sudo().snapshot or {}).get("looks")
        looks = planned or {"decision_months": MONTHS, "look_count": COUNT}
        day = fields.Date.add(launched_on, months=looks["decision_months"])
        self._machine_write(
            {
                "decision_on": day,
                "look_count": looks["look_count"],
                "looks_assumed": not planned,
            }
        )

    def _get_looks(self, launched_on):
        self.ensure_one()
        return measurement.Looks(launched_on, self.decision_on, self.look_count)
