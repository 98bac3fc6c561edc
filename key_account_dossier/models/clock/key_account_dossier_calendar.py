from collections import defaultdict

from odoo import api, models


class KeyAccountDossier(models.Model):
    """The working days that matter to the contact clock."""

    _inherit = "key.account.dossier"

    @api.model
    def _get_working_days(self, windows):
        """Return ``{dossier: (company's days, manager's days)}``.

        ``windows`` is ``{dossier: (first, last)}``. The second set is None for a
        manager who is no employee. Windows that begin in one month are looked up
        together, so the work does not grow with the number of dossiers.
        """
        groups = defaultdict(self.browse)
        for dossier, (first, _last) in windows.items():
            groups[dossier.company_id, first.year, first.month] |= dossier
        result = {}
        for (company, *_month), dossiers in groups.items():
            first = min(windows[dossier][0] for dossier in dossiers)
            last = max(windows[dossier][1] for dossier in dossiers)
            company_days = company._get_key_account_working_days(first, last)
            managers = self._get_manager_days(dossiers.user_id, company, first, last)
            for dossier in dossiers:
                result[dossier] = company_days, managers.get(dossier.user_id._origin)
        return result

    @api.model
    def _get_manager_days(self, users, company, first, last):
        resources = self._get_manager_resources(users, company)
        days = self.env["resource.resource"].sudo().union(*resources.values())
        days = days._get_key_account_working_days(first, last)
        return {user: days[resource] for user, resource in resources.items()}

    @api.model
    def _get_manager_resources(self, users, company):
        # As superuser: salespeople read neither employees nor their leaves.
        employees = self.env["hr.employee"].sudo()
        found = employees.search([("user_id", "in", users.ids)], order="id")
        # The employee of the company comes first, another one stands in.
        found = found.sorted(lambda employee: employee.company_id == company)
        return {
            employee.user_id.sudo(False): employee.resource_id for employee in found
        }
