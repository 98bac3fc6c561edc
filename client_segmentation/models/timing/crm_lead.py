from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, sql

from ..core.segment_columns import search_by
from .purchase_timing import PURCHASE_TIMINGS

# A change of one of these may change what the timing asks for.
TRIGGERS = {
    "active",
    "company_id",
    "email_from",
    "partner_id",
    "probability",
    "purchase_timing",
    "purchase_timing_date",
    "stage_id",
    "team_id",
    "type",
    "user_id",
}


class CrmLead(models.Model):
    """When the client is going to buy, and what follows from it."""

    _inherit = "crm.lead"

    purchase_timing = fields.Selection(
        selection=PURCHASE_TIMINGS,
        copy=False,
        help="Urgent: wants to buy now. Scheduled: decides on a certain day."
        " Researching: gathers information.",
    )
    purchase_timing_date = fields.Date(
        string="Decision Date",
        compute="_compute_purchase_timing_date",
        store=True,
        readonly=False,
        copy=False,
        help="The day on which the client decides; initially the expected closing "
        "date of the opportunity.",
    )
    purchase_timing_urgent = fields.Boolean(
        string="Is Urgent",
        compute="_compute_purchase_timing_urgent",
        search=search_by("purchase_timing_urgent"),
    )

    # Serves the timing of a client, and "urgent ones first" in the pipeline.
    _purchase_timing_index = models.Index(
        "(partner_id, purchase_timing) WHERE purchase_timing IS NOT NULL AND active"
    )
    _purchase_timing_order_index = models.Index(
        "(COALESCE(purchase_timing = 'urgent', FALSE) DESC, priority DESC, id DESC)"
        " WHERE active IS TRUE"
    )

    def _auto_init(self):
        # Nothing to compute: the opportunities there are have no timing yet.
        if not sql.column_exists(self.env.cr, self._table, "purchase_timing_date"):
            sql.create_column(self.env.cr, self._table, "purchase_timing_date", "date")
        return super()._auto_init()

    @api.depends("purchase_timing")
    def _compute_purchase_timing_date(self):
        for lead in self:
            if lead.purchase_timing != "scheduled":
                lead.purchase_timing_date = False
            elif not lead.purchase_timing_date:
                lead.purchase_timing_date = lead.date_deadline

    @api.depends("purchase_timing")
    def _compute_purchase_timing_urgent(self):
        for lead in self:
            lead.purchase_timing_urgent = lead.purchase_timing == "urgent"

    @api.constrains("purchase_timing", "purchase_timing_date")
    def _check_purchase_timing_date(self):
        for lead in self:
            if lead.purchase_timing == "scheduled" and not lead.purchase_timing_date:
                raise ValidationError(
                    self.env._(
                        "%(name)s: please enter the decision date. A scheduled "
                        "purchase needs one.",
                        name=lead.name,
                    )
                )

    def _after_segment_create(self):
        super()._after_segment_create()
        self._filter_timed()._follow_purchase_timing({})

    def _before_segment_write(self, vals):
        before = super()._before_segment_write(vals)
        if TRIGGERS & vals.keys():
            leads = self if "purchase_timing" in vals else self._filter_timed()
            before["timing"] = leads._get_purchase_timing_tasks()
        return before

    def _after_segment_write(self, vals, before):
        super()._after_segment_write(vals, before)
        if tasks := before.get("timing"):
            self.concat(*tasks)._follow_purchase_timing(tasks)

    def unlink(self):
        # Odoo lets those be deleted that are gone.
        leads = self.exists()._filter_timed()
        tasks = leads._get_purchase_timing_tasks()
        result = super().unlink()
        if tasks:
            self._update_nurture_lists([task for _, task in tasks.values()])
            self.env["client.segment.mixin"]._invalidate_purchase_timing()
        return result

    def _filter_timed(self):
        """Return those that have a timing: nothing follows from the others. All else
        that is asked of an opportunity makes Odoo compute what it has put off, for
        each one that is written by itself."""
        return self.filtered("purchase_timing")

    def _own_field_to_sql(self, alias, field_name, query):
        if field_name != "purchase_timing_urgent":
            return super()._own_field_to_sql(alias, field_name, query)
        timing = self._field_to_sql(alias, "purchase_timing", query)
        return SQL("COALESCE(%s = 'urgent', FALSE)", timing)

    def _merge_get_fields_specific(self):
        # The most pressing timing, and the date that goes with it.
        def get_from_most_pressing(name, leads):
            rank = [False, *(value for value, _ in reversed(PURCHASE_TIMINGS))]
            return max(leads, key=lambda lead: rank.index(lead.purchase_timing))[name]

        return {
            **super()._merge_get_fields_specific(),
            "purchase_timing": get_from_most_pressing,
            "purchase_timing_date": get_from_most_pressing,
        }

    def _get_segment_company(self):
        """Return the company whose settings hold for this opportunity."""
        company = self.company_id or self.user_id.company_id or self.env.company
        # Whoever works on an opportunity need not see its company's settings.
        return company.sudo()

    def _get_purchase_timing_tasks(self):
        """Return what the timing of each opportunity asks for: ``{lead: (decision
        date and responsible user, mailing list and e-mail)}``, None for nothing."""
        tasks = {}
        for lead in self:
            followup = nurture = None
            company = lead._get_segment_company()
            is_open = lead.active and lead.won_status == "pending"
            if (
                is_open
                and lead.type == "opportunity"
                and company.segment_policy_id.use_purchase_timing
            ):
                mailing_list = company.segment_policy_id.timing_mailing_list_id
                if lead.purchase_timing == "scheduled" and lead.purchase_timing_date:
                    user = lead.user_id or lead.team_id.user_id or self.env.user
                    followup = (lead.purchase_timing_date, user)
                elif lead.purchase_timing == "researching" and mailing_list:
                    nurture = (mailing_list, lead.email_normalized)
            tasks[lead] = (followup, nurture)
        return tasks

    def _follow_purchase_timing(self, before):
        """Do what the timing of these opportunities asks for, compared with what it
        asked for ``before``."""
        if not self:
            return
        after = self._get_purchase_timing_tasks()
        nothing = (None, None)
        followups, nurtures = {}, []
        for lead, (followup, nurture) in after.items():
            old_followup, old_nurture = before.get(lead, nothing)
            if followup != old_followup:
                followups[lead] = followup
            if nurture != old_nurture:
                nurtures += [old_nurture, nurture]
        if followups:
            self.env["mail.activity"]._plan_decision_followups(followups)
        self._update_nurture_lists(nurtures)
        self.env["client.segment.mixin"]._invalidate_purchase_timing()

    @api.model
    def _update_nurture_lists(self, nurtures):
        emails_by_list = {}
        for mailing_list, email in filter(None, nurtures):
            if email:
                emails_by_list.setdefault(mailing_list, set()).add(email)
        for mailing_list, emails in emails_by_list.items():
            mailing_list._sync_researching_clients(emails)
