from odoo import api, fields, models

from odoo.addons.client_segmentation.models.core.doors import need_one

from ..business_case.loyalty_plan import MANAGER

STAGES = [
    ("preparing", "In Preparation"),
    ("awaiting", "Awaiting Approval"),
    ("ready", "Ready to Launch"),
    ("running", "Running"),
    ("stopped", "Stopped"),
]
STEPS = [
    ("draft", "Draw up a business case"),
    ("submit", "Submit the business case"),
    ("decide", "Decide on the business case"),
    ("revise", "Revise the business case"),
    ("launch", "Launch the program"),
    ("enroll", "Enroll members"),
    ("measure", "Measure the result"),
]
STEP_BY_STATE = {
    "no_case": "draft",
    "draft": "submit",
    "submitted": "decide",
    "rejected": "revise",
}


class LoyaltyProgram(models.Model):
    """What the home page of loyalty programs shows of each."""

    _inherit = "loyalty.program"

    stage = fields.Selection(selection=STAGES, compute="_compute_stage")
    next_step = fields.Selection(
        selection=STEPS,
        compute="_compute_next_step",
        help="What is to be done next; nothing for programs that run as planned.",
    )
    cost_planned = fields.Monetary(
        string="Planned Cost",
        compute="_compute_cost_planned",
        groups=MANAGER,
        help="Total cost in the approved business case.",
    )
    cost_so_far = fields.Monetary(
        compute="_compute_cost_so_far",
        groups=MANAGER,
        help="What the benefits granted so far have cost.",
    )

    @api.depends("active", "awaiting_launch", "state")
    def _compute_stage(self):
        for program in self:
            if program.active:
                program.stage = "running"
            elif not program.awaiting_launch:
                program.stage = "stopped"
            elif program.state == "approved":
                program.stage = "ready"
            else:
                is_submitted = program.state == "submitted"
                program.stage = "awaiting" if is_submitted else "preparing"

    @api.depends("stage", "state", "gate_required", "has_members", "result_ids")
    def _compute_next_step(self):
        for program in self:
            program.next_step = program._get_next_step()

    def _get_next_step(self):
        needs_case = self.gate_required and self.state != "approved"
        if self.stage == "stopped":
            return False
        if needs_case or self.state == "submitted":
            return STEP_BY_STATE[self.state]
        if self.stage != "running":
            return "launch"
        if not self.has_members:
            return self.state == "approved" and "enroll"
        return not self.has_result and "measure"

    @api.depends("approved_plan_id")
    def _compute_cost_planned(self):
        for program in self:
            snapshot = program.approved_plan_id.snapshot or {}
            program.cost_planned = snapshot.get("results", {}).get("cost") or 0

    def _compute_cost_so_far(self):
        costs = dict.fromkeys(self.ids, 0)
        today = fields.Date.context_today(self)
        for program, company, cost in self.env["loyalty.benefit.entry"]._read_group(
            [("program_id", "in", self.ids)], ["program_id", "company_id"], ["cost:sum"]
        ):
            own = company.currency_id
            wanted = program.currency_id or own
            costs[program.id] += own._convert(cost, wanted, company, today)
        for program in self:
            program.cost_so_far = costs.get(program.id, 0)

    def action_next_step(self):
        """Go where the next step is taken."""
        need_one(self)
        if self.next_step in STEP_BY_STATE.values():
            return self.action_open_plans()
        if self.next_step == "measure":
            return self.action_measure()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "loyalty.program",
            "res_id": self.id,
            "views": [(False, "form")],
        }
