"""The case beside the program that it is to be approved for."""

from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.client_segmentation.models.core.segment_axes import TIER

from .loyalty_plan import DECIDERS, MANAGER, UNCERTAIN

# Rounded averages differ by less
TOLERANCE = 0.05


class Row(NamedTuple):
    """What the case says and what the program is, as words.

    ``obstacle``: why this could not be approved, if it could not.
    """

    label: str
    case: str
    program: str
    differs: bool
    obstacle: str = ""


class LoyaltyPlan(models.Model):
    _inherit = "loyalty.plan"

    comparison = fields.Html(
        compute="_compute_comparison", sanitize=False, groups=DECIDERS
    )

    @api.depends(
        *UNCERTAIN, "reward_ids", "is_targeted", "target_domain", "certainty_reason"
    )
    @api.depends_context("lang")
    def _compute_comparison(self):
        for plan in self:
            rows = plan.program_id and plan._compare_with_program()
            plan.comparison = bool(rows) and plan._render_panel(
                "plan_comparison", rows=rows
            )

    def _get_difference_obstacles(self):
        """Why the company could not approve this case for this program."""
        self.ensure_one()
        if not self.program_id.gate_required:
            return []
        return [row.obstacle for row in self._compare_with_program() if row.obstacle]

    def _compare_with_program(self):
        self.ensure_one()
        order = self._get_program_order()
        given = [
            (vals["name"], _get_cost(vals, order)) for vals in self._prepare_rewards()
        ]
        return [
            self._compare_clients(),
            self._compare_control(),
            *self._compare_rewards(dict(given)),
            self._compare_total(sum(cost for _name, cost in given)),
        ]

    def _compare_clients(self):
        if not self.env.user.has_group(MANAGER):
            return self._compare_filters()
        program = self._count_by_tier(self._get_program_clients())
        if self.is_targeted:
            case = self._count_by_tier(self._get_clients_domain())
            case_words = self._describe_tiers(case)
        else:
            case, case_words = {"": self.client_count}, self._number(self.client_count)
        counts = sum(case.values()), sum(program.values())
        return Row(
            self.env._("Target clients"),
            case_words,
            self._describe_tiers(program),
            self._is_different(*counts),
        )

    def _compare_filters(self):
        """For approvers, who see their own clients only and could count no others."""
        # The filter of the program is for managers; whether it is the same is no secret
        same = self.is_targeted and (self.target_domain or "[]") == (
            self.program_id.sudo().target_domain or "[]"
        )
        return Row(
            self.env._("Target clients"),
            self._number(self.client_count),
            self.env._("the same filter") if same else self.env._("another filter"),
            not same,
        )

    def _compare_control(self):
        case, program = self.control_share, self.program_id.control_share
        return Row(
            self._fields["control_share"]._description_string(self.env),
            self._percent(case),
            self._percent(program),
            abs(case - program) > 1e-6,
        )

    def _compare_rewards(self, given):
        """What an order earns, reward by reward, as if all were redeemed."""
        planned = {reward.name: reward.cost_per_order for reward in self.reward_ids}
        return [
            Row(
                name,
                self._show_cost(planned.get(name)),
                self._show_cost(given.get(name)),
                self._is_different(planned.get(name), given.get(name)),
            )
            for name in (*planned, *(name for name in given if name not in planned))
        ]

    def _compare_total(self, given):
        """All that an order gives away: an approval is for no more than that."""
        planned = self._get_given_per_order()
        words = self._show_cost(planned), self._show_cost(given)
        obstacle = ""
        if given > planned * (1 + TOLERANCE) + 1e-6:
            obstacle = self.env._(
                "The program gives away %(given)s per order, the business case only "
                "%(planned)s.",
                given=words[1],
                planned=words[0],
            )
        return Row(
            self.env._("Given away per order"),
            *words,
            self._is_different(planned, given),
            obstacle,
        )

    def _get_program_clients(self):
        """The target clients of the program, counted as those of the case are."""
        return self._limit_to_clients(self.program_id._get_target_domain())

    def _count_by_tier(self, domain):
        """``{tier: clients}`` in the company of the case, others as ``""``."""
        partners = self.env["res.partner"].with_company(self._get_company())
        total = partners.search_count(domain)
        in_company = Domain("company_id", "=", self._get_company().id)
        counts = self.env["client.segment"]._read_group(
            in_company & Domain("partner_id", "in", partners._search(domain)),
            ["tier"],
            ["__count"],
        )
        tiers = {tier: count for tier, count in counts if tier}
        return {**tiers, "": total - sum(tiers.values())}

    def _describe_tiers(self, counts):
        field = self.env["client.segment"]._fields["tier"]
        labels = dict(field._description_selection(self.env))
        parts = [
            f"{labels[tier]} {self._number(counts[tier])}"
            for tier in dict(TIER.values)
            if counts.get(tier)
        ]
        total = self._number(sum(counts.values()))
        return f"{total} ({', '.join(parts)})" if parts else total

    def _is_different(self, case, program):
        if case is None or program is None:
            return case is not program
        return abs(case - program) > TOLERANCE * max(abs(case), abs(program)) + 1e-6

    def _show_cost(self, cost):
        return "—" if cost is None else self._money(cost, exact=True)


def _get_cost(vals, order):
    each = vals.get("unit_cost", 0.0) + vals.get("order_share", 0.0) * order
    return vals["earned_per_order"] * each
