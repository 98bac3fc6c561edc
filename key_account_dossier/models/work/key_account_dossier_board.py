from odoo import api, fields, models


class KeyAccountDossier(models.Model):
    """What the board of the team shows of each dossier beside its clock."""

    _inherit = "key.account.dossier"

    late_days = fields.Integer(
        compute="_compute_late_days",
        aggregator=None,
        help="Days since the contact was due; 0 in time and in a pause.",
    )
    manager_load = fields.Char(
        string="Load",
        compute="_compute_manager_load",
        help="Key clients of the manager, of those recommended at most.",
    )

    @api.depends("next_contact_date", "pause_until")
    def _compute_late_days(self):
        today = fields.Date.context_today(self)
        for dossier in self:
            is_late = dossier._get_clock_state(today) == "overdue"
            dossier.late_days = is_late and (today - dossier.next_contact_date).days

    @api.depends("user_id", "company_id", "active")
    @api.depends_context("uid", "lang")
    def _compute_manager_load(self):
        # Counted as the user, so that the figure tells of nothing else.
        groups = self.sudo(False)._read_group(
            [("user_id", "in", self.user_id.ids)],
            ["user_id", "company_id"],
            ["__count"],
        )
        counts = {(user.id, company.id): count for user, company, count in groups}
        for dossier in self:
            count = counts.get((dossier.user_id.id, dossier.company_id.id), 0)
            limit = dossier.company_id.key_account_max_clients
            load = self.env._("%(count)s of %(limit)s", count=count, limit=limit)
            dossier.manager_load = load if limit else False
