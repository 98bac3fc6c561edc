from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from odoo.addons.client_segmentation.models.core.doors import need_one

from ..dossier.own_lines import own_lines


class KeyAccountDossier(models.Model):
    _inherit = "key.account.dossier"

    rating_ids = fields.One2many(
        comodel_name="key.account.rating",
        inverse_name="dossier_id",
        string="Ratings of the Work",
    )
    next_rating_date = fields.Date(
        string="Next Rating",
        compute="_compute_next_rating_date",
        store=True,
        help="When the supervisor should rate the manager's work again.",
    )
    rating_overdue = fields.Boolean(compute="_compute_rating_overdue")
    is_supervisor = fields.Boolean(compute="_compute_is_supervisor")

    @api.depends(
        "create_date",
        "since_date",
        "supervisor_id",
        "rating_ids.date",
        "company_id.key_account_rating_months",
    )
    def _compute_next_rating_date(self):
        for dossier in self:
            months = dossier.company_id.key_account_rating_months
            dates = own_lines(dossier, "rating_ids").mapped("date")
            last = max(filter(None, dates), default=dossier._get_start_date())
            due = last + relativedelta(months=months)
            wanted = bool(months and dossier.supervisor_id)
            dossier.next_rating_date = wanted and due

    @api.depends("next_rating_date")
    def _compute_rating_overdue(self):
        today = fields.Date.context_today(self)
        for dossier in self:
            due = dossier.next_rating_date
            dossier.rating_overdue = bool(due and due < today)

    @api.depends("supervisor_id")
    @api.depends_context("uid")
    def _compute_is_supervisor(self):
        for dossier in self:
            dossier.is_supervisor = dossier.supervisor_id.id == self.env.uid

    def action_rate(self):
        need_one(self)
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Rate the work: %(client)s", client=self.display_name),
            "res_model": "key.account.rating",
            "view_mode": "form",
            "target": "new",
            "context": {"default_dossier_id": self.id, "key_account_part": True},
        }
