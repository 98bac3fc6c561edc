from datetime import datetime, time

from pytz import timezone

from odoo import fields, models

from ...arithmetic.clock.working_days import weekdays_between


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = ["res.company", "key.account.needed.mixin"]

    # Settings are read together and apart from the rest (``prefetch``): nearly every
    # request reads its company, few need them.
    key_account_contact_interval = fields.Integer(
        string="Days Between Positive Contacts",
        default=10,
        prefetch="key_account_dossier",
    )
    key_account_pause_days = fields.Integer(
        string="Pause After a Negative Contact (Days)",
        default=14,
        prefetch="key_account_dossier",
    )
    key_account_review_months = fields.Integer(
        string="Months Between Reviews",
        default=3,
        prefetch="key_account_dossier",
    )
    key_account_max_clients = fields.Integer(
        string="Key Clients per Manager",
        default=3,
        prefetch="key_account_dossier",
    )
    key_account_escalation_days = fields.Integer(
        string="Escalate After (Days)",
        default=2,
        prefetch="key_account_dossier",
    )

    _check_key_account_contact_interval = models.Constraint(
        "CHECK(key_account_contact_interval BETWEEN 1 AND 366)",
        "The interval between contacts must be from 1 to 366 days.",
    )
    _check_key_account_pause_days = models.Constraint(
        "CHECK(key_account_pause_days BETWEEN 0 AND 366)",
        "The pause after a negative contact must be from 0 to 366 days.",
    )
    _check_key_account_review_months = models.Constraint(
        "CHECK(key_account_review_months BETWEEN 1 AND 60)",
        "A dossier must be reviewed every 1 to 60 months.",
    )
    _check_key_account_max_clients = models.Constraint(
        "CHECK(key_account_max_clients BETWEEN 0 AND 1000)",
        "The number of key clients per manager must be from 0 (no limit) to 1000.",
    )

    _check_key_account_escalation_days = models.Constraint(
        "CHECK(key_account_escalation_days BETWEEN 0 AND 366)",
        "The supervisor must be notified after 0 (never) to 366 days.",
    )

    def _get_key_account_working_days(self, first, last):
        """Return the working days of the company from ``first`` to ``last``."""
        self.ensure_one()
        calendar = self.resource_calendar_id
        if not calendar:
            return weekdays_between(first, last)
        tz = timezone(calendar.tz)
        unusual = calendar._get_unusual_days(
            tz.localize(datetime.combine(first, time.min)),
            tz.localize(datetime.combine(last, time.max)),
            self,
        )
        return {fields.Date.to_date(day) for day, off in unusual.items() if not off}
