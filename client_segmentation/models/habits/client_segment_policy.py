from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...arithmetic.habits.buyer import BuyerThresholds
from ...arithmetic.habits.stalling import StallingThresholds
from ..core.client_segment import MANAGER_GROUP


class ClientSegmentPolicy(models.Model):
    """What is set for the habits of clients: on which terms they buy,
    whether they put decisions off, and who is notified."""

    _inherit = "client.segment.policy"

    buyer_min_orders = fields.Integer(
        string="Orders at Least",
        default=3,
        aggregator=None,
    )
    buyer_freebie_lines = fields.Float(
        string="Freebie Seeker from (% free lines)",
        default=33.0,
        aggregator=None,
    )
    buyer_discount = fields.Float(
        string="Discount Lover from (% discount)",
        default=15.0,
        aggregator=None,
    )
    buyer_promotions = fields.Float(
        string="Discount Lover from (% orders under a promotion)",
        default=50.0,
        aggregator=None,
    )
    buyer_result_lines = fields.Float(
        string="Result-focused up to (% free lines)",
        default=5.0,
        aggregator=None,
    )
    buyer_result_discount = fields.Float(
        string="Result-focused up to (% discount)",
        default=2.0,
        aggregator=None,
    )
    buyer_result_promotions = fields.Float(
        string="Result-focused up to (% orders under a promotion)",
        default=10.0,
        aggregator=None,
    )
    stalling_postponements = fields.Integer(
        string="Stalling from (postponements)",
        default=3,
        help="How many times a single open opportunity was moved to a later closing "
        "date.",
        aggregator=None,
    )
    stalling_quotations = fields.Integer(
        string="Stalling from (expired quotations)",
        default=3,
        help="Sent since the last order, and not confirmed.",
        aggregator=None,
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
        help="Gets a task when the company depends on one client, and the tasks for "
        "stalling clients without a salesperson. If empty, they go to the leader of "
        "a sales team or any sales administrator.",
    )

    @api.constrains(
        "buyer_min_orders",
        "buyer_freebie_lines",
        "buyer_discount",
        "buyer_promotions",
        "buyer_result_lines",
        "buyer_result_discount",
        "buyer_result_promotions",
    )
    def _check_buyer_thresholds(self):
        for policy in self:
            if not policy._get_settings().buyer.are_valid:
                raise ValidationError(
                    self.env._(
                        "Buyer types: the minimum number of orders must be at least "
                        "1, and each limit of the result-focused must be between 0 "
                        "%% and that of freebie seekers or discount lovers, which is "
                        "at most 100 %%."
                    )
                )

    @api.constrains("stalling_postponements", "stalling_quotations")
    def _check_stalling_thresholds(self):
        for policy in self:
            if not policy._get_settings().stalling.are_valid:
                raise ValidationError(
                    self.env._(
                        "Stalling clients: both numbers must be at least 1, not"
                        " %(postponements)s and %(quotations)s.",
                        postponements=policy.stalling_postponements,
                        quotations=policy.stalling_quotations,
                    )
                )

    @api.constrains("sales_head_id")
    def _check_sales_head_id(self):
        for policy in self:
            head = policy.sales_head_id
            if head and not head.has_group(MANAGER_GROUP):
                raise ValidationError(
                    self.env._(
                        "The head of sales is notified about profits, but %(user)s "
                        "is not a sales administrator and may not see them.",
                        user=head.display_name,
                    )
                )

    def _get_settings(self):
        return replace(
            super()._get_settings(),
            buyer_types=self.use_buyer_type,
            buyer=BuyerThresholds(
                min_orders=self.buyer_min_orders,
                freebie_lines=self.buyer_freebie_lines,
                discount=self.buyer_discount,
                promotions=self.buyer_promotions,
                result_lines=self.buyer_result_lines,
                result_discount=self.buyer_result_discount,
                result_promotions=self.buyer_result_promotions,
            ),
            stalling=StallingThresholds(
                self.stalling_postponements,
                self.stalling_quotations,
            ),
        )
