from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...arithmetic.core.abc import AbcThresholds
from ...arithmetic.core.activity import ActivityThresholds
from ...arithmetic.core.settings import LtvSettings, SegmentSettings
from ...arithmetic.core.share import ShareThresholds
from ...arithmetic.core.temperature import WarmSignals
from ...arithmetic.core.xyz import XyzQuantiles, XyzThresholds
from ..core import segment_axes

MAX_HORIZON_MONTHS = 120


class ResCompany(models.Model):
    """What a company sets for the classification of its clients.

    Nearly every request reads its company. The settings of this module are left out
    (``prefetch``), they come when one of them is asked for.
    """

    _inherit = "res.company"

    segment_source = fields.Selection(
        selection=[
            ("order", "Confirmed sales orders, net of credit notes"),
            ("invoice", "Posted invoices, net of credit notes"),
        ],
        string="Source",
        default="order",
        required=True,
        prefetch="client_segmentation",
    )
    segment_measure = fields.Selection(
        selection=[
            ("revenue", "Revenue (untaxed)"),
            ("margin", "Margin"),
            ("order_count", "Number of orders"),
        ],
        string="Measure",
        default="revenue",
        required=True,
        help="What clients are compared by in ABC and XYZ.",
        prefetch="client_segmentation",
    )
    segment_horizon_months = fields.Integer(
        string="Horizon (months)",
        default=12,
        help="Finished calendar months that the classes are computed from.",
        prefetch="client_segmentation",
    )
    segment_period = fields.Selection(
        selection=[("month", "Month"), ("quarter", "Quarter")],
        string="Period",
        default="quarter",
        required=True,
        help="XYZ compares the measure of these periods of the horizon.",
        prefetch="client_segmentation",
    )
    segment_abc_threshold_a = fields.Float(
        string="Class A up to (%)",
        default=80.0,
        prefetch="client_segmentation",
    )
    segment_abc_threshold_b = fields.Float(
        string="Class B up to (%)",
        default=95.0,
        prefetch="client_segmentation",
    )
    segment_xyz_mode = fields.Selection(
        selection=[
            ("threshold", "Fixed variation"),
            ("quantile", "Shares of our clients"),
        ],
        string="XYZ Cuts",
        default="threshold",
        required=True,
        prefetch="client_segmentation",
    )
    segment_xyz_threshold_x = fields.Float(
        string="Class X up to (%)",
        default=10.0,
        prefetch="client_segmentation",
    )
    segment_xyz_threshold_y = fields.Float(
        string="Class Y up to (%)",
        default=25.0,
        prefetch="client_segmentation",
    )
    segment_xyz_min_periods = fields.Integer(
        string="Periods at Least",
        default=3,
        prefetch="client_segmentation",
    )
    segment_tier_gold = fields.Float(
        string="Gold from (%)",
        default=5.0,
        prefetch="client_segmentation",
    )
    segment_tier_silver = fields.Float(
        string="Silver from (%)",
        default=1.0,
        prefetch="client_segmentation",
    )
    segment_key_share = fields.Float(
        string="Key Client from (%)",
        default=10.0,
        prefetch="client_segmentation",
    )
    segment_mono_share = fields.Float(
        string="Mono-client beyond (%)",
        default=50.0,
        prefetch="client_segmentation",
    )
    segment_active_days = fields.Integer(
        string="Active within (days)",
        default=90,
        prefetch="client_segmentation",
    )
    segment_active_target = fields.Float(
        string="Active Target (%)",
        default=70.0,
        prefetch="client_segmentation",
    )
    segment_ltv_formula = fields.Selection(
        selection=[
            ("retention", "Retention: m × r / (1 + i − r)"),
            ("lifespan", "Order × frequency × margin × lifespan"),
        ],
        string="LTV Formula",
        default="retention",
        required=True,
        prefetch="client_segmentation",
    )
    segment_ltv_retention = fields.Float(
        string="Retention (% a year)",
        default=80.0,
        prefetch="client_segmentation",
    )
    segment_ltv_discount = fields.Float(
        string="Discount Rate (% a year)",
        default=10.0,
        prefetch="client_segmentation",
    )
    segment_ltv_count_first = fields.Boolean(
        string="Count the First Margin",
        prefetch="client_segmentation",
    )
    segment_ltv_lifespan = fields.Float(
        string="Lifespan (years)",
        default=3.0,
        prefetch="client_segmentation",
    )
    segment_warm_opportunity = fields.Boolean(
        string="Opportunity",
        default=True,
        prefetch="client_segmentation",
    )
    segment_warm_stage_id = fields.Many2one(
        comodel_name="crm.stage",
        string="From Stage",
        ondelete="set null",
        help="Opportunities in this stage or a later one are beyond first contact."
        " Without a stage, those beyond the first one are.",
        prefetch="client_segmentation",
    )
    segment_warm_quotation = fields.Boolean(
        string="Quotation Sent",
        default=True,
        prefetch="client_segmentation",
    )
    segment_warm_message = fields.Boolean(
        string="Incoming Message",
        default=True,
        help="An e-mail, or a message in the portal or a chat, written by a contact"
        " of the client.",
        prefetch="client_segmentation",
    )
    segment_warm_meeting = fields.Boolean(
        string="Meeting Held",
        default=True,
        help="A meeting that is over, which a contact of the client was invited to"
        " and has not declined.",
        prefetch="client_segmentation",
    )
    segment_warm_mailing_reply = fields.Boolean(
        string="Reply to Mailing",
        default=True,
        prefetch="client_segmentation",
    )
    segment_warm_mailing_click = fields.Boolean(
        string="Click in Mailing",
        default=True,
        prefetch="client_segmentation",
    )
    segment_temperature_order = fields.Selection(
        selection=segment_axes.TEMPERATURE_ORDERS,
        string="Recommended Order",
        default="warm_hot_cold",
        help="Which temperature should have the most clients, which the fewest. It"
        " depends on the market; without it nothing is checked.",
        prefetch="client_segmentation",
    )

    @api.constrains("segment_horizon_months", "segment_period")
    def _check_segment_horizon(self):
        for company in self:
            months = company.segment_horizon_months
            if not 1 <= months <= MAX_HORIZON_MONTHS:
                raise ValidationError(
                    self.env._(
                        "The horizon must have between 1 and %(maximum)s months,"
                        " not %(months)s.",
                        maximum=MAX_HORIZON_MONTHS,
                        months=months,
                    )
                )
            if not company._get_segment_settings().periods_fit:
                raise ValidationError(
                    self.env._(
                        "With quarters the horizon must be a multiple of 3 months,"
                        " not %(months)s.",
                        months=months,
                    )
                )

    @api.constrains("segment_abc_threshold_a", "segment_abc_threshold_b")
    def _check_segment_abc_thresholds(self):
        for company in self:
            if not company._get_segment_settings().abc.are_valid:
                raise ValidationError(
                    self.env._(
                        "ABC: class A must end above 0 %% and before class B, and class"
                        " B before 100 %% of the measure. Now A ends at %(a)s %% and"
                        " B at %(b)s %%.",
                        a=company.segment_abc_threshold_a,
                        b=company.segment_abc_threshold_b,
                    )
                )

    @api.constrains(
        "segment_xyz_mode",
        "segment_xyz_threshold_x",
        "segment_xyz_threshold_y",
        "segment_xyz_min_periods",
    )
    def _check_segment_xyz_thresholds(self):
        for company in self:
            if not company._get_segment_settings().xyz.are_valid:
                raise ValidationError(
                    self.env._(
                        "XYZ: class X must end above 0 %% and before class Y, shares of"
                        " clients before 100 %%, and at least 2 periods are needed. Now"
                        " X ends at %(x)s %%, Y at %(y)s %%, with %(periods)s periods.",
                        x=company.segment_xyz_threshold_x,
                        y=company.segment_xyz_threshold_y,
                        periods=company.segment_xyz_min_periods,
                    )
                )

    @api.constrains(
        "segment_horizon_months",
        "segment_period",
        "segment_xyz_min_periods",
        "segment_use_xyz",
    )
    def _check_segment_xyz_periods(self):
        """More periods than there are would make every client N without a word."""
        for company in self:
            settings = company._get_segment_settings()
            if not settings.periods_suffice:
                raise ValidationError(
                    self.env._(
                        "XYZ asks for %(needed)s periods at least, but the horizon has"
                        " only %(available)s: every client would be N. Ask for fewer"
                        " periods, or make the horizon longer or the periods shorter.",
                        needed=settings.xyz.min_periods,
                        available=settings.period_count,
                    )
                )

    @api.constrains(
        "segment_tier_gold",
        "segment_tier_silver",
        "segment_key_share",
        "segment_mono_share",
    )
    def _check_segment_shares(self):
        for company in self:
            if not company._get_segment_settings().share.are_valid:
                raise ValidationError(
                    self.env._(
                        "Shares of profit: silver must begin above 0 %% and below gold,"
                        " key clients above 0 %%, and mono-clients beyond key clients"
                        " and below 100 %%. Now silver is %(silver)s %%, gold %(gold)s"
                        " %%, key %(key)s %%, mono %(mono)s %%.",
                        silver=company.segment_tier_silver,
                        gold=company.segment_tier_gold,
                        key=company.segment_key_share,
                        mono=company.segment_mono_share,
                    )
                )

    @api.constrains("segment_active_days", "segment_active_target")
    def _check_segment_activity(self):
        for company in self:
            if not company._get_segment_settings().activity.are_valid:
                raise ValidationError(
                    self.env._(
                        "Active clients: the number of days must be between 1 and 3660,"
                        " not %(days)s, and the target between 0 and 100 %%, not"
                        " %(target)s.",
                        days=company.segment_active_days,
                        target=company.segment_active_target,
                    )
                )

    @api.constrains(
        "segment_ltv_retention", "segment_ltv_discount", "segment_ltv_lifespan"
    )
    def _check_segment_ltv(self):
        for company in self:
            if not company._get_segment_settings().ltv.are_valid:
                raise ValidationError(
                    self.env._(
                        "Lifetime value: retention must be between 0 and 100 %%, the"
                        " discount rate not negative (and above 0 %% if all clients"
                        " stay), the lifespan between 0 and 100 years."
                    )
                )

    def _get_segment_settings(self):
        """Return the settings of this company as :class:`SegmentSettings`."""
        self.ensure_one()
        return SegmentSettings(
            source=self.segment_source,
            measure=self.segment_measure,
            horizon_months=self.segment_horizon_months,
            period=self.segment_period,
            abc=AbcThresholds(
                self.segment_abc_threshold_a, self.segment_abc_threshold_b
            ),
            xyz=self._get_segment_xyz_thresholds(),
            share=ShareThresholds(
                gold=self.segment_tier_gold,
                silver=self.segment_tier_silver,
                key=self.segment_key_share,
                mono=self.segment_mono_share,
            ),
            activity=ActivityThresholds(
                self.segment_active_days, self.segment_active_target
            ),
            ltv=LtvSettings(
                formula=self.segment_ltv_formula,
                retention=self.segment_ltv_retention,
                discount=self.segment_ltv_discount,
                count_first_margin=self.segment_ltv_count_first,
                lifespan=self.segment_ltv_lifespan,
            ),
            warm=WarmSignals(
                kinds=tuple(
                    kind
                    for kind, _label in segment_axes.WARM_SIGNALS
                    if self[f"segment_warm_{kind}"]
                ),
                stage_ids=tuple(self._get_segment_warm_stages().ids),
            ),
            unused_axes=self._get_unused_axes(),
        )

    def _get_segment_warm_stages(self):
        """Return the stages of opportunities beyond first contact."""
        # Who edits companies need not have a role in the CRM.
        stages = self.env["crm.stage"].sudo().search(Domain.TRUE)
        if self.segment_warm_stage_id:
            place = stages.ids.index(self.segment_warm_stage_id.id)
            return stages[place:]
        # A pipeline of a team's own has a first stage of its own.
        first_stages = stages.filtered(lambda stage: not stage.team_ids)[:1]
        for team in stages.team_ids:
            first_stages |= stages.filtered(
                lambda stage, team=team: not stage.team_ids or team in stage.team_ids
            )[:1]
        return stages - first_stages

    def _get_segment_xyz_thresholds(self):
        by_quantile = self.segment_xyz_mode == "quantile"
        return (XyzQuantiles if by_quantile else XyzThresholds)(
            self.segment_xyz_threshold_x,
            self.segment_xyz_threshold_y,
            self.segment_xyz_min_periods,
        )
