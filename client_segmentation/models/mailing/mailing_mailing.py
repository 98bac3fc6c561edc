import ast
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from ..core.segment_columns import SEGMENT_COLUMNS

# Classes may miss so many turns of the job that computes them.
TURNS = 2
DAYS = {"days": 1, "weeks": 7, "months": 31}
SAVED = "saved_segment_ids"
JOB = "client_segmentation.ir_cron_recompute_client_segments"


class MailingMailing(models.Model):
    """Mailings to clients of certain classes: those that the company has today.

    Odoo sends mailings by a job of its main company, long after they were written.
    """

    _inherit = "mailing.mailing"

    segment_company_id = fields.Many2one(
        comodel_name="res.company",
        string="Classes of",
        required=True,
        default=lambda self: self.env.company,
        help="The company whose classes the filter asks for.",
    )
    is_sent_with_old_classes = fields.Boolean(
        string="Send Anyway",
        copy=False,
        help="Send the mailing although the classes are out of date.",
    )
    segment_problem = fields.Char(compute="_compute_segment_problem")

    @api.depends("mailing_domain", "mailing_model_id", "segment_company_id", "state")
    def _compute_segment_problem(self):
        for mailing in self:
            is_done = mailing.state in ("sending", "done")
            mailing.segment_problem = not is_done and mailing._find_segment_problem()

    @api.constrains("segment_company_id")
    def _check_segment_company(self):
        """The job that sends them may ask for the classes of any company."""
        # Constraints are checked as superuser in the name of who acts.
        user = self.env.user
        if user.id != SUPERUSER_ID and self.segment_company_id - user.company_ids:
            raise AccessError(
                self.env._("You do not have access to the classes of this company.")
            )

    def _get_recipients(self):
        mailing = self._with_segment_company()
        return super(MailingMailing, mailing)._get_recipients()

    def _with_segment_company(self):
        if not self._asks_for_classes():
            return self
        return self.with_company(self.segment_company_id)

    def action_put_in_queue(self):
        """Tell at once who presses the button; what is planned for later is looked at
        when it starts."""
        now = fields.Datetime.now()
        for mailing in self:
            if not mailing.schedule_date or mailing.schedule_date <= now:
                mailing._refuse_old_classes()
        return super().action_put_in_queue()

    def _refuse_old_classes(self):
        problem = self._find_reason_to_hold()
        if problem:
            raise UserError(
                self.env._(
                    "%(problem)s Recompute the segments, or tick “Send Anyway” on the"
                    " mailing.",
                    problem=problem,
                )
            )

    def _process_mass_mailing_queue(self):
        starts = Domain("schedule_date", "<", fields.Datetime.now())
        starts |= Domain("schedule_date", "=", False)
        waiting = Domain("state", "=", "in_queue")
        for mailing in self.search(waiting & starts):
            mailing._hold_if_outdated()
        return super()._process_mass_mailing_queue()

    def _hold_if_outdated(self):
        """Make a draft again of a mailing that would go to the wrong clients, and tell
        its responsible."""
        user = self.user_id or self.create_uid
        mailing = self.with_context(lang=user.lang)
        problem = mailing._find_reason_to_hold()
        if not problem:
            return
        self.state = "draft"
        mailing.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=user.id,
            summary=mailing.env._("Mailing not sent"),
            note=problem,
        )

    def _find_reason_to_hold(self):
        return not self.is_sent_with_old_classes and self._find_segment_problem()

    def _find_segment_problem(self):
        """Return why the classes that the filter asks for are not those of today, in a
        sentence, or False."""
        if not self._asks_for_classes():
            return False
        company = self.segment_company_id
        day = self._find_last_day(company)
        if not day:
            return self.env._("The segments have not been computed yet.")
        oldest = self._get_oldest_day(company)
        if company._shows_other_segment_day() or day < oldest:
            return self.env._(
                "The classes of clients are from %(date)s.",
                date=format_date(self.env, day),
            )
        return self._find_saved_problem(oldest)

    @api.model
    def _find_last_day(self, company):
        # As superuser: that there was a run, and when, is told to who writes mailings.
        return self.env["client.segment"].sudo()._get_last_run(company).as_of

    @api.model
    def _get_oldest_day(self, company):
        # As superuser: jobs are open to administrators only.
        job = self.env.ref(JOB, raise_if_not_found=False)
        job = job.sudo() if job else self.env["ir.cron"]
        length = DAYS.get(job.interval_type)
        days = job.interval_number * length if length else 1
        return company._get_segment_today() - timedelta(days=TURNS * days)

    def _find_saved_problem(self, oldest):
        """The same of the saved segments in the filter, which are counted after each
        run."""
        ids = {
            number
            for path, value in self._get_conditions()
            if path.split(".")[0] == SAVED
            for number in (value if isinstance(value, list | tuple) else [value])
            if isinstance(number, int) and not isinstance(number, bool)
        }
        segments = self.env["client.saved.segment"].search([("id", "in", [*ids])])
        for segment in segments:
            if not segment.counted_on or segment.counted_on < oldest:
                return self.env._(
                    "The saved segment “%(name)s” is not counted any more.",
                    name=segment.name,
                )
        return False

    def _asks_for_classes(self):
        names = {*SEGMENT_COLUMNS, SAVED, "segment_tag_ids"}
        return any(
            not names.isdisjoint(path.split("."))
            for path, _value in self._get_conditions()
        )

    def _get_conditions(self):
        """Return (path, value) of each condition of the filter, as far as Odoo can
        read it."""
        try:
            domain = Domain(ast.literal_eval(str(self.mailing_domain)))
        except (ValueError, SyntaxError, TypeError):
            return []
        return [*walk_conditions(domain)]


def walk_conditions(domain):
    """Yield (path, value) of each condition of ``domain`` and of those within."""
    for condition in domain.iter_conditions():
        yield condition.field_expr, condition.value
        if condition.operator in ("any", "not any"):
            yield from walk_conditions(Domain(condition.value))
