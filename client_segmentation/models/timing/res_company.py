from odoo import api, fields, models
from odoo.exceptions import ValidationError

MAX_FOLLOWUP_DAYS = 365


class ResCompany(models.Model):
    """What a company makes of the purchase timing of its opportunities."""

    _inherit = "res.company"

    purchase_timing_enabled = fields.Boolean(
        string="Purchase Timing",
        default=True,
        prefetch="client_segmentation",
    )
    purchase_timing_followup_days = fields.Integer(
        string="Follow-up before the Decision (days)",
        default=3,
        help="How many days before the decision date the salesperson is to follow up.",
        prefetch="client_segmentation",
    )
    purchase_timing_pricelist_id = fields.Many2one(
        comodel_name="product.pricelist",
        string="Urgency Pricelist",
        help="New quotations of urgent opportunities take this pricelist.",
        prefetch="client_segmentation",
    )
    purchase_timing_mailing_list_id = fields.Many2one(
        comodel_name="mailing.list",
        string="Nurture Mailing List",
        ondelete="set null",
        index="btree_not_null",
        help="Clients that are researching are on this list as long as they do.",
        prefetch="client_segmentation",
    )

    @api.constrains("purchase_timing_followup_days")
    def _check_purchase_timing_followup_days(self):
        for company in self:
            if not 0 <= company.purchase_timing_followup_days <= MAX_FOLLOWUP_DAYS:
                raise ValidationError(
                    self.env._(
                        "The follow-up must be between 0 and %(maximum)s days before"
                        " the decision, not %(days)s.",
                        maximum=MAX_FOLLOWUP_DAYS,
                        days=company.purchase_timing_followup_days,
                    )
                )

    @api.constrains("purchase_timing_pricelist_id")
    def _check_purchase_timing_pricelist_id(self):
        for company in self:
            pricelist = company.purchase_timing_pricelist_id
            if pricelist.company_id not in (company, pricelist.company_id.browse()):
                raise ValidationError(
                    self.env._(
                        "The pricelist %(pricelist)s belongs to another company.",
                        pricelist=pricelist.name,
                    )
                )

    def write(self, vals):
        names = {"purchase_timing_enabled", "purchase_timing_mailing_list_id"}
        if not names & vals.keys():
            return super().write(vals)
        # Who changes the settings of a company need not have rights to mailings.
        lists = self.sudo().purchase_timing_mailing_list_id
        result = super().write(vals)
        lists |= self.sudo().purchase_timing_mailing_list_id
        lists._sync_researching_clients()
        return result
