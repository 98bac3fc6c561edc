from odoo import api, fields, models

from ...arithmetic.core.share import needed_other_profit_to_leave_mono
from ...sql.tasks import tasks

BATCH = 1000


class ClientSegment(models.Model):
    """Tasks for people, made of what the last run has found.

    Each is made once: what somebody was told of is kept here, whatever becomes of
    the task. A stalling client is reported again after a further delay.
    """

    _inherit = "client.segment"

    stalling_told = fields.Datetime(
        readonly=True,
        help="The salesperson has been told about delays up to this moment.",
    )
    is_mono_told = fields.Boolean(readonly=True)

    @api.model
    def _create_stalling_tasks(self, company):
        """Make the tasks of up to a batch of stalling clients; return how many
        clients were looked at."""
        task_type = self._get_task_type("mail_activity_type_stalling")
        if not task_type:
            return 0
        self.env.flush_all()
        rows = self.env.execute_query_dict(
            tasks.take_stalling(company.id, task_type.id, BATCH)
        )
        self.invalidate_model(["stalling_told"])
        clients = self.env["res.partner"].browse(
            row["partner_id"] for row in rows if row["partner_id"]
        )
        # Activities would read the names one by one.
        clients.mapped("display_name")
        self._create_tasks(
            self._prepare_stalling_task(company, task_type, row)
            for row in rows
            if row["partner_id"]
        )
        return rows[0]["taken"]

    @api.model
    def _get_task_type(self, name):
        """Return the type of the tasks; nothing if somebody has archived or deleted
        it, not to get any."""
        # Not of self._module: that is the last add-on that extends the model.
        task_type = self.env.ref(
            f"client_segmentation.{name}", raise_if_not_found=False
        )
        return task_type and task_type.filtered("active")

    @api.model
    def _create_tasks(self, vals_list):
        # No e-mail for each task: a first run may find hundreds of clients.
        Activity = self.env["mail.activity"].with_context(
            mail_activity_quick_update=True
        )
        return Activity.create(list(vals_list))

    def _prepare_stalling_task(self, company, task_type, row):
        user = self.env["res.users"].browse(row["user_id"]) or company._get_sales_head()
        reader = self.with_context(lang=user.lang)
        return {
            "activity_type_id": task_type.id,
            "res_model_id": self.env["ir.model"]._get_id("res.partner"),
            "res_id": row["partner_id"],
            "user_id": user.id,
            "date_deadline": company._get_segment_today(),
            "automated": True,
            "summary": reader.env._("Stalling client: drop or requalify"),
            "note": reader.env._(
                "The decision keeps being put off. Most postponements of an "
                "opportunity: %(postponements)s; opportunities postponed too often: "
                "%(leads)s; quotations expired since the last order: %(quotations)s. "
                "Find out whether there is a need, a budget and a date; if not, drop "
                "it.",
                postponements=row["postponement_count"] or 0,
                leads=row["stalling_lead_count"] or 0,
                quotations=row["expired_quotation_count"] or 0,
            ),
        }

    @api.model
    def _withdraw_stalling_tasks(self):
        """Take back the tasks of clients who stall no more: they have ordered, or
        their opportunity was dropped."""
        task_type = self._get_task_type("mail_activity_type_stalling")
        if task_type:
            self.env.flush_all()
            settled = self.env.execute_query(tasks.select_settled(task_type.id))
            self.env["mail.activity"].browse(row[0] for row in settled).unlink()

    @api.model
    def _create_mono_tasks(self, company):
        """Tell the head of sales of new mono-clients: in a task of their own, on no
        contact, since it names profits that others may not see."""
        task_type = self._get_task_type("mail_activity_type_mono")
        head = company._get_sales_head()
        run = self._get_last_run(company)
        if not (task_type and head and run.settings):
            return
        self.env.execute_query(tasks.forget_former_monos(company.id))
        self.invalidate_model(["is_mono_told"])
        monos = self._find_monos(company).filtered(lambda mono: not mono.is_mono_told)
        reader = monos.with_context(lang=head.lang)
        self._create_tasks(
            segment._prepare_mono_task(task_type, head, run) for segment in reader
        )
        monos.is_mono_told = True

    def _prepare_mono_task(self, task_type, head, run):
        limit = run.settings["share"]["mono"]
        needed = needed_other_profit_to_leave_mono(self.margin, run.profit_total, limit)
        format_amount = self.env["ir.qweb.field.monetary"].value_to_html
        options = {"display_currency": self.currency_id}
        return {
            "activity_type_id": task_type.id,
            "user_id": head.id,
            "date_deadline": self.company_id._get_segment_today(),
            "automated": True,
            "summary": self.env._(
                "Mono-client: %(client)s", client=self.partner_id.display_name
            ),
            "note": self.env._(
                "%(client)s brings more than %(limit)s %% of the profit of "
                "%(company)s: %(margin)s of %(total)s. Bringing the share back under "
                "the limit takes %(needed)s more profit from other clients.",
                client=self.partner_id._get_html_link(),
                limit=f"{limit:g}",
                company=self.company_id.display_name,
                margin=format_amount(self.margin, options),
                total=format_amount(run.profit_total, options),
                needed=format_amount(float(needed), options),
            ),
        }
