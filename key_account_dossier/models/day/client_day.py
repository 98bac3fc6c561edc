from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date


class ClientDay(models.AbstractModel):
    """The contact clock on My Day: on the own list of the manager, and when it is
    overdue, on that of the direct supervisor; on no other list, whoever asks. What
    came of the contact goes into the log of the dossier."""

    _inherit = "client.day"

    @api.model
    def _get_day_sources(self, scope):
        sources = super()._get_day_sources(scope)
        if self._shows_dossiers(scope):
            sources.append(self._select_due_dossiers(scope))
        return sources

    @api.model
    def _get_day_hidden(self, scope):
        hidden = super()._get_day_hidden(scope)
        if self._shows_dossiers(scope):
            hidden.append(self._select_contacted(scope))
        return hidden

    @api.model
    def _get_day_private_models(self):
        return {
            **super()._get_day_private_models(),
            "key.account.dossier": "action_log_contact",
        }

    @api.model
    def _shows_dossiers(self, scope):
        # As superuser the search below would find the dossiers of all.
        return (
            not self.env.su
            and scope.viewer_id == self.env.uid
            and self.env["key.account.dossier"].has_access("read")
        )

    @api.model
    def _select_due_dossiers(self, scope):
        """As the user: the rules of the dossier are part of the statement."""
        own = Domain("user_id", "=", self.env.uid)
        due = Domain("clock_state", "in", ["today", "overdue"])
        late = Domain("clock_state", "=", "overdue")
        dossiers = self.env["key.account.dossier"]._search(
            Domain("company_id", "=", scope.company_id) & (own & due | ~own & late)
        )
        return self._select_day_reason(
            SQL(
                """
                FROM key_account_dossier dossier
                JOIN res_partner client ON client.id = dossier.partner_id
                JOIN res_users manager ON manager.id = dossier.user_id
                JOIN res_partner person ON person.id = manager.partner_id
                """
            ),
            SQL("dossier.id IN %s", dossiers.subselect()),
            partner_id=SQL("client.commercial_partner_id"),
            user_id=SQL("%s", self.env.uid),
            reason=SQL("'dossier'"),
            is_due=SQL("TRUE"),
            urgency=SQL(
                "CASE WHEN manager.id = %s THEN 1.0 ELSE 0.9 END", self.env.uid
            ),
            day=SQL("dossier.next_contact_date"),
            words=SQL("CASE WHEN manager.id <> %s THEN person.name END", self.env.uid),
            res_model=SQL("'key.account.dossier'"),
            res_id=SQL("dossier.id"),
        )

    @api.model
    def _select_contacted(self, scope):
        contacts = self.env["key.account.contact"]._search(
            [("date", "=", scope.today), ("withdrawn_date", "=", False)]
        )
        return SQL(
            """
            SELECT client.commercial_partner_id AS partner_id
              FROM key_account_contact contact
              JOIN key_account_dossier dossier ON dossier.id = contact.dossier_id
              JOIN res_partner client ON client.id = dossier.partner_id
             WHERE contact.id IN %s
            """,
            contacts.subselect(),
        )

    def _tell_dossier(self, row):
        day = format_date(self.env, row["day"])
        if row["words"]:
            return self.env._(
                "Key client of %(manager)s: the contact has been due since %(date)s.",
                manager=row["words"],
                date=day,
            )
        if not self._get_days_since(row["day"]):
            return self.env._("Key client: the contact is due today.")
        return self.env._(
            "Key client: the contact has been due since %(date)s.", date=day
        )
