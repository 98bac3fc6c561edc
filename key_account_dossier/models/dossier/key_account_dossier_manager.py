from odoo import api, models
from odoo.exceptions import AccessError, ValidationError

from .key_account_dossier import ROLE


class KeyAccountDossier(models.Model):
    """Who may manage a dossier, who supervises it, and who may change that."""

    _inherit = "key.account.dossier"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_not_chosen(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_not_chosen(vals)
        self._check_handover(vals)
        return super().write(vals)

    @api.model
    def _get_manager_domain(self):
        return [("all_group_ids", "in", self.env.ref(ROLE).id)]

    @api.model
    def _find_supervisor(self, user, company):
        """Return the user who directly supervises ``user`` in ``company``, if any.

        Employees come first, the sales team second. Somebody without a working
        login supervises nothing, and nobody supervises himself.
        """
        superiors = self._get_superior_in_hr(user, company)
        superiors |= self._get_team_leaders(user, company)
        return superiors.filtered(lambda superior: superior.active)[:1] - user

    @api.model
    def _get_superior_in_hr(self, user, company):
        # As superuser: salespeople do not read employees. The employee of a
        # manager who left still names the superior, so archived ones count.
        employees = self.env["hr.employee"].sudo().with_context(active_test=False)
        found = employees.search([("user_id", "=", user.id)], order="active desc, id")
        in_company = found.filtered(lambda employee: employee.company_id == company)
        superior = (in_company or found)[:1].parent_id.user_id
        return superior - user

    @api.model
    def _get_team_leaders(self, user, company):
        # As superuser: not every salesperson sees every team.
        members = self.env["crm.team.member"].sudo()
        teams = members.search([("user_id", "=", user.id)]).crm_team_id
        teams = teams.filtered(lambda t: not t.company_id or t.company_id == company)
        return teams.user_id - user

    @api.model
    def _check_not_chosen(self, vals):
        if self.env.su:
            return
        if {"escalation_seen_date", "last_review_date"} & vals.keys():
            raise AccessError(
                self.env._(
                    "The dates of the last review and of what the supervisor has "
                    "seen are recorded automatically and cannot be set by hand."
                )
            )
        if "supervisor_id" in vals:
            raise AccessError(
                self.env._(
                    "The direct supervisor is taken from Employees and the sales "
                    "team and cannot be chosen."
                )
            )

    def _check_handover(self, vals):
        """Let only the direct supervisor reassign, and only within the own team."""
        if self.env.su or not {"user_id", "company_id"} & vals.keys():
            return
        self.check_access("write")
        for dossier in self:
            user = self.env["res.users"].browse(vals.get("user_id", dossier.user_id.id))
            company = self.env["res.company"].browse(
                vals.get("company_id", dossier.company_id.id)
            )
            if (user, company) != (dossier.user_id, dossier.company_id):
                dossier._check_new_manager(user, company)

    def _check_new_manager(self, user, company):
        if self.supervisor_id != self.env.user:
            raise AccessError(
                self.env._("Only the direct supervisor can reassign a dossier.")
            )
        supervisor = self._find_supervisor(user, company)
        if self.env.user not in (user, supervisor):
            raise ValidationError(
                self.env._(
                    "%(user)s does not report to you. A dossier can only be "
                    "reassigned within your own team.",
                    user=user.name,
                )
            )
