from odoo import api, fields, models
from odoo.exceptions import ValidationError

MAX_FOLLOWUP_DAYS = 365


class ClientSegmentPolicy(models.Model):
    """What is made of the purchase timing of opportunities."""

    _inherit = "client.segment.policy"

    use_purchase_timing = fields.Boolean(
        string="Purchase Timing",
    )
    timing_followup_days = fields.Integer(
        string="Follow-up before the Decision (days)",
        default=3,
        help="How many days before the decision date the salesperson should follow up.",
        aggregator=None,
    )
    timing_pricelist_id = fields.Many2one(
        comodel_name="product.pricelist",
        string="Urgency Pricelist",
        help="New quotations of urgent opportunities take this pricelist.",
    )
    timing_mailing_list_id = fields.Many2one(
        comodel_name="mailing.list",
        string="Nurture Mailing List",
        ondelete="set null",
        index="btree_not_null",
        help="Clients who are researching stay on this list for as long as they are.",
    )

    @api.model
    def _get_switches(self):
        return super()._get_switches() | {
            "use_purchase_timing": (
                "purchase_timing",
                "purchase_timing_date",
                "purchase_timing_priced",
                "purchase_timing_urgent",
                "segment_purchase_timing",
            ),
        }

    @api.model
    def _get_offer_texts(self):
        label = self._fields["use_purchase_timing"]._description_string(self.env)
        text = self.env._(
            "Opportunities tell whether the client buys now, later or not."
        )
        return [*super()._get_offer_texts(), ("use_purchase_timing", label, text)]

    @api.constrains("timing_followup_days")
    def _check_purchase_timing_followup_days(self):
        for policy in self:
            if not 0 <= policy.timing_followup_days <= MAX_FOLLOWUP_DAYS:
                raise ValidationError(
                    self.env._(
                        "The follow-up must be between 0 and %(maximum)s days before"
                        " the decision, not %(days)s.",
                        maximum=MAX_FOLLOWUP_DAYS,
                        days=policy.timing_followup_days,
                    )
                )

    @api.constrains("timing_pricelist_id")
    def _check_purchase_timing_pricelist_id(self):
        for policy in self:
            pricelist = policy.timing_pricelist_id
            if pricelist.company_id - policy.company_id:
                raise ValidationError(
                    self.env._(
                        "The pricelist %(pricelist)s belongs to another company.",
                        pricelist=pricelist.name,
                    )
                )

    def write(self, vals):
        names = {"use_purchase_timing", "timing_mailing_list_id"}
        if not names & vals.keys():
            return super().write(vals)
        # Who sets the policy need not have rights to mailings.
        lists = self.sudo().timing_mailing_list_id
        result = super().write(vals)
        lists |= self.sudo().timing_mailing_list_id
        lists._sync_researching_clients()
        return result
