from odoo import api, fields, models

from odoo.addons.client_segmentation.models.core.doors import need_one


class KeyAccountOpportunity(models.Model):
    """An opportunity that was started from a dossier.

    The link goes from here to the opportunity and never back: whoever may see the
    opportunity does not learn from it that there is a dossier.
    """

    _name = "key.account.opportunity"
    _description = "Opportunity Started from a Dossier"
    _inherit = ["key.account.part.mixin"]
    _order = "id DESC"

    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        required=True,
        ondelete="cascade",
        index=True,
    )
    plan_id = fields.Many2one(
        comodel_name="key.account.plan",
        string="Objective",
        ondelete="set null",
        index="btree_not_null",
    )
    categ_id = fields.Many2one(
        comodel_name="product.category",
        string="Product Category",
        ondelete="set null",
    )
    lead_id = fields.Many2one(
        comodel_name="crm.lead",
        string="Opportunity",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    stage_id = fields.Many2one(related="lead_id.stage_id", related_sudo=False)
    expected_revenue = fields.Monetary(
        related="lead_id.expected_revenue",
        related_sudo=False,
        currency_field="lead_currency_id",
    )
    lead_currency_id = fields.Many2one(
        related="lead_id.company_currency", related_sudo=False
    )
    probability = fields.Float(
        related="lead_id.probability", related_sudo=False, aggregator=None
    )

    @api.depends("lead_id.name")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def action_open_lead(self):
        need_one(self)
        self.check_access("read")
        return self.lead_id.get_formview_action()

    def _get_label(self):
        return self.lead_id.name or ""


class KeyAccountPlan(models.Model):
    _inherit = "key.account.plan"

    opportunity_ids = fields.One2many(
        comodel_name="key.account.opportunity",
        inverse_name="plan_id",
        string="Opportunities",
        copy=False,
    )

    def action_start_opportunity(self):
        need_one(self)
        return self.dossier_id._start_opportunity(plan_id=self.id)
