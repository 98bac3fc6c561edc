from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.client_segmentation.models.core.doors import need_one

from ...arithmetic.people import coverage


class KeyAccountStakeholder(models.Model):
    """A person who changes company is taken along to the dossier of the new one."""

    _inherit = "key.account.stakeholder"

    def action_ask_to_move(self):
        """Ask what becomes of the person's history; nothing moves by itself."""
        need_one(self)
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Changed company: %(name)s", name=self.partner_id.name),
            "res_model": "key.account.person.move",
            "view_mode": "form",
            "target": "new",
            "context": {"default_stakeholder_id": self.id},
        }

    def _find_new_dossier(self):
        """Return the dossier of the company the person works for now, as far as it is
        open to the user; nothing says whether there are others."""
        dossiers = self.env["key.account.dossier"].sudo(False)
        # As superuser: which company a contact belongs to, and nothing else.
        client = self.sudo().partner_id.commercial_partner_id
        if not self.is_former or not client:
            return dossiers
        path = "commercial_partner_id"
        return dossiers.search(
            [
                ("id", "!=", self.dossier_id.id),
                "|",
                (f"partner_id.{path}", "=", client.id),
                (f"affiliate_ids.{path}", "=", client.id),
            ],
            limit=1,
        )

    def _move_to_new_dossier(self):
        """Move the person with dates, notes and a list of the contacts. The contacts
        and answers themselves stay, for clock and NPS of the client they were about."""
        self.ensure_one()
        self.check_access("write")
        target = self._find_new_dossier()
        if not target:
            raise UserError(self.env._("No other dossier of yours is of this person."))
        target.check_access("write")
        history, former = self._describe_contacts(), self.dossier_id
        self._let_go_of_task()
        self.report_ids.manager_id = False
        self.write(
            {
                "dossier_id": target.id,
                "manager_id": False,
                "note": "\n".join(filter(None, [self.note, history])),
            }
        )
        self.date_ids.dossier_id = target
        (former | target)._sync_tasks()
        return target

    def _describe_contacts(self):
        """Return a line per contact: its day and outcome, not what was noted."""
        contacts = self.env["key.account.contact"].search(
            [
                ("dossier_id", "=", self.dossier_id.id),
                ("person_id", "=", self.partner_id.id),
                ("withdrawn_date", "=", False),
            ]
        )
        outcomes = dict(contacts._fields["outcome"]._description_selection(self.env))
        client = self.dossier_id.display_name
        return "\n".join(
            f"{format_date(self.env, contact.date)} · {client} · "
            f"{outcomes[contact.outcome]} · {contact.user_id.name}"
            for contact in contacts
        )

    def _let_go_of_task(self):
        # As superuser: the task belongs to the program.
        person = self.sudo()
        if not (person.task_reason or "").startswith(coverage.LEFT):
            person.task_id.unlink()
        # Who decides instead is still to be found out at the former client.
        person.write({"task_id": False, "task_reason": False})
