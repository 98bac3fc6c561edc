from collections import defaultdict

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL, frozendict

from ...arithmetic.clock import tasks

ACTIVITY_TYPES = {
    tasks.CONTACT: "key_account_dossier.mail_activity_type_contact",
    tasks.ESCALATION: "key_account_dossier.mail_activity_type_escalation",
}
QUEUE = "key_account_dossier.tasks"


class KeyAccountDossier(models.Model):
    """One open task per dossier, and one escalation when a contact is overdue.

    Whatever moves the clock or hands a dossier over queues it; the tasks follow
    before the transaction is committed, all at once. The hourly job does the same
    for what time alone changes.
    """

    _inherit = "key.account.dossier"

    escalation_seen_date = fields.Date(
        string="Escalation Seen",
        copy=False,
        readonly=True,
        help="The due date of the overdue contact the supervisor has been told about.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        dossiers = super().create(vals_list)
        dossiers._queue_tasks()
        return dossiers

    def write(self, vals):
        result = super().write(vals)
        self._queue_tasks()
        return result

    def _compute_clock(self):
        super()._compute_clock()
        self._queue_tasks()

    def _compute_supervisor_id(self):
        super()._compute_supervisor_id()
        self._queue_tasks()

    def _queue_tasks(self):
        ids = self.filtered("id").ids
        if not ids:
            return
        precommit = self.env.cr.precommit
        if QUEUE not in precommit.data:
            precommit.data[QUEUE] = set()
            # Tasks are the program's, not those of the one who happens to be here.
            program = self.env(user=SUPERUSER_ID, context={})[self._name]
            precommit.add(program._sync_queued_tasks)
        precommit.data[QUEUE].update(ids)

    @api.model
    def _sync_queued_tasks(self):
        ids = self.env.cr.precommit.data.pop(QUEUE, ())
        if not self.env.ref(ACTIVITY_TYPES[tasks.CONTACT], raise_if_not_found=False):
            return  # the module is being installed: the job does it later
        self.browse(sorted(ids)).exists()._sync_tasks()

    def _refresh_clock(self):
        super()._refresh_clock()
        self._queue_tasks()

    def _sync_tasks(self):
        """Give these dossiers the tasks that they should have, and no others."""
        activities = self._get_tasks()
        existing = [
            (
                activity.id,
                (activity.res_id, activity.key_account_task),
                tasks.Task(activity.user_id.id, activity.date_deadline),
            )
            for activity in activities
        ]
        changes = tasks.compare(self._get_wanted_tasks(), existing)
        activities.browse(changes.drop).unlink()
        self._move_tasks(activities, changes.move)
        self._create_tasks(changes.create)

    def _get_tasks(self, kinds=tuple(ACTIVITY_TYPES)):
        activities = self.env["mail.activity"].with_user(SUPERUSER_ID)
        activities = activities.with_context(mail_activity_quick_update=True)
        return activities.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("key_account_task", "in", kinds),
                ("active", "=", True),
            ]
        )

    def _get_wanted_tasks(self):
        wanted = {}
        for dossier in self.filtered("active"):
            user, due = dossier._get_task_user(), dossier.next_contact_date
            if not user:
                continue
            today = dossier._get_today_of(user)
            if not tasks.is_paused(today, dossier.pause_until):
                wanted[dossier.id, tasks.CONTACT] = tasks.Task(user.id, due)
            if task := dossier._get_wanted_escalation(today, user):
                wanted[dossier.id, tasks.ESCALATION] = task
        return wanted

    def _get_wanted_escalation(self, today, user):
        due, supervisor = self.next_contact_date, self.supervisor_id
        days = self.company_id.key_account_escalation_days
        if supervisor == user or not supervisor._filter_key_account_role():
            return None
        if due == self.escalation_seen_date:
            return None
        if not tasks.is_escalated(today, due, self.pause_until, days):
            return None
        return tasks.Task(supervisor.id, due)

    def _get_task_user(self):
        """Return who looks after the client: the manager, or the supervisor when the
        manager has left or cannot open the dossier any more."""
        return (
            self.user_id._filter_key_account_role()
            or self.supervisor_id._filter_key_account_role()
        )

    def _get_today_of(self, user):
        return fields.Date.context_today(self.with_context(tz=user.tz or "UTC"))

    def _move_tasks(self, activities, moves):
        dossiers = {dossier.id: dossier for dossier in self}
        languages = self._get_languages(moves.values())
        groups = defaultdict(activities.browse)
        for activity in activities.filtered(lambda one: one.id in moves):
            task = moves[activity.id]
            values = {"date_deadline": task.deadline}
            dossier = dossiers[activity.res_id].with_context(lang=languages[task.user])
            if task.user != activity.user_id.id:
                values["user_id"] = task.user
                values["summary"] = dossier._get_summary(activity.key_account_task)
            if activity.key_account_task == tasks.CONTACT:
                values["note"] = dossier._get_note()
            groups[frozendict(values)] |= activity
        for values, moved in groups.items():
            moved.write(dict(values))

    def _create_tasks(self, wanted):
        if not wanted:
            return
        dossiers = {dossier.id: dossier for dossier in self}
        self.browse({dossier_id for dossier_id, _kind in wanted})._lock_for_tasks()
        languages = self._get_languages(wanted.values())
        model_id = self.env["ir.model"]._get_id(self._name)
        type_ids = {kind: self.env.ref(ACTIVITY_TYPES[kind]).id for kind in tasks.KINDS}
        activities = self.env["mail.activity"].with_user(SUPERUSER_ID)
        activities.with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": model_id,
                    "activity_type_id": type_ids[kind],
                    **dossiers[dossier_id]
                    .with_context(lang=languages[task.user])
                    ._prepare_task(kind, task),
                }
                for (dossier_id, kind), task in wanted.items()
            ]
        )

    def _get_languages(self, wanted):
        users = self.env["res.users"].browse({task.user for task in wanted})
        return {user.id: user.lang for user in users}

    def _prepare_task(self, kind, task):
        return {
            "key_account_task": kind,
            "res_id": self.id,
            "user_id": task.user,
            "date_deadline": task.deadline,
            "automated": True,
            "summary": self._get_summary(kind),
            "note": kind == tasks.CONTACT and self._get_note(),
        }

    def _get_summary(self, kind):
        client = self.partner_id.name
        if kind == tasks.ESCALATION:
            return self.env._("Overdue contact: %(client)s", client=client)
        return self.env._("Contact %(client)s", client=client)

    def _get_note(self):
        reasons = dict(self._fields["due_reason"]._description_selection(self.env))
        return reasons.get(self.due_reason, False)

    def _lock_for_tasks(self):
        """Make others who are about to create the same tasks wait, fail and try again:
        a mere lock would let them go on with what they saw before."""
        self.flush_recordset()
        query = "UPDATE key_account_dossier SET id = id WHERE id IN %s"
        self.env.cr.execute(SQL(query, tuple(self.ids)))

    def _close_contact_tasks(self):
        """Put the tasks that a contact has answered on file; the next ones follow."""
        due = {dossier.id: dossier.next_contact_date for dossier in self.sudo()}
        answered = self._get_tasks([tasks.CONTACT]).filtered(
            lambda activity: activity.date_deadline != due[activity.res_id]
        )
        answered.action_archive()
        self._queue_tasks()

    def _note_escalation_seen(self):
        # As superuser, so that the supervisor's click is all it takes.
        for dossier in self.sudo():
            dossier.escalation_seen_date = dossier.next_contact_date
