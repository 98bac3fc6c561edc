"""What the result will be able to tell, said before the launch."""

from dataclasses import asdict, replace

from odoo import api, fields, models

from odoo.addons.client_segmentation.arithmetic.comparison.group import Group
from odoo.addons.client_segmentation.arithmetic.comparison.power import POWER

from ...arithmetic.business_case.power import Base
from .loyalty_plan import DECIDERS, HORIZON_MAX


class LoyaltyPlan(models.Model):
    _inherit = "loyalty.plan"

    power = fields.Float(
        string="Chance to Show the Effect",
        compute="_compute_power",
        groups=DECIDERS,
        help="How likely the effect you expect, if it is real, is told from chance by "
        "the day of the decision.",
    )
    power_note = fields.Char(
        string="What the Result Can Show", compute="_compute_power", groups=DECIDERS
    )
    power_advice = fields.Char(
        string="To Show It", compute="_compute_power", groups=DECIDERS
    )

    @api.depends(
        *("baseline", "client_count", "enrolment", "control_share"),
        *("frequency_uplift", "order_uplift", "decision_months"),
    )
    @api.depends_context("lang")
    def _compute_power(self):
        for plan in self:
            base = plan._get_base()
            plan.power = base and base.get_power(*plan._get_test())
            plan.power_note = base and plan._describe_power(base)
            plan.power_advice = base and plan._advise_power(base)

    def _get_base(self):
        """The clients that would be drawn, as they have bought; None if unknown."""
        known = (self.baseline or {}).get("base")
        if not known or known["mean"] <= 0:
            return None
        return replace(Base(**known), clients=round(self.client_count * self.enrolment))

    def _get_uplift(self):
        """The change in what a member buys that is expected, as a share."""
        return (1 + self.frequency_uplift) * (1 + self.order_uplift) - 1

    def _get_test(self):
        return self._get_uplift(), self.control_share, self.decision_months

    def _prepare_base(self, figures):
        """What clients bring in a month and how much that varies, in the smallest unit
        of the currency; shares only are made from it."""
        group = Group(
            n=figures["clients"],
            x=int(figures["x"]),
            y=int(figures["margin"]),
            xx=int(figures["xx"]),
            xy=int(figures["xy"]),
            yy=int(figures["yy"]),
        )
        return asdict(Base.of_group(group, self.baseline_months))

    def _describe_power(self, base):
        uplift, share, months = self._get_test()
        shown = base.detectable_uplift(share, months)
        if shown is None:
            return self.env._(
                "Without clients in both groups, no effect can be told from chance."
            )
        return self.env._(
            "With %(controls)s controls among %(clients)s clients and a decision after "
            "%(months)s months, an effect of %(shown)s or more can be told from "
            "chance; you expect %(uplift)s: the chance to show it is %(power)s.",
            controls=self._number(round(share * base.clients)),
            clients=self._number(base.clients),
            months=months,
            shown=self._percent(shown),
            uplift=self._percent(uplift),
            power=self._percent(base.get_power(uplift, share, months), digits=0),
        )

    def _advise_power(self, base):
        uplift, share, months = self._get_test()
        if base.get_power(uplift, share, months) >= POWER:
            return False
        if proposed := uplift and base.propose_share(uplift, months):
            return self.env._(
                "A control group of %(share)s would be enough.",
                share=self._percent(proposed, digits=0),
            )
        if longer := uplift and base.propose_months(uplift, share, HORIZON_MAX):
            return self.env._(
                "A decision after %(months)s months would be late enough.",
                months=longer,
            )
        return self.env._("No control group and no date of these clients can show it.")

    def _get_power_obstacles(self):
        """Why the company does not want a program whose result will tell nothing."""
        self.ensure_one()
        least = self.program_id._get_gate_limits()["min_power"]
        base = least and self._get_base()
        if not base or base.get_power(*self._get_test()) >= least:
            return []
        return [part for part in (self.power_note, self.power_advice) if part]
