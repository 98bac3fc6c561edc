from odoo import api, models
from odoo.exceptions import ValidationError


class KeyAccountDossier(models.Model):
    _inherit = "key.account.dossier"

    @api.model_create_multi
    def create(self, vals_list):
        dossiers = super().create(vals_list)
        dossiers.filtered("active")._check_capacity()
        return dossiers

    def write(self, vals):
        # Who keeps too many already can go on working on each of them.
        keeps = {"user_id", "company_id", "active"} & vals.keys()
        before = {dossier: dossier._get_keeper() for dossier in self} if keeps else {}
        result = super().write(vals)
        if keeps:
            taken = self.filtered(lambda dossier: dossier._is_taken_over(before))
            taken._check_capacity()
        return result

    def _get_keeper(self):
        self.ensure_one()
        return self.active and (self.user_id, self.company_id)

    def _is_taken_over(self, before):
        return self.active and self._get_keeper() != before[self]

    def _check_capacity(self):
        """Refuse dossiers beyond the limit of the company, where it is strict.

        To be called after the access of the user to these dossiers has been
        checked: the number is revealed to nobody but the manager and the supervisor.
        """
        strict = self.filtered(
            lambda d: d.company_id.key_account_capacity_policy == "refuse"
        )
        if not strict:
            return
        # As superuser: the limit holds for all the manager's dossiers, not for
        # those in the companies that the user has ticked.
        groups = self.sudo()._read_group(
            [
                ("user_id", "in", strict.user_id.ids),
                ("company_id", "in", strict.company_id.ids),
            ],
            ["user_id", "company_id"],
            ["__count"],
        )
        taken = {(dossier.user_id, dossier.company_id) for dossier in strict}
        for user, company, count in groups:
            limit = company.key_account_max_clients
            if limit and count > limit and (user, company) in taken:
                raise ValidationError(self._get_capacity_error(user, limit))

    def _get_capacity_error(self, user, limit):
        return self.env._(
            "%(manager)s cannot take on another key client: the limit is %(limit)s "
            "per manager. Archive or hand over a dossier first.",
            manager=user.name,
            limit=limit,
        )
