from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...arithmetic.core.abc import AbcThresholds
from ...arithmetic.core.activity import ActivityThresholds
from ...arithmetic.core.settings import LtvSettings, SegmentSettings
from ...arithmetic.core.share import ShareThresholds
from ...arithmetic.core.xyz import XyzQuantiles, XyzThresholds

MAX_HORIZON_MONTHS = 120


class ClientSegmentPolicy(models.Model):
    """Thresholds of the classes that come from figures."""

    _inherit = "client.segment.policy"

    source = fields.Selection(
        selection=[
            ("order", "Confirmed sales orders, net of credit notes"),
            ("invoice", "Posted invoices, net of credit notes"),
        ],
        default="order",
        required=True,
    )
    measure = fields.Selection(
        selection=[
            ("revenue", "Revenue (untaxed)"),
            ("margin", "Margin"),
            ("order_count", "Number of orders"),
        ],
        default="revenue",
        required=True,
        help="The figure that clients are compared by in ABC and XYZ.",
    )
    horizon_months = fields.Integer(
        string="Horizon (months)",
        default=12,
        help="The number of full calendar months the classes are computed from.",
        aggregator=None,
    )
    period = fields.Selection(
        selection=[("month", "Month"), ("quarter", "Quarter")],
        default="quarter",
        required=True,
        help="XYZ compares the measure of these periods of the horizon.",
    )
    abc_threshold_a = fields.Float(
        string="Class A up to (%)",
        default=80.0,
        aggregator=None,
    )
    abc_threshold_b = fields.Float(
        string="Class B up to (%)",
        default=95.0,
        aggregator=None,
    )
    xyz_mode = fields.Selection(
        selection=[
            ("threshold", "Fixed variation"),
            ("quantile", "Shares of our clients"),
        ],
        string="XYZ Cuts",
        default="threshold",
        required=True,
    )
    xyz_threshold_x = fields.Float(
        string="Class X up to (%)",
        default=10.0,
        aggregator=None,
    )
    xyz_threshold_y = fields.Float(
        string="Class Y up to (%)",
        default=25.0,
        aggregator=None,
    )
    xyz_min_periods = fields.Integer(
        string="Periods at Least",
        default=3,
        aggregator=None,
    )
    tier_gold = fields.Float(
        string="Gold from (%)",
        default=5.0,
        aggregator=None,
    )
    tier_silver = fields.Float(
        string="Silver from (%)",
        default=1.0,
        aggregator=None,
    )
    key_share = fields.Float(
        string="Key Client from (%)",
        default=10.0,
        aggregator=None,
    )
    mono_share = fields.Float(
        string="Mono-client beyond (%)",
        default=50.0,
        aggregator=None,
    )
    active_days = fields.Integer(
        string="Active within (days)",
        default=90,
        aggregator=None,
    )
    active_target = fields.Float(
        string="Active Target (%)",
        default=70.0,
        aggregator=None,
    )
    ltv_formula = fields.Selection(
        selection=[
            ("retention", "Retention: m × r / (1 + i − r)"),
            ("lifespan", "Order × frequency × margin × lifespan"),
        ],
        string="LTV Formula",
        default="retention",
        required=True,
    )
    ltv_retention = fields.Float(
        string="Retention (% a year)",
        default=80.0,
        aggregator=None,
    )
    ltv_discount = fields.Float(
        string="Discount Rate (% a year)",
        default=10.0,
        aggregator=None,
    )
    ltv_count_first = fields.Boolean(
        string="Count the First Margin",
    )
    ltv_lifespan = fields.Float(
        string="Lifespan (years)",
        default=3.0,
        aggregator=None,
    )

    @api.constrains("horizon_months", "period")
    def _check_horizon(self):
        for policy in self:
            months = policy.horizon_months
            if not 1 <= months <= MAX_HORIZON_MONTHS:
                raise ValidationError(
                    self.env._(
                        "The horizon must have between 1 and %(maximum)s months,"
                        " not %(months)s.",
                        maximum=MAX_HORIZON_MONTHS,
                        months=months,
                    )
                )
            if not policy._get_settings().periods_fit:
                raise ValidationError(
                    self.env._(
                        "With quarters, the horizon must be a multiple of 3 months, "
                        "not %(months)s.",
                        months=months,
                    )
                )

    @api.constrains("abc_threshold_a", "abc_threshold_b")
    def _check_abc_thresholds(self):
        for policy in self:
            if not policy._get_settings().abc.are_valid:
                raise ValidationError(
                    self.env._(
                        "ABC: class A must end above 0 %% and before class B, and "
                        "class B must end before 100 %% of the measure. At present A "
                        "ends at %(a)s %% and B at %(b)s %%.",
                        a=policy.abc_threshold_a,
                        b=policy.abc_threshold_b,
                    )
                )

    @api.constrains(
        "xyz_mode",
        "xyz_threshold_x",
        "xyz_threshold_y",
        "xyz_min_periods",
    )
    def _check_xyz_thresholds(self):
        for policy in self:
            if not policy._get_settings().xyz.are_valid:
                raise ValidationError(
                    self.env._(
                        "XYZ: class X must end above 0 %% and before class Y, shares "
                        "of clients must end before 100 %%, and at least 2 periods "
                        "are needed. At present X ends at %(x)s %%, Y at %(y)s %%, "
                        "with %(periods)s periods.",
                        x=policy.xyz_threshold_x,
                        y=policy.xyz_threshold_y,
                        periods=policy.xyz_min_periods,
                    )
                )

    @api.constrains(
        "horizon_months",
        "period",
        "xyz_min_periods",
        "use_xyz",
    )
    def _check_xyz_periods(self):
        """More periods than there are would make every client N without a word."""
        for policy in self:
            settings = policy._get_settings()
            if not settings.periods_suffice:
                raise ValidationError(
                    self.env._(
                        "XYZ requires at least %(needed)s periods, but the horizon "
                        "only has %(available)s: every client would be N. Require "
                        "fewer periods, or use a longer horizon or shorter periods.",
                        needed=settings.xyz.min_periods,
                        available=settings.period_count,
                    )
                )

    @api.constrains(
        "tier_gold",
        "tier_silver",
        "key_share",
        "mono_share",
    )
    def _check_shares(self):
        for policy in self:
            if not policy._get_settings().share.are_valid:
                raise ValidationError(
                    self.env._(
                        "Profit shares: silver must begin above 0 %% and below gold, "
                        "key clients above 0 %%, and mono-clients beyond key clients "
                        "and below 100 %%. At present silver is %(silver)s %%, gold "
                        "%(gold)s %%, key %(key)s %%, mono %(mono)s %%.",
                        silver=policy.tier_silver,
                        gold=policy.tier_gold,
                        key=policy.key_share,
                        mono=policy.mono_share,
                    )
                )

    @api.constrains("active_days", "active_target")
    def _check_activity(self):
        for policy in self:
            if not policy._get_settings().activity.are_valid:
                raise ValidationError(
                    self.env._(
                        "Active clients: the number of days must be between 1 and 3660,"
                        " not %(days)s, and the target between 0 and 100 %%, not"
                        " %(target)s.",
                        days=policy.active_days,
                        target=policy.active_target,
                    )
                )

    @api.constrains("ltv_retention", "ltv_discount", "ltv_lifespan")
    def _check_ltv(self):
        for policy in self:
            if not policy._get_settings().ltv.are_valid:
                raise ValidationError(
                    self.env._(
                        "Lifetime value: retention must be between 0 and 100 %%, the"
                        " discount rate not negative (and above 0 %% if all clients"
                        " stay), the lifespan between 0 and 100 years."
                    )
                )

    def _get_settings(self):
        """Return the settings of this company as :class:`SegmentSettings`."""
        self.ensure_one()
        return SegmentSettings(
            source=self.source,
            point_of_sale=self.count_pos_orders and self._has_point_of_sale(),
            measure=self.measure,
            horizon_months=self.horizon_months,
            period=self.period,
            abc=AbcThresholds(self.abc_threshold_a, self.abc_threshold_b),
            xyz=self._get_xyz_thresholds(),
            share=ShareThresholds(
                gold=self.tier_gold,
                silver=self.tier_silver,
                key=self.key_share,
                mono=self.mono_share,
            ),
            activity=ActivityThresholds(self.active_days, self.active_target),
            ltv=LtvSettings(
                formula=self.ltv_formula,
                retention=self.ltv_retention,
                discount=self.ltv_discount,
                count_first_margin=self.ltv_count_first,
                lifespan=self.ltv_lifespan,
            ),
            unused_axes=self._get_unused_axes(),
        )

    def _get_xyz_thresholds(self):
        by_quantile = self.xyz_mode == "quantile"
        return (XyzQuantiles if by_quantile else XyzThresholds)(
            self.xyz_threshold_x,
            self.xyz_threshold_y,
            self.xyz_min_periods,
        )
