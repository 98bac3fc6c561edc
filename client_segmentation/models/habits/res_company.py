from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...arithmetic.habits.buyer import BuyerThresholds
from ...arithmetic.habits.stalling import StallingThresholds
from ..core.client_segment import MANAGER_GROUP


class ResCompany(models.Model):
    """What a company sets for the habits of its clients: on which terms they buy,
    whether they put decisions off, and who is told."""

    _inherit = "res.company"

    segment_buyer_types = fields.Boolean(
        string="Buyer Types",
        default=True,
        help="Every run then reads the lines of all documents of the horizon, too.",
        prefetch="client_segmentation",
    )
    segment_buyer_min_orders = fields.Integer(
        string="Orders at Least",
        default=3,
        prefetch="client_segmentation",
    )
    segment_buyer_freebie_lines = fields.Float(
        string="Freebie Seeker from (% free lines)",
        default=33.0,
        prefetch="client_segmentation",
    )
    segment_buyer_discount = fields.Float(
        string="Discount Lover from (% discount)",
        default=15.0,
        prefetch="client_segmentation",
    )
    segment_buyer_promotions = fields.Float(
        string="Discount Lover from (% orders under a promotion)",
        default=50.0,
        prefetch="client_segmentation",
    )
    segment_buyer_result_lines = fields.Float(
        string="Result-focused up to (% free lines)",
        default=5.0,
        prefetch="client_segmentation",
    )
    segment_buyer_result_discount = fields.Float(
        string="Result-focused up to (% discount)",
        default=2.0,
        prefetch="client_segmentation",
    )
    segment_buyer_result_promotions = fields.Float(
        string="Result-focused up to (% orders under a promotion)",
        default=10.0,
        prefetch="client_segmentation",
    )
    segment_stalling_postponements = fields.Integer(
        string="Stalling from (postponements)",
        default=3,
        help="Of one open opportunity, to a later closing date.",
        prefetch="client_segmentation",
    )
    segment_stalling_quotations = fields.Integer(
        string="Stalling from (expired quotations)",
        default=3,
        help="Sent since the last order, and not confirmed.",
        prefetch="client_segmentation",
    )
    sales_head_id = fields.Many2one(
        comodel_name="res.users",
        string="Head of Sales",
        check_company=True,
        domain=lambda self: [
            ("share", "=", False),
            ("all_group_ids", "in", self.env.ref(MANAGER_GROUP).ids),
        ],
        ondelete="set null",
        help="Gets the task when the company depends on one client, and those of"
        " stalling clients without a salesperson. If empty: the leader of a sales"
        " team, or any sales administrator.",
        prefetch="client_segmentation",
    )

    @api.constrains(
        "segment_buyer_min_orders",
        "segment_buyer_freebie_lines",
        "segment_buyer_discount",
        "segment_buyer_promotions",
        "segment_buyer_result_lines",
        "segment_buyer_result_discount",
        "segment_buyer_result_promotions",
    )
    def _check_segment_buyer_thresholds(self):
        for company in self:
            if not company._get_segment_settings().buyer.are_valid:
                raise ValidationError(
                    self.env._(
                        "Buyer types: at least one order is needed, and each limit of"
                        " the result-focused must be between 0 %% and that of freebie"
                        " seekers or discount lovers, which is at most 100 %%."
                    )
                )

    @api.constrains("segment_stalling_postponements", "segment_stalling_quotations")
    def _check_segment_stalling_thresholds(self):
        for company in self:
            if not company._get_segment_settings().stalling.are_valid:
                raise ValidationError(
                    self.env._(
                        "Stalling clients: both numbers must be at least 1, not"
                        " %(postponements)s and %(quotations)s.",
                        postponements=company.segment_stalling_postponements,
                        quotations=company.segment_stalling_quotations,
                    )
                )

    @api.constrains("sales_head_id")
    def _check_sales_head_id(self):
        for company in self:
            head = company.sales_head_id
            if head and not head.has_group(MANAGER_GROUP):
                raise ValidationError(
                    self.env._(
                        "The head of sales is told profits: %(user)s, who is no sales"
                        " administrator, may not see them.",
                        user=head.display_name,
                    )
                )

    def _get_segment_settings(self):
        return replace(
            super()._get_segment_settings(),
            buyer_types=self.segment_buyer_types,
            buyer=BuyerThresholds(
                min_orders=self.segment_buyer_min_orders,
                freebie_lines=self.segment_buyer_freebie_lines,
                discount=self.segment_buyer_discount,
                promotions=self.segment_buyer_promotions,
                result_lines=self.segment_buyer_result_lines,
                result_discount=self.segment_buyer_result_discount,
                result_promotions=self.segment_buyer_result_promotions,
            ),
            stalling=StallingThresholds(
                self.segment_stalling_postponements,
                self.segment_stalling_quotations,
            ),
        )
