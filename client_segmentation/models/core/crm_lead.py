from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import frozendict


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "client.segment.mixin"]

    postponement_count = fields.Integer(
        string="Postponements",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="How many times the expected closing date was moved to a later day.",
    )
    postponement_date = fields.Datetime(
        string="Last Postponed",
        readonly=True,
        copy=False,
    )
    former_deadline = fields.Date(
        string="Expected Closing Before",
        readonly=True,
        copy=False,
        help="The last expected closing date, if it was removed.",
    )
    is_stalling = fields.Boolean(
        string="Stalling",
        compute="_compute_is_stalling",
        search="_search_is_stalling",
        help="An open opportunity whose expected closing date was postponed at least "
        "as many times as the settings specify.",
    )

    _postponement_index = models.Index("(partner_id) WHERE postponement_count > 0")

    @api.depends("postponement_count", "won_status", "active", "type", "company_id")
    @api.depends_context("company")
    def _compute_is_stalling(self):
        stalling = self.filtered(
            lambda lead: (
                # Few are postponed at all: nothing else is looked up for the others.
                lead.postponement_count
                and lead.active
                and lead.type == "opportunity"
                and lead.won_status == "pending"
                and lead.postponement_count >= lead._get_stalling_limit()
            )
        )
        stalling.is_stalling = True
        (self - stalling).is_stalling = False

    def _get_stalling_limit(self):
        # The limit is no secret.
        company = (self.company_id or self.env.company).sudo()
        return company.segment_policy_id.stalling_postponements

    def _search_is_stalling(self, operator, value):
        if operator != "in":
            return NotImplemented
        is_open = Domain(
            [
                ("active", "=", True),
                ("type", "=", "opportunity"),
                ("won_status", "=", "pending"),
            ]
        )
        is_stalling = is_open & Domain.OR(
            Domain("company_id", "in", company_ids)
            & Domain("postponement_count", ">=", limit)
            for limit, company_ids in self._get_stalling_limits().items()
        )
        return is_stalling if True in value else ~is_stalling

    @api.model
    def _get_stalling_limits(self):
        """Return ``{number of postponements: ids of the companies}``; an opportunity of
        no company counts for the current one."""
        limits = defaultdict(list)
        for company in self.env.companies.sudo():
            limits[company.segment_policy_id.stalling_postponements].append(company.id)
        policy = self.env.company.sudo().segment_policy_id
        limits[policy.stalling_postponements].append(False)
        return limits

    # The only entrance of this add-on to what is done with opportunities. Rooms extend
    # the hooks below and call ``super()`` first: core, timing, qualification.

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._after_segment_create()
        return leads

    def write(self, vals):
        before = self._before_segment_write(vals)
        result = super().write(vals)
        self._after_segment_write(vals, before)
        return result

    def _after_segment_create(self):
        """Hook: opportunities have been created."""

    def _before_segment_write(self, vals):
        """Hook: return ``{room: what it has to know from before the writing}``."""
        # What opportunities have in common after a merge was counted before it.
        if "date_deadline" not in vals or "postponement_count" in vals:
            return {}
        return {
            "core": [
                (lead, lead.date_deadline or lead.former_deadline) for lead in self
            ]
        }

    def _after_segment_write(self, vals, before):
        """Hook: ``vals`` have been written."""
        if "core" in before:
            # Not in the values written: each lead has a counter of its own.
            self._count_postponements(before["core"])

    def _merge_get_fields_specific(self):
        def get_highest(name, leads):
            return max(filter(None, leads.mapped(name)), default=False)

        def get_former(name, leads):
            # Only where no deadline takes its place
            return not any(leads.mapped("date_deadline")) and get_highest(name, leads)

        return {
            **super()._merge_get_fields_specific(),
            "postponement_count": get_highest,
            "postponement_date": get_highest,
            "former_deadline": get_former,
        }

    @api.model
    def _count_postponements(self, deadlines):
        """Count for each of ``(lead, deadline before)`` whether its deadline is later
        now; one that was taken away is kept for the comparison."""
        changes = defaultdict(self.browse)
        now = fields.Datetime.now()
        for lead, before in deadlines:
            after = lead.date_deadline
            values = {}
            if before and after and after > before:
                values["postponement_count"] = lead.postponement_count + 1
                values["postponement_date"] = now
            if lead.former_deadline != (former := not after and before):
                values["former_deadline"] = former
            if values:
                changes[frozendict(values)] |= lead
        for values, leads in changes.items():
            leads.write(values)
