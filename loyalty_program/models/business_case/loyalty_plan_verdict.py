from odoo import api, fields, models

from odoo.addons.client_segmentation.models.core.doors import need_one

from .loyalty_plan import DECIDERS, MANAGER, UNCERTAIN


class LoyaltyPlan(models.Model):
    """The case in one sentence, and who it is for in one choice."""

    _inherit = "loyalty.plan"

    verdict = fields.Char(
        compute="_compute_verdict", compute_sudo=True, groups=DECIDERS
    )
    saved_segment_id = fields.Many2one(
        comodel_name="client.saved.segment",
        compute="_compute_saved_segment_id",
        inverse="_inverse_saved_segment_id",
        store=True,
        readonly=False,
        ondelete="set null",
        groups=MANAGER,
        help="Its filter becomes the target. What changes in the segment later does "
        "not change the case.",
    )

    @api.depends(*UNCERTAIN)
    @api.depends_context("lang")
    def _compute_verdict(self):
        for plan in self:
            plan.verdict = plan._describe_verdict(plan._get_business_case())

    @api.depends("target_domain", "is_targeted")
    def _compute_saved_segment_id(self):
        """A target that was changed by hand is no longer that of the segment."""
        for plan in self:
            segment = plan.saved_segment_id
            is_same = plan.is_targeted and plan.target_domain == segment.domain
            plan.saved_segment_id = is_same and segment

    @api.onchange("saved_segment_id")
    def _inverse_saved_segment_id(self):
        for plan in self.filtered("saved_segment_id"):
            domain = plan.saved_segment_id.domain
            plan.update({"is_targeted": True, "target_domain": domain})

    def action_read_all(self):
        """Answer from orders and from the program what they can answer."""
        need_one(self)
        self.action_read_baseline()
        # By the average order just read
        self.action_read_rewards()
        self.action_backtest()

    def _describe_verdict(self, case):
        if self._is_blank(case):
            return self.env._("Nothing is expected and nothing is spent yet.")
        figure = case.break_even_uplift
        if not figure.is_defined:
            return self._words(figure.reason)
        assumed = self._percent(case.frequency_uplift)
        if figure.value <= 0:
            return self.env._(
                "Pays even if members order no more often; you assume %(assumed)s.",
                assumed=assumed,
            )
        return self.env._(
            "Pays if orders rise by %(needed)s; you assume %(assumed)s.",
            needed=self._percent(figure.value),
            assumed=assumed,
        )
