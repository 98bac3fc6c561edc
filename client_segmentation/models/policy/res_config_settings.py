from lxml.builder import E

from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
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
    segment_source = fields.Selection(
        related="company_id.segment_source",
        readonly=False,
    )
    segment_measure = fields.Selection(
        related="company_id.segment_measure",
        readonly=False,
    )
    segment_horizon_months = fields.Integer(
        related="company_id.segment_horizon_months",
        readonly=False,
    )
    segment_period = fields.Selection(
        related="company_id.segment_period",
        readonly=False,
    )
    segment_abc_threshold_a = fields.Float(
        related="company_id.segment_abc_threshold_a",
        readonly=False,
    )
    segment_abc_threshold_b = fields.Float(
        related="company_id.segment_abc_threshold_b",
        readonly=False,
    )
    segment_xyz_mode = fields.Selection(
        related="company_id.segment_xyz_mode",
        readonly=False,
    )
    segment_xyz_threshold_x = fields.Float(
        related="company_id.segment_xyz_threshold_x",
        readonly=False,
    )
    segment_xyz_threshold_y = fields.Float(
        related="company_id.segment_xyz_threshold_y",
        readonly=False,
    )
    segment_xyz_min_periods = fields.Integer(
        related="company_id.segment_xyz_min_periods",
        readonly=False,
    )
    segment_tier_gold = fields.Float(
        related="company_id.segment_tier_gold",
        readonly=False,
    )
    segment_tier_silver = fields.Float(
        related="company_id.segment_tier_silver",
        readonly=False,
    )
    segment_key_share = fields.Float(
        related="company_id.segment_key_share",
        readonly=False,
    )
    segment_mono_share = fields.Float(
        related="company_id.segment_mono_share",
        readonly=False,
    )
    segment_active_days = fields.Integer(
        related="company_id.segment_active_days",
        readonly=False,
    )
    segment_active_target = fields.Float(
        related="company_id.segment_active_target",
        readonly=False,
    )
    segment_ltv_formula = fields.Selection(
        related="company_id.segment_ltv_formula",
        readonly=False,
    )
    segment_ltv_retention = fields.Float(
        related="company_id.segment_ltv_retention",
        readonly=False,
    )
    segment_ltv_discount = fields.Float(
        related="company_id.segment_ltv_discount",
        readonly=False,
    )
    segment_ltv_count_first = fields.Boolean(
        related="company_id.segment_ltv_count_first",
        readonly=False,
    )
    segment_ltv_lifespan = fields.Float(
        related="company_id.segment_ltv_lifespan",
        readonly=False,
    )
    segment_warm_opportunity = fields.Boolean(
        related="company_id.segment_warm_opportunity",
        readonly=False,
    )
    segment_warm_stage_id = fields.Many2one(
        related="company_id.segment_warm_stage_id",
        readonly=False,
    )
    segment_warm_quotation = fields.Boolean(
        related="company_id.segment_warm_quotation",
        readonly=False,
    )
    segment_warm_message = fields.Boolean(
        related="company_id.segment_warm_message",
        readonly=False,
    )
    segment_warm_meeting = fields.Boolean(
        related="company_id.segment_warm_meeting",
        readonly=False,
    )
    segment_warm_mailing_reply = fields.Boolean(
        related="company_id.segment_warm_mailing_reply",
        readonly=False,
    )
    segment_warm_mailing_click = fields.Boolean(
        related="company_id.segment_warm_mailing_click",
        readonly=False,
    )
    segment_temperature_order = fields.Selection(
        related="company_id.segment_temperature_order",
        readonly=False,
    )

    @api.model
    def _append_axis_switches(self, arch, place_name, switches):
        """Append a switch for each axis of ``switches``, ``{field: axis}``, to the div
        ``place_name`` of the view."""
        # Words hold no secret, and fields_get hides the fields of other groups.
        described = self.env["client.segment"].sudo().fields_get(attributes=["string"])
        for place in arch.xpath(f"//div[@name='{place_name}']"):
            for name, axis in switches.items():
                label = described[axis.column]["string"]
                place.append(
                    E.div(
                        E.field(name=name),
                        E.label({"for": name, "string": label}),
                        {"class": "me-4 text-nowrap"},
                    )
                )

    segment_buyer_types = fields.Boolean(
        related="company_id.segment_buyer_types",
        readonly=False,
    )
    segment_buyer_min_orders = fields.Integer(
        related="company_id.segment_buyer_min_orders",
        readonly=False,
    )
    segment_buyer_freebie_lines = fields.Float(
        related="company_id.segment_buyer_freebie_lines",
        readonly=False,
    )
    segment_buyer_discount = fields.Float(
        related="company_id.segment_buyer_discount",
        readonly=False,
    )
    segment_buyer_promotions = fields.Float(
        related="company_id.segment_buyer_promotions",
        readonly=False,
    )
    segment_buyer_result_lines = fields.Float(
        related="company_id.segment_buyer_result_lines",
        readonly=False,
    )
    segment_buyer_result_discount = fields.Float(
        related="company_id.segment_buyer_result_discount",
        readonly=False,
    )
    segment_buyer_result_promotions = fields.Float(
        related="company_id.segment_buyer_result_promotions",
        readonly=False,
    )
    segment_stalling_postponements = fields.Integer(
        related="company_id.segment_stalling_postponements",
        readonly=False,
    )
    segment_stalling_quotations = fields.Integer(
        related="company_id.segment_stalling_quotations",
        readonly=False,
    )
    # Decides on no class, therefore without the prefix
    sales_head_id = fields.Many2one(
        related="company_id.sales_head_id",
        readonly=False,
    )

    @api.model
    def _get_segment_setting_names(self):
        """Return the names, here and on the company, of what decides on classes."""
        return {
            name
            for name, field in self._fields.items()
            if name.startswith("segment_") and field.related == f"company_id.{name}"
        }
