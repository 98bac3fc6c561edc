from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The thresholds that administrators look for here; all others are in the form of
    the policy."""

    _inherit = "res.config.settings"

    group_order_margin = fields.Boolean(
        string="Margins on Orders for Salespeople",
        implied_group="client_segmentation.group_order_margin",
    )
    group_all_amounts = fields.Boolean(
        string="Amounts of All Clients for Salespeople",
        implied_group="client_segmentation.group_all_amounts",
        group="sales_team.group_sale_salesman",
    )
    segment_policy_id = fields.Many2one(related="company_id.segment_policy_id")
    segment_source = fields.Selection(
        related="segment_policy_id.source", readonly=False
    )
    segment_measure = fields.Selection(
        related="segment_policy_id.measure", readonly=False
    )
    segment_horizon_months = fields.Integer(
        related="segment_policy_id.horizon_months", readonly=False
    )
    segment_period = fields.Selection(
        related="segment_policy_id.period", readonly=False
    )
    segment_abc_threshold_a = fields.Float(
        related="segment_policy_id.abc_threshold_a", readonly=False
    )
    segment_abc_threshold_b = fields.Float(
        related="segment_policy_id.abc_threshold_b", readonly=False
    )
    segment_xyz_mode = fields.Selection(
        related="segment_policy_id.xyz_mode", readonly=False
    )
    segment_xyz_threshold_x = fields.Float(
        related="segment_policy_id.xyz_threshold_x", readonly=False
    )
    segment_xyz_threshold_y = fields.Float(
        related="segment_policy_id.xyz_threshold_y", readonly=False
    )
    segment_xyz_min_periods = fields.Integer(
        related="segment_policy_id.xyz_min_periods", readonly=False
    )
    segment_active_days = fields.Integer(
        related="segment_policy_id.active_days", readonly=False
    )
    segment_active_target = fields.Float(
        related="segment_policy_id.active_target", readonly=False
    )
