from collections import defaultdict
from datetime import timedelta

from odoo import api, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    @api.model
    def _plan_decision_followups(self, followups):
        """Bring the follow-ups of opportunities in line with their decision dates.

        There is one for each decision date at most, and those that people have done
        or cancelled do not come back until the date changes.

        :param followups: ``{lead: (decision date, responsible user)}``, None if no
            follow-up is wanted (any more)
        """
        planned = self._get_decision_followups(followups)
        moved, new = defaultdict(lambda: self.browse()), []
        for lead, followup in followups.items():
            activities = planned.get(lead.id, self.browse())
            waiting = activities.filtered("active")
            deadline = followup and self._get_followup_deadline(lead, followup[0])
            if not deadline:
                moved[None] |= waiting
            elif waiting:
                moved[deadline, followup[1].id] |= waiting
            elif deadline not in activities.mapped("date_deadline"):
                new.append((lead, deadline, followup[1]))
        moved.pop(None, self.browse()).unlink()
        self._move_decision_followups(moved)
        self._create_decision_followups(new)

    @api.model
    def _get_decision_followups(self, leads):
        """Return ``{lead's id: activities}``, done ones included."""
        # The program's own activities, whomever they are assigned to.
        activities = self.sudo().with_context(active_test=False)
        return activities.search(
            [
                ("res_model", "=", "crm.lead"),
                ("res_id", "in", [lead.id for lead in leads]),
                ("activity_type_id", "=", self._get_decision_followup_type().id),
                ("automated", "=", True),
            ]
        ).grouped("res_id")

    @api.model
    def _get_decision_followup_type(self):
        return self.env.ref(
            "client_segmentation.mail_activity_type_decision_followup",
            raise_if_not_found=False,
        ) or self.env["mail.activity.type"].search([], limit=1)

    @api.model
    def _get_followup_deadline(self, lead, decision_date):
        """Return the day of the follow-up, or None if the decision is past."""
        company = lead._get_segment_company()
        today = company._get_segment_today()
        if decision_date < today:
            return None
        days = timedelta(days=company.segment_policy_id.timing_followup_days)
        return max(decision_date - days, today)

    @api.model
    def _create_decision_followups(self, followups):
        """Create them from ``[(lead, deadline, responsible user)]``."""
        activity_type = self._get_decision_followup_type()
        model_id = self.env["ir.model"]._get_id("crm.lead")
        # The salesperson sees the follow-up in the pipeline: no e-mail about it.
        self.sudo().with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "automated": True,
                    "date_deadline": deadline,
                    "res_model_id": model_id,
                    "res_id": lead.id,
                    "user_id": user.id,
                }
                for lead, deadline, user in followups
            ]
        )

    @api.model
    def _move_decision_followups(self, moved):
        for (deadline, user_id), activities in moved.items():
            activities = activities.with_context(mail_activity_quick_update=True)
            vals = {"date_deadline": deadline}
            if activities.user_id.ids != [user_id]:
                vals["user_id"] = user_id
            activities.write(vals)
