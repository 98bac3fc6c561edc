from odoo import api, fields, models

PROFILE_FIELDS = {
    "type_id",
    "since_date",
    "headcount",
    "budget",
    "business",
    "goals",
    "needs",
    "buying_process",
    "decision_process",
}


class KeyAccountDossier(models.Model):
    _inherit = "key.account.dossier"

    headcount = fields.Integer(
        string="Employees",
        aggregator="sum",
        help="How many people work for the client.",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency",
        compute="_compute_currency_id",
        store=True,
    )
    budget = fields.Monetary(
        string="Yearly Budget",
        help="What the client spends in a year on what we could supply, wherever it "
        "buys.",
    )
    business = fields.Text(
        string="Business and Market",
        help="What the client makes and sells, to whom, and how its market is doing.",
    )
    profile_date = fields.Date(
        string="Profile Changed",
        readonly=True,
        copy=False,
        default=fields.Date.context_today,
    )

    _check_headcount = models.Constraint(
        "CHECK(headcount >= 0)",
        "The number of employees cannot be negative.",
    )
    _check_budget = models.Constraint(
        "CHECK(budget >= 0)",
        "The budget of the client cannot be negative.",
    )

    @api.depends("company_id")
    def _compute_currency_id(self):
        for dossier in self:
            dossier.currency_id = dossier.company_id.currency_id

    def write(self, vals):
        if PROFILE_FIELDS & vals.keys():
            vals = {**vals, "profile_date": fields.Date.context_today(self)}
        return super().write(vals)
