from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.client_segmentation.models.core.doors import need_one

from .loyalty_plan import DECIDERS


class LoyaltyPlanReward(models.Model):
    """What members get for their orders, at what it costs us."""

    _name = "loyalty.plan.reward"
    _description = "Reward in a Loyalty Business Case"
    _order = "plan_id, sequence, id"

    plan_id = fields.Many2one(
        comodel_name="loyalty.plan",
        string="Business Case",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Reward", required=True)
    # Read from the program and replaced when it is read again
    is_read = fields.Boolean(readonly=True)
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")
    unit_cost = fields.Monetary(
        aggregator=None,
        string="Cost of One",
        help="Cost price: what we pay for the gift, not its sales price.",
    )
    order_share = fields.Float(
        aggregator=None,
        string="+ Share of the Order",
        help="For a discount: the share of the order amount that is given away.",
    )
    earned_per_order = fields.Float(
        aggregator=None,
        string="Earned per Order",
        default=1.0,
        digits=(16, 4),
        help="How many a member earns with one order: points per order divided by "
        "the points needed.",
    )
    is_free = fields.Boolean(
        string="Costs Nothing",
        help="Without it, a cost of 0 means that nobody has entered it yet.",
    )
    is_unknown = fields.Boolean(
        string="Cost Unknown", compute="_compute_is_unknown", store=True
    )
    cost_per_order = fields.Monetary(
        compute="_compute_cost_per_order",
        help="Cost if all were redeemed, based on the average order in the program.",
    )

    @api.depends(
        "unit_cost",
        "order_share",
        "earned_per_order",
        "plan_id.average_order",
        "plan_id.order_uplift",
    )
    def _compute_cost_per_order(self):
        for reward in self:
            plan = reward.plan_id
            order = plan._get_program_order()
            each = reward.unit_cost + reward.order_share * order
            reward.cost_per_order = reward.earned_per_order * each

    @api.depends("unit_cost", "order_share", "earned_per_order", "is_free")
    def _compute_is_unknown(self):
        for reward in self:
            known = reward.unit_cost or reward.order_share or reward.is_free
            reward.is_unknown = reward.earned_per_order and not known

    @api.constrains("unit_cost", "order_share", "earned_per_order")
    def _check_cost(self):
        for reward in self:
            if reward.unit_cost < 0 or reward.earned_per_order < 0:
                raise ValidationError(
                    self.env._("The cost and the number of rewards cannot be negative.")
                )
            if not 0 <= reward.order_share <= 1:
                raise ValidationError(
                    self.env._("The share of the order must be between 0% and 100%.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        rewards = super().create(vals_list)
        rewards.plan_id._check_draft()
        return rewards

    def write(self, vals):
        self.plan_id._check_draft()
        res = super().write(vals)
        self.plan_id._check_draft()
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        self.plan_id._check_draft()

    def _prepare_snapshot(self):
        self.ensure_one()
        names = ("name", "unit_cost", "order_share", "earned_per_order", "is_free")
        return {name: self[name] for name in names}


class LoyaltyPlan(models.Model):
    _inherit = "loyalty.plan"

    reward_ids = fields.One2many(
        comodel_name="loyalty.plan.reward",
        inverse_name="plan_id",
        string="Rewards",
        copy=True,
        groups=DECIDERS,
    )
    reward_cost = fields.Monetary(
        string="Rewards per Order",
        compute="_compute_reward_cost",
        store=True,
        aggregator=None,
        groups=DECIDERS,
        help="Fixed part: cost of the rewards that an order earns.",
    )
    reward_share = fields.Float(
        string="Rewards, Share of the Order",
        compute="_compute_reward_cost",
        store=True,
        aggregator=None,
        groups=DECIDERS,
    )
    redemption = fields.Float(
        aggregator=None,
        string="Redeemed Rewards",
        default=1.0,
        help="Share of the earned rewards that members will redeem. The rest expires "
        "and costs nothing (breakage).",
    )
    redemption_lag = fields.Integer(
        aggregator=None,
        string="Redeemed After (Months)",
        help="How many months after they are earned. Until then, we owe them.",
    )

    lacks_rewards = fields.Boolean(compute="_compute_lacks_rewards", groups=DECIDERS)

    @api.depends(
        "reward_ids",
        "discount",
        "cost_per_order",
        "program_id.reward_ids",
        "program_id.benefit_ids",
    )
    def _compute_lacks_rewards(self):
        """The program gives something away, and the case says that nothing is."""
        for plan in self:
            program = plan.program_id.with_context(active_test=False)
            given = program.reward_ids or program.benefit_ids
            # The cost per order may hold a gift
            told = plan.reward_ids or plan.discount or plan.cost_per_order
            plan.lacks_rewards = bool(given) and not told

    def _get_reward_obstacles(self):
        """Why the company could not decide on what the program gives away."""
        self.ensure_one()
        if not self.program_id.gate_required:
            return []
        obstacles = [
            self.env._(
                "The cost of “%(name)s” is unknown: enter it, or tick that it costs "
                "nothing.",
                name=reward.name,
            )
            for reward in self.reward_ids.filtered("is_unknown")
        ]
        if self.lacks_rewards:
            obstacles.append(
                self.env._(
                    "The program gives rewards, but the business case has no rewards, "
                    "discount or cost per order. Read the rewards from the program."
                )
            )
        return obstacles

    @api.depends(
        "reward_ids.unit_cost", "reward_ids.order_share", "reward_ids.earned_per_order"
    )
    def _compute_reward_cost(self):
        for plan in self:
            rewards = plan.reward_ids
            plan.reward_cost = sum(
                reward.earned_per_order * reward.unit_cost for reward in rewards
            )
            plan.reward_share = sum(
                reward.earned_per_order * reward.order_share for reward in rewards
            )

    def action_read_rewards(self):
        """Replace the rewards read before; those typed in by hand stay, and so does
        what was said to cost nothing."""
        need_one(self)
        self._check_draft()
        read = self.reward_ids.filtered("is_read")
        free = set(read.filtered("is_free").mapped("name"))
        read.unlink()
        self.write(
            {
                "reward_ids": [
                    fields.Command.create({**vals, "is_free": vals["name"] in free})
                    for vals in self._prepare_rewards()
                ]
            }
        )

    def _prepare_rewards(self):
        return self._prepare_program_rewards() + self._prepare_benefits()

    def _prepare_program_rewards(self):
        rewards = self.program_id.with_context(active_test=False).reward_ids
        points = self._get_earned_points()
        # Points can be spent once: members choose among the rewards
        if self.program_id.applies_on != "current":
            points /= len(rewards) or 1
        return [
            {
                "name": reward.description,
                "is_read": True,
                "earned_per_order": self._get_earned(reward, points),
                **self._prepare_reward_cost(reward),
            }
            for reward in rewards
        ]

    def _prepare_benefits(self):
        """The other benefits of the program, as often as an average order gets them."""
        return [
            {
                "name": benefit.name,
                "is_read": True,
                "unit_cost": benefit.unit_cost,
                "order_share": benefit.cost_share,
                "earned_per_order": self._get_given(benefit),
            }
            for benefit in self.program_id.benefit_ids
        ]

    def _get_given(self, benefit):
        if benefit.minimum_amount > self._get_program_order():
            return 0.0
        if benefit.kind == "referral":
            # Friends in a year over orders in a year
            orders = 12 * self._get_business_case().program_frequency
            return self.referral_rate / orders if orders else 0.0
        # How often prizes are drawn has nothing to do with orders
        return 0.0 if benefit.kind == "draw" else 1.0

    def _get_program_order(self):
        return self.average_order * (1 + self.order_uplift)

    def _get_earned(self, reward, points):
        earned = points / reward.required_points
        # On the current order a reward is granted once, or not at all
        if self.program_id.applies_on == "current":
            return float(earned >= 1)
        # An order takes a discount once, however many points there are
        is_once = (
            reward.reward_type == "discount" and reward.discount_mode != "per_point"
        )
        return min(earned, 1.0) if is_once else earned

    def _get_earned_points(self):
        """Points of one order of average size, by the rules of the program."""
        order = self._get_program_order()
        rules = self.program_id.with_context(active_test=False).rule_ids
        if not rules:
            return 1.0
        return sum(
            rule.reward_point_amount
            * (order if rule.reward_point_mode == "money" else 1.0)
            for rule in rules
            if rule.minimum_amount <= order
        )

    def _prepare_reward_cost(self, reward):
        if reward.reward_type == "product":
            return {"unit_cost": self._get_gift_cost(reward)}
        if reward.discount_mode == "per_point":
            return {"unit_cost": reward.discount * reward.required_points}
        if reward.discount_mode == "per_order":
            return {"unit_cost": reward.discount}
        share, limit = reward.discount / 100, reward.discount_max_amount
        order = self._get_program_order()
        if limit and limit < share * order:
            return {"unit_cost": limit}
        return {"order_share": share}

    def _get_gift_cost(self, reward):
        """Of several products to choose from, the dearest: members will."""
        company = self._get_company()
        # The cost price is not for all managers, the case is
        products = reward.reward_product_ids.sudo().with_company(company)
        cost = max(products.mapped("standard_price"), default=0.0)
        return company.currency_id._convert(
            cost * reward.reward_product_qty,
            self.currency_id,
            company,
            fields.Date.context_today(self),
        )
