"""The launch gate: which state a program may move to, checked and moved here only."""

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.http import request

from ...arithmetic.gate import launch
from .loyalty_program_terms import PROGRAM_TERMS

PAYMENT_TYPES = ("gift_card", "ewallet")
# What decides on the state, or on whether a case is needed
LAUNCH_FIELDS = frozenset({"active", "company_id", "program_type"})


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    launched_without_case = fields.Boolean(
        string="Launched without Business Case",
        copy=False,
        readonly=True,
        help="The program was already running when business cases became required, "
        "or was started where no business case is required.",
    )
    awaiting_launch = fields.Boolean(
        copy=False,
        readonly=True,
        help="The program was never started.",
    )

    @api.model
    def _get_machine_fields(self):
        return super()._get_machine_fields() | {
            "launched_without_case",
            "awaiting_launch",
        }

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        pays = defaults.get("program_type") in PAYMENT_TYPES
        if defaults.get("active") and not pays and self._is_gated_user():
            # Only to show the truth at once: create() decides by the real company
            defaults["active"] = not self.env.company.loyalty_gate
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        """Hold back what may not run yet.

        It is archived rather than refused: the form always sends ``active``, and a
        program has to exist before it can have a business case. Its rewards and
        rules stay active, or the form would not show them.
        """
        # The default of a form is a guess from the current company
        # pylint: disable-next=super-method-mismatch
        defaults = super().default_get(["active", "company_id"])
        vals_list = [{**defaults, **vals} for vals in vals_list]
        programs = super().create([self._hold(vals) for vals in vals_list])
        for program, vals in zip(programs, vals_list, strict=True):
            state = launch.EXEMPT if program.active else launch.WAITING
            program._move_launch(launch.NEW, state)
            if vals["active"] and not program.active and program._is_means_of_payment():
                program.active = True
        return programs

    @api.model
    def _hold(self, vals):
        if not vals["active"] or not self._is_gated_user():
            return vals
        return {
            **vals,
            "active": not self._get_gate_companies_of(vals.get("company_id")),
        }

    def write(self, vals):
        """The only entrance of this add-on to what is written on programs."""
        self._before_loyalty_write(vals)
        steps = vals.keys() & LAUNCH_FIELDS
        before = {program: program._prepare_launch(steps) for program in self if steps}
        with self._keep_terms_without_case():
            if "active" in vals and self._needs_rights_to_switch():
                self.check_access("write")
                super().write({name: vals[name] for name in vals if name != "active"})
                # For this one switch only; whether it may be thrown the gate decides
                programs = super(LoyaltyProgram, self.sudo())
                res = programs.write({"active": vals["active"]})
            else:
                res = super().write(vals)
        stopped = "active" in vals and self._is_gated_user()
        for program, (state, reached) in before.items():
            program._follow_launch(state, reached, stopped)
        if not vals.keys().isdisjoint((*PROGRAM_TERMS, "currency_id")):
            self._check_approved_terms()
        return res

    def _before_loyalty_write(self, vals):
        """Hook: ``vals`` are about to be written."""

    def _needs_rights_to_switch(self):
        """Programs are started and archived with the products of their rewards, on
        which whoever may edit programs need have no rights."""
        rewards = self.with_context(active_test=False).reward_ids
        return rewards._unlock_products().env.su != self.env.su

    def _get_launch_state(self):
        self.ensure_one()
        return launch.get_state(
            self.active, self.launched_without_case, self.awaiting_launch
        )

    def _prepare_launch(self, steps):
        """``(state, companies that ask for a case; None if that cannot change)``"""
        moves = steps - {"active"}
        return self._get_launch_state(), self._get_gate_companies() if moves else None

    def _follow_launch(self, before, reached, stopped):
        """Move on after something was written that decides on the launch."""
        needed = self._get_gate_companies()
        moved = reached is not None and bool(needed - reached)
        state = launch.get_next(
            before,
            self.active,
            stopped=stopped,
            moved=moved,
            needs_case=bool(needed),
            has_case=self.state == "approved",
        )
        if state != before or (moved and self.active):
            self._move_launch(before, state)

    def _follow_approval(self):
        """Once there is an approved case a program runs on it, and on no exemption."""
        after = {launch.EXEMPT: launch.RUNNING, launch.PAUSED: launch.STOPPED}
        for program in self:
            before = program._get_launch_state()
            if before in after:
                program._move_launch(before, after[before])

    def _move_launch(self, before, state):
        """Move to another state: the only place where that happens.

        :raise UserError: if the program does not meet what the transition asks for
        """
        self.ensure_one()
        if asked := launch.TRANSITIONS[before, state]:
            self._check_launch(asked)
        without_case, awaiting = launch.get_facts(state)
        facts = {"launched_without_case": without_case, "awaiting_launch": awaiting}
        changes = {name: value for name, value in facts.items() if self[name] != value}
        if changes:
            self._machine_write(changes)

    def _check_launch(self, asked):
        """Refuse to run a program that has nothing of what is asked for."""
        if launch.SYSTEM in asked and not self._is_gated_user():
            return
        if launch.NO_NEED in asked and not self._get_gate_companies():
            return
        obstacles = self._get_launch_obstacles()
        if launch.CASE in asked and not obstacles:
            return
        raise UserError(
            self.env._(
                "The program “%(name)s” cannot run yet:\n%(why)s",
                name=self.name,
                why="\n".join(obstacles),
            )
        )

    @api.model
    def _is_gated_user(self):
        """Everyone but OdooBot while it loads module data, upgrades or scripts.

        Not ``env.su``: code that acts for a user under sudo is held back too. A
        scheduled action and a session as superuser are OdooBot, and held back.
        """
        if self.env.uid != SUPERUSER_ID:
            return True
        return self.pool.ready and bool(request or "cron_id" in self.env.context)

    def _is_means_of_payment(self):
        """Gift cards and wallets pay: what was paid for them, at most. With rewards
        or rules that give more away they are a promotion by another name."""
        self.ensure_one()
        program = self.with_context(active_test=False)
        return (
            program.program_type in PAYMENT_TYPES
            and all(
                reward.reward_type == "discount"
                and reward.discount_mode == "per_point"
                and reward.discount <= 1
                for reward in program.reward_ids
            )
            and all(
                rule.reward_point_mode == "money" and rule.reward_point_amount <= 1
                for rule in program.rule_ids
            )
        )

    def _get_gate_companies(self):
        """Companies that require a business case of it, and where it would run."""
        self.ensure_one()
        if self._is_means_of_payment():
            return self.env["res.company"]
        return self._get_gate_companies_of(self.company_id.id)

    @api.model
    def _get_gate_companies_of(self, company_id):
        domain = [("loyalty_gate", "=", True)]
        if company_id:
            domain.append(("id", "child_of", company_id))
        # A program reaches branches and, without a company, all companies, whether
        # or not the user may see them
        return self.env["res.company"].sudo().search(domain)
