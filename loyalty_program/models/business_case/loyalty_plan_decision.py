from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .loyalty_plan import APPROVER, MANAGER, UNCERTAIN


class LoyaltyPlan(models.Model):
    """From the draft to the decision on it, and back."""

    _inherit = "loyalty.plan"

    def action_submit(self):
        self._change_state("draft", "submitted", submitted_by_id=self.env.uid)

    def action_approve(self):
        self._check_decider()
        self._check_state("submitted")
        for plan in self:
            plan._check_approver()
            if obstacles := plan._get_decision_obstacles():
                raise UserError(
                    self.env._(
                        "The business case “%(name)s” cannot be approved:\n%(why)s",
                        name=plan.name,
                        why="\n".join(obstacles),
                    )
                )
            plan._check_only_approved()
            if plan._needs_second_approval() and not plan.first_approved_by_id:
                plan._approve_first()
            else:
                plan._approve()

    def _approve(self):
        # Who decides need not have the right to write cases, or programs
        plan = self.sudo()
        plan._change_state(
            "submitted",
            "approved",
            snapshot=plan._prepare_snapshot(),
            **self._prepare_decision(),
        )
        # From now on the program runs on this case, and its terms are locked
        plan.program_id._follow_approval()

    def _approve_first(self):
        plan = self.sudo()  # As above
        plan._machine_write({"first_approved_by_id": self.env.uid})
        plan.message_post(
            body=self.env._(
                "%(user)s has approved. The cost is above the amount from which a "
                "second person has to approve, too.",
                user=self.env.user.name,
            )
        )

    def _needs_second_approval(self):
        amount = self.program_id._get_gate_limits()["second_amount"]
        return bool(amount) and self.cost > amount

    def _check_decider(self):
        """Approvers decide, and sales managers where no company leaves it to
        approvers."""
        self.check_access("read")
        only = any(
            company.loyalty_approvers_only
            for program in self.program_id
            for company in program._get_gate_companies()
        )
        user = self.env.user
        if not user.has_group(APPROVER) and (only or not user.has_group(MANAGER)):
            raise AccessError(
                self.env._("Only approvers of loyalty programs may decide on this.")
            )

    def _get_decision_obstacles(self):
        """Why the company could not approve it, all of it."""
        self.ensure_one()
        return [
            *self.program_id._get_limit_obstacles(self._get_figures()),
            *self._get_reward_obstacles(),
            *self._get_effect_obstacles(),
            *self._get_difference_obstacles(),
            *self._get_power_obstacles(),
        ]

    def action_reject(self):
        self._check_decider()
        # Who decides need not have the right to write cases
        self.sudo()._change_state("submitted", "rejected", **self._prepare_decision())

    def action_reset(self):
        """Back to draft, which also withdraws an approval."""
        for plan in self:
            if plan.state == "approved" and plan.program_id.active:
                raise UserError(
                    self.env._(
                        "The program “%(name)s” runs on this business case. "
                        "Archive the program first.",
                        name=plan.program_id.name,
                    )
                )
        withdrawn = self.filtered(lambda plan: plan.state == "approved")
        self._machine_write(
            {
                "state": "draft",
                "snapshot": False,
                "submitted_by_id": False,
                "first_approved_by_id": False,
                "decided_by_id": False,
                "decided_on": False,
            }
        )
        withdrawn.program_id._restore_terms()

    def _check_state(self, expected):
        if any(plan.state != expected for plan in self):
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This requires a business case with the status “%(state)s”.",
                    state=labels[expected],
                )
            )

    def _check_approver(self):
        if self.first_approved_by_id == self.env.user:
            raise UserError(
                self.env._(
                    "You have approved “%(name)s” already. Above this amount, a second "
                    "person has to approve, too.",
                    name=self.name,
                )
            )
        if self.submitted_by_id != self.env.user:
            return
        if not self.program_id._get_gate_limits()["self_approval"]:
            raise UserError(
                self.env._(
                    "You submitted the business case “%(name)s” yourself. Ask another "
                    "sales manager to approve it, or allow approval by the submitter "
                    "in the settings of the company.",
                    name=self.name,
                )
            )

    def _check_only_approved(self):
        approved = self.program_id.plan_ids.filtered(lambda p: p.state == "approved")
        if approved - self:
            raise UserError(
                self.env._(
                    "“%(name)s” is already approved for this program. Withdraw that "
                    "approval first.",
                    name=approved[:1].name,
                )
            )

    def _change_state(self, expected, state, **values):
        self._check_state(expected)
        self._machine_write({"state": state, **values})

    def _prepare_decision(self):
        return {"decided_by_id": self.env.uid, "decided_on": fields.Datetime.now()}

    def _prepare_snapshot(self):
        self.ensure_one()
        return {
            "assumptions": {name: self[name] for name in UNCERTAIN},
            "target": self.is_targeted and (self.target_domain or "[]"),
            "baseline": self.baseline or False,
            "certainty_reason": self.certainty_reason,
            "rewards": [reward._prepare_snapshot() for reward in self.reward_ids],
            "results": self._get_figures(),
            "terms": self.program_id._get_terms(),
            "limits": self.program_id._get_gate_limits(),
            "currency": self.currency_id.name,
        }
