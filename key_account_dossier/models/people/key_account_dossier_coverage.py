from odoo import api, fields, models

from ...arithmetic.people.coverage import get_coverage
from ..dossier.fields import FloatOrNothing
from .key_account_stakeholder_task import TASK_TYPE


class KeyAccountDossier(models.Model):
    _inherit = "key.account.dossier"

    untouched_count = fields.Integer(
        string="Contacts Overdue",
        compute="_compute_people_coverage",
        help="People who have not heard from us within their interval.",
    )
    people_coverage = FloatOrNothing(
        string="Coverage (%)",
        compute="_compute_people_coverage",
        digits=(5, 1),
        aggregator=None,
        help="Share of the people who heard from us within their interval.",
    )
    people_chart = fields.Json(
        string="Reporting Lines", compute="_compute_people_chart", exportable=False
    )

    @api.depends("stakeholder_ids.is_untouched", "stakeholder_ids.is_former")
    @api.depends_context("uid")
    def _compute_people_coverage(self):
        for dossier in self:
            people = dossier.stakeholder_ids.filtered(lambda one: not one.is_former)
            untouched = len(people.filtered("is_untouched"))
            dossier.untouched_count = untouched
            dossier.people_coverage = get_coverage(untouched, len(people))

    @api.depends(
        "stakeholder_ids.active",
        "stakeholder_ids.attitude",
        "stakeholder_ids.is_untouched",
        "stakeholder_ids.manager_id",
        "stakeholder_ids.partner_id.name",
        "stakeholder_ids.role",
    )
    @api.depends_context("uid", "lang")
    def _compute_people_chart(self):
        for dossier in self:
            # Only what is stored: an unsaved form may list anybody's people.
            origin = dossier._origin.sudo(False)._filtered_access("read")
            dossier.people_chart = origin.stakeholder_ids._describe_for_chart()

    def _sync_tasks(self):
        result = super()._sync_tasks()
        if self.env.ref(TASK_TYPE, raise_if_not_found=False):
            people = self.env["key.account.stakeholder"].search(
                [
                    ("dossier_id", "in", self.ids),
                    ("active", "in", [True, False]),
                    "|",
                    ("role", "=", "decider"),
                    ("task_reason", "!=", False),
                ]
            )
            people._sync_tasks(self)
        return result
