from odoo import SUPERUSER_ID, fields, models

from ...arithmetic.people import coverage
from ...sql.people.coverage import select_last_answers

TASK_TYPE = "key_account_dossier.mail_activity_type_person"


class KeyAccountStakeholder(models.Model):
    """A task when a decision maker goes untouched, leaves, or is dissatisfied.

    It is an activity of the dossier, and as closed. Each occasion gives one task:
    once it is done, it does not come back.
    """

    _inherit = "key.account.stakeholder"

    task_id = fields.Many2one(
        comodel_name="mail.activity",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    task_reason = fields.Char(
        string="Occasion of the Task", readonly=True, copy=False, exportable=False
    )

    def _sync_tasks(self, dossiers):
        """Give these people the tasks that they should have, and no others; to be
        called by the program."""
        wanted = self._get_wanted_reasons()
        users = {dossier: dossier._get_task_user() for dossier in dossiers}
        for person in self:
            reason, user = wanted.get(person), users[person.dossier_id]
            reason = reason if user else None
            if (reason or False) != person.task_reason:
                person.task_id.unlink()
                person.task_reason = reason
                person.task_id = reason and person._create_task(reason, user)
            elif person.task_id and person.task_id.user_id != user:
                person.task_id.user_id = user

    def _get_wanted_reasons(self):
        deciders = self.filtered(
            lambda person: (
                person.active and person.role == "decider" and person.dossier_id.active
            )
        )
        contacts = deciders._read_last_contacts()
        answers = deciders._read_last_bad_answers()
        result = {}
        for person in deciders:
            dossier, last = person.dossier_id, contacts[person.id]["date"]
            today, pause = dossier._get_today(), dossier.pause_until
            watched = coverage.Watched(
                has_left=person.is_former,
                due=person._get_due(last),
                answer=answers.get((dossier.id, person.partner_id.id)),
                last_contact=last,
            )
            is_paused = bool(pause and today <= pause)
            result[person] = coverage.get_reason(watched, today, is_paused)
        return result

    def _read_last_bad_answers(self):
        """Return ``{(dossier's id, contact's id): (id, day)}``."""
        if not self:
            return {}
        self.env["key.account.satisfaction"].flush_model()
        rows = self.env.execute_query_dict(
            select_last_answers(self.partner_id.ids, self.dossier_id.ids)
        )
        return {
            (row["dossier_id"], row["partner_id"]): (row["id"], row["date_done"])
            for row in rows
            if row["group"] == "detractor"
        }

    def _create_task(self, reason, user):
        activities = self.env["mail.activity"].with_user(SUPERUSER_ID)
        return activities.with_context(mail_activity_quick_update=True).create(
            {
                "res_model_id": self.env["ir.model"]._get_id("key.account.dossier"),
                "res_id": self.dossier_id.id,
                "activity_type_id": self.env.ref(TASK_TYPE).id,
                "user_id": user.id,
                "date_deadline": self.dossier_id._get_today(),
                "automated": True,
                "summary": self.with_context(lang=user.lang)._get_task_summary(reason),
            }
        )

    def _get_task_summary(self, reason):
        names = {
            "person": self.partner_id.name,
            "client": self.dossier_id.partner_id.name,
        }
        texts = {
            coverage.LEFT: self.env._(
                "%(person)s has left %(client)s: who decides now?", **names
            ),
            coverage.DETRACTOR: self.env._(
                "%(person)s (%(client)s) would not recommend us: ask why", **names
            ),
            coverage.UNTOUCHED: self.env._(
                "Get in touch with %(person)s, who decides at %(client)s", **names
            ),
        }
        return texts[reason.partition(":")[0]]
