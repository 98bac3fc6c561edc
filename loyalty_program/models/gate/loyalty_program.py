from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.client_segmentation.models.core.doors import need_one

from . import gate
from .loyalty_program_terms import PROGRAM_TERMS

GATE_FIELDS = ("state", "roi_planned", "launched_without_case")


class LoyaltyProgram(models.Model):
    _name = "loyalty.program"
    _inherit = ["loyalty.program", "client.closed.mixin"]

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        defaults = gate.guard_defaults(self, defaults, GATE_FIELDS)
        if defaults.get("active") and self._is_gated_user():
            # Only to show the truth at once: create() decides by the real company
            defaults["active"] = not self.env.company.loyalty_gate
        return defaults

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
        help="How far the business cases of the program have come.",
    )
    launched_without_case = fields.Boolean(
        copy=False,
        readonly=True,
        help="The program was running when the gate came, or was started where no "
        "business case is required.",
    )
    awaiting_launch = fields.Boolean(
        copy=False,
        readonly=True,
        help="The program was never started.",
    )
    roi_planned = fields.Float(
        string="Planned ROI",
        compute="_compute_roi_planned",
        store=True,
        aggregator=None,
        help="ROI of the approved business case, as frozen at its approval.",
    )
    roi_actual = fields.Float(
        string="Actual ROI",
        compute="_compute_roi_actual",
        aggregator=None,
        help="Zero until it is measured; see the remark.",
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
        "active", "company_id", "currency_id", "plan_ids.state", *PROGRAM_TERMS
    )
    @api.depends_context("lang")
    def _compute_gate(self):
        for program in self:
            program.gate_required = bool(program._get_gate_companies())
            program.obstacles = "\n".join(
                program._get_launch_obstacles() if program.gate_required else []
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Hold back what may not run yet.

        It is archived rather than refused: the form always sends ``active``, and a
        program has to exist before it can have a business case. Its rewards and
        rules stay active, or the form would not show them.
        """
        if not gate.is_unlocked(self.env):
            for vals in vals_list:
                self._check_gate_fields(vals)
        programs = super().create([self._hold(vals) for vals in vals_list])
        programs.filtered("active")._mark_launched_without_case(True)
        return programs

    @api.model
    def _hold(self, vals):
        # The default of a form is a guess from the current company
        vals = {"active": self.env.context.get("default_active", True), **vals}
        if vals["active"] and self._is_gated_user():
            company = vals.get("company_id", self._default_company_id())
            vals["active"] = not self._get_gate_companies_of(company)
        return {**vals, "awaiting_launch": not vals["active"]}

    @api.model
    def _default_company_id(self):
        return self.default_get(["company_id"]).get("company_id")

    def write(self, vals):
        if not gate.is_unlocked(self.env):
            self._check_gate_fields(vals)
        running = self.filtered("active")
        moved = self if "company_id" in vals else self[:0]
        reached = {program: program._get_gate_companies() for program in moved}
        if vals.get("active"):
            vals = {**vals, "awaiting_launch": False}
        with self._keep_terms_without_case():
            if "active" in vals and self._needs_rights_to_switch():
                self.check_access("write")
                super().write({name: vals[name] for name in vals if name != "active"})
                # For this one switch only; whether it may be thrown the gate decides
                programs = super(LoyaltyProgram, self.sudo())
                res = programs.write({"active": vals["active"]})
            else:
                res = super().write(vals)
        if "active" in vals and not vals["active"] and self._is_gated_user():
            self._mark_launched_without_case(False)
        for program in moved:
            if program._get_gate_companies() - reached[program]:
                program._mark_launched_without_case(False)
                program.filtered("active")._pass_gate()
        (self - running).filtered("active")._pass_gate()
        if not vals.keys().isdisjoint((*PROGRAM_TERMS, "currency_id")):
            self._check_approved_terms()
        return res

    def _needs_rights_to_switch(self):
        """Programs are started and archived with the products of their rewards, on
        which whoever may edit programs need have no rights."""
        rewards = self.with_context(active_test=False).reward_ids
        return rewards._unlock_products().env.su != self.env.su

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
            "domain": [("program_id", "=", self.id)],
            "context": {"default_program_id": self.id},
        }

    def _is_gated_user(self):
        """Everyone but OdooBot while it loads module data, upgrades or scripts.

        Not ``env.su``: code that acts for a user under sudo is held back too. A
        scheduled action and a session as superuser are OdooBot, and held back.
        """
        if self.env.uid != SUPERUSER_ID:
            return True
        return self.pool.ready and bool(request or "cron_id" in self.env.context)

    def _check_gate_fields(self, vals):
        if any(vals.get(name) for name in GATE_FIELDS):
            raise UserError(
                self.env._("The state of the business case cannot be typed in.")
            )

    def _mark_launched_without_case(self, value):
        changed = self.filtered(lambda program: program.launched_without_case != value)
        if changed:
            gate.unlock(changed).write({"launched_without_case": value})

    def _pass_gate(self):
        """Refuse to run programs that lack what their companies require."""
        for program in self:
            if program.launched_without_case:
                # Paused by the system, not stopped by a user
                continue
            if not program._get_gate_companies():
                program._mark_launched_without_case(program.state != "approved")
                continue
            obstacles = program._get_launch_obstacles()
            if obstacles:
                raise UserError(
                    self.env._(
                        "The program “%(name)s” cannot run yet:\n%(why)s",
                        name=program.name,
                        why="\n".join(obstacles),
                    )
                )

    def _get_gate_companies(self):
        self.ensure_one()
        return self._get_gate_companies_of(self.company_id.id)

    @api.model
    def _get_gate_companies_of(self, company_id):
        """Companies that require a business case and where the program would run."""
        domain = [("loyalty_gate", "=", True)]
        if company_id:
            domain.append(("id", "child_of", company_id))
        # A program reaches branches and, without a company, all companies, whether
        # or not the user may see them
        return self.env["res.company"].sudo().search(domain)

    def _get_launch_obstacles(self):
        # The gate looks at the frozen case, which only managers may read
        plan = self.approved_plan_id.sudo()
        if not plan:
            return [self.env._("There is no approved business case.")]
        obstacles = self._get_limit_obstacles(plan.snapshot["results"])
        if plan.snapshot["currency"] != self.currency_id.name:
            obstacles.append(self.env._("The currency was changed after the approval."))
        if plan.snapshot["terms"] != self._get_terms():
            obstacles.append(
                self.env._("The rewards or rules were changed after the approval.")
            )
        return obstacles
