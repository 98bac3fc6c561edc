from odoo import api, fields, models

from odoo.addons.client_segmentation.models.core.doors import need_one


class KeyAccountDossier(models.Model):
    _inherit = "key.account.dossier"

    opportunity_ids = fields.One2many(
        comodel_name="key.account.opportunity",
        inverse_name="dossier_id",
        string="Opportunities Started Here",
        copy=False,
    )
    plan_loss_note = fields.Char(
        string="What Others Lose",
        compute="_compute_plan_loss_note",
        help="Hours spent on this client beyond the plan are missing from the "
        "manager's other clients.",
    )

    @api.depends("hours_planned", "hours_used", "user_id", "company_id")
    @api.depends_context("lang", "uid")
    def _compute_plan_loss_note(self):
        over = self.filtered(
            lambda one: one.hours_planned and one.hours_used > one.hours_planned
        )
        others = over._count_other_clients()
        self.plan_loss_note = False
        for dossier in over:
            hours = dossier.hours_used - dossier.hours_planned
            dossier.plan_loss_note = dossier._get_loss_note(hours, others)

    def action_start_opportunity(self):
        need_one(self)
        return self._start_opportunity()

    def _start_opportunity(self, **defaults):
        self.check_access("write")
        defaults = {"dossier_id": self.id, **defaults}
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Start an opportunity"),
            "res_model": "key.account.opportunity.start",
            "view_mode": "form",
            "target": "new",
            "context": {f"default_{name}": value for name, value in defaults.items()},
        }

    def action_open_others(self):
        """Show whether the manager's other clients are looked after as before."""
        need_one(self)
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "key_account_dossier.key_account_others_action"
        )
        return {**action, "domain": [("user_id", "=", self.user_id.id)]}

    def _count_other_clients(self):
        """Return ``{manager: clients}`` whose salesperson the manager is, those with
        a dossier of these among them."""
        groups = self.env["res.partner"]._read_group(
            [("user_id", "in", self.user_id.ids), ("parent_id", "=", False)],
            ["user_id"],
            ["__count"],
        )
        return dict(groups)

    def _get_loss_note(self, hours, clients_by_manager):
        self.ensure_one()
        client = self.partner_id.commercial_partner_id
        others = clients_by_manager.get(self.user_id, 0)
        others -= client.user_id == self.user_id
        if others <= 0:
            return self.env._("%(hours)s h more than planned", hours=f"{hours:.1f}")
        return self.env._(
            "%(hours)s h more than planned: %(manager)s has %(each)s h less for each "
            "of %(others)s other clients",
            hours=f"{hours:.1f}",
            manager=self.user_id.name,
            each=f"{hours / others:.1f}",
            others=others,
        )
