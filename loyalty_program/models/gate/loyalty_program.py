from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.client_segmentation.models.core.doors import need_one

from .loyalty_program_terms import PROGRAM_TERMS


class LoyaltyProgram(models.Model):
    _name = "loyalty.program"
    _inherit = ["loyalty.machine.mixin", "loyalty.program", "client.closed.mixin"]

    plan_ids = fields.One2many(
        comodel_name="loyalty.plan",
        inverse_name="program_id",
        string="Business Cases",
    )
    plan_count = fields.Integer(compute="_compute_plan_count", compute_sudo=True)
    approved_plan_id = fields.Many2one(
        comodel_name="loyalty.plan",
        compute="_compute_approved_plan_id",
        # Managers of other channels launch programs without access to plans
        compute_sudo=True,
    )
    state = fields.Selection(
        selection=[
            ("no_case", "No Business Case"),
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("rejected", "Rejected"),
        ],
        string="Business Case",
        compute="_compute_state",
        store=True,
        help="The most advanced status of the program's business cases.",
    )
    roi_planned = fields.Float(
        string="Planned ROI",
        compute="_compute_roi_planned",
        store=True,
        aggregator=None,
        help="ROI of the approved business case, frozen at the time of approval.",
    )
    roi_actual = fields.Float(
        string="Actual ROI",
        compute="_compute_roi_actual",
        aggregator=None,
        help="Zero until it has been measured; see the remark.",
    )
    roi_actual_remark = fields.Char(
        string="Actual ROI: Remark", compute="_compute_roi_actual"
    )
    gate_required = fields.Boolean(compute="_compute_gate", compute_sudo=True)
    obstacles = fields.Text(compute="_compute_gate", compute_sudo=True)

    @api.depends("plan_ids")
    def _compute_plan_count(self):
        for program in self:
            program.plan_count = len(program.plan_ids)

    @api.depends("plan_ids.state")
    def _compute_approved_plan_id(self):
        for program in self:
            program.approved_plan_id = program.plan_ids.filtered(
                lambda plan: plan.state == "approved"
            )[:1]

    @api.depends("plan_ids.state")
    def _compute_state(self):
        ranking = ("approved", "submitted", "draft", "rejected")
        for program in self:
            states = set(program.plan_ids.mapped("state"))
            program.state = next(
                (state for state in ranking if state in states), "no_case"
            )

    @api.depends("plan_ids.state", "plan_ids.snapshot")
    def _compute_roi_planned(self):
        for program in self:
            # The snapshot is for managers, its ROI for every salesperson
            snapshot = program.approved_plan_id.sudo().snapshot or {}
            program.roi_planned = snapshot.get("results", {}).get("roi") or 0.0

    @api.depends_context("lang")
    def _compute_roi_actual(self):
        for program in self:
            program.roi_actual = 0.0
            program.roi_actual_remark = self.env._("Not measured yet")

    @api.depends(
        "active",
        "company_id",
        "currency_id",
        "plan_ids.state",
        "reward_ids.discount",
        "reward_ids.discount_mode",
        "reward_ids.reward_type",
        "rule_ids.reward_point_amount",
        "rule_ids.reward_point_mode",
        *PROGRAM_TERMS,
    )
    @api.depends_context("lang")
    def _compute_gate(self):
        for program in self:
            program.gate_required = bool(program._get_gate_companies())
            program.obstacles = "\n".join(
                program._get_launch_obstacles() if program.gate_required else []
            )

    @api.model
    def _get_machine_fields(self):
        return {"state", "roi_planned"}

    def _raise_machine_fields(self):
        raise UserError(
            self.env._("The status of the business case cannot be set by hand.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        if any(program.state == "approved" for program in self):
            raise UserError(
                self.env._(
                    "A program with an approved business case cannot be deleted: "
                    "archive it."
                )
            )

    def action_open_plans(self):
        need_one(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_program.loyalty_plan_action"
        )
        return {
            **action,
            "context": {
                "default_program_id": self.id,
                "search_default_program_id": self.id,
            },
        }

    def _get_launch_obstacles(self):
        # The gate looks at the frozen case, which only managers may read
        plan = self.approved_plan_id.sudo()
        if not plan:
            return [self.env._("There is no approved business case.")]
        obstacles = self._get_limit_obstacles(plan.snapshot["results"])
        return obstacles + [
            self.env._("This was changed after the approval: %(what)s", what=change)
            for change in self._list_changes()
        ]
