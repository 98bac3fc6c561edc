from markupsafe import Markup

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

# What decides who may open a dossier.
DECISIVE = ("user_id", "supervisor_id", "company_id")
PENDING = "key_account_dossier.handovers"
REASSIGN = "key_account_dossier.mail_activity_type_reassign"


class KeyAccountDossier(models.Model):
    """Handing over: access moves at once, the rest is tidied up before the commit.

    A new supervisor comes from a recomputation and passes no ``write``. So the
    change is noticed where it is written to the table.
    """

    _inherit = "key.account.dossier"

    handover_ids = fields.One2many(
        comodel_name="key.account.handover",
        inverse_name="dossier_id",
        string="Handovers",
        domain=[("kind", "in", DECISIVE)],
    )

    @api.model_create_multi
    def create(self, vals_list):
        dossiers = super().create(vals_list)
        # The first supervisor is no handover.
        dossiers.flush_recordset(DECISIVE)
        pending = self.env.cr.precommit.data.get(PENDING, {})
        for dossier_id in dossiers.ids:
            pending.pop(dossier_id, None)
        return dossiers

    def _write_multi(self, vals_list):
        moving = [
            dossier.id
            for dossier, vals in zip(self, vals_list, strict=True)
            if not vals.keys().isdisjoint(DECISIVE)
        ]
        if moving:
            self.browse(moving)._remember_access()
        return super()._write_multi(vals_list)

    def _remember_access(self):
        """Keep who had access before, until the end of the transaction."""
        precommit = self.env.cr.precommit
        if PENDING not in precommit.data:
            precommit.data[PENDING] = {}
            precommit.add(self.browse()._finish_handovers)
        columns = SQL(", ").join(map(SQL.identifier, ("id", *DECISIVE)))
        # From the table, for the cache has the new values already.
        self.env.cr.execute(
            SQL(
                "SELECT %s FROM %s WHERE id IN %s",
                columns,
                SQL.identifier(self._table),
                self._ids,
            )
        )
        for dossier_id, *values in self.env.cr.fetchall():
            before = dict(zip(DECISIVE, values, strict=True))
            precommit.data[PENDING].setdefault(dossier_id, before)

    @api.model
    def _finish_handovers(self):
        pending = self.env.cr.precommit.data.pop(PENDING, {})
        # As superuser: whoever changed the reporting line has no access.
        dossiers = self.sudo().with_context(active_test=False)
        for dossier in dossiers.browse(pending).exists():
            changes = dossier._get_changes(pending[dossier.id])
            if changes:
                dossier._finish_handover(changes, pending[dossier.id])

    def _get_changes(self, before):
        """Return (field name, old record, new record) of what has changed."""
        old = {
            name: self.env[self._fields[name].comodel_name].browse(before[name])
            for name in DECISIVE
        }
        return [
            (name, old[name], self[name])
            for name in DECISIVE
            if old[name] != self[name]
        ]

    def _finish_handover(self, changes, before):
        lines = self.env["key.account.handover"].create(
            [
                {
                    "dossier_id": self.id,
                    "kind": name,
                    "old_name": old.display_name,
                    "new_name": new.display_name,
                    "user_id": self.env.uid,
                }
                for name, old, new in changes
            ]
        )
        self._move_activities(before)
        self._forget_outsiders()
        self._announce_handover(lines)
        self._ask_to_reassign()

    def _move_activities(self, before):
        activities = self.env["mail.activity"].with_context(
            mail_activity_quick_update=True
        )
        domain = [("res_model", "=", self._name), ("res_id", "=", self.id)]
        users = self.user_id | self.supervisor_id
        for activity in activities.search(domain):
            user = activity.user_id
            if user and user not in users:
                was_supervisor = user.id == before["supervisor_id"]
                heir = self.supervisor_id if was_supervisor else self.user_id
                activity.user_id = heir or self.user_id

    def _forget_outsiders(self):
        """Take old followers and notifications away from those without access."""
        partners = self._get_insiders().partner_id
        document = [("res_id", "=", self.id)]
        followers = self.env["mail.followers"].search(
            [*document, ("res_model", "=", self._name)]
        )
        followers.filtered(lambda line: line.partner_id not in partners).unlink()
        messages = self.env["mail.message"].search(
            [*document, ("model", "=", self._name)]
        )
        notifications = messages.notification_ids
        notifications.filtered(lambda n: n.res_partner_id not in partners).unlink()
        for message in messages.filtered("starred_partner_ids"):
            message.starred_partner_ids &= partners
        scheduled = self.env["mail.scheduled.message"].search(
            [*document, ("model", "=", self._name)]
        )
        scheduled.filtered(lambda m: m.author_id not in partners).unlink()

    def _announce_handover(self, lines):
        """Tell those who have access now, whoever changed it."""
        users = self._get_insiders()._filter_key_account_role() - self.env.user
        # In the name of Odoo: the author of the change may have no access.
        dossier = self.with_user(SUPERUSER_ID).with_context(
            lang=(users[:1] or self.user_id).lang
        )
        labels = lines.with_env(dossier.env).mapped("display_name")
        rows = Markup("").join(Markup("<li>%s</li>") % label for label in labels)
        dossier.message_post(
            body=Markup("<p>%s</p><ul>%s</ul>")
            % (
                dossier.env._(
                    "Access to this dossier has changed (by %(user)s):",
                    user=self.env.user.name,
                ),
                rows,
            ),
            partner_ids=users.partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )

    def _ask_to_reassign(self):
        """Give the supervisor a task where the manager cannot open the dossier."""
        for dossier in self.with_user(SUPERUSER_ID):
            if dossier.user_id._filter_key_account_role():
                dossier.activity_unlink([REASSIGN])
                continue
            supervisor = dossier.supervisor_id._filter_key_account_role()
            open_tasks = dossier.activity_search([REASSIGN])
            if dossier.active and supervisor and not open_tasks:
                env = dossier.with_context(lang=supervisor.lang).env
                dossier.activity_schedule(
                    REASSIGN,
                    user_id=supervisor.id,
                    note=env._(
                        "%(manager)s can no longer open this dossier. Please choose "
                        "another manager from your team, or keep it yourself.",
                        manager=dossier.user_id.name,
                    ),
                )

    @api.model
    def _cron_find_orphans(self):
        self.search([("active", "=", True)])._ask_to_reassign()
