from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class KeyAccountStakeholder(models.Model):
    """What dossiers hold of a person: found, handed out and erased at the person's
    request, or erased when it has been kept long enough."""

    _inherit = "key.account.stakeholder"

    def action_personal_data(self):
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Personal data: %(name)s", name=self.partner_id.name),
            "res_model": "key.account.person.request",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_dossier_id": self.dossier_id.id,
                "default_partner_id": self.partner_id.id,
            },
        }

    @api.model
    def _find_personal_data(self, partner):
        """Return ``{model: records}`` on a person in the dossiers open to the user."""
        about = {
            "key.account.stakeholder": "partner_id",
            "key.account.date": "stakeholder_id.partner_id",
            "key.account.contact": "person_id",
            "key.account.satisfaction": "partner_id",
        }
        return {
            model: self.env[model]
            .with_context(active_test=False)
            .search([(path, "=", partner.id)])
            for model, path in about.items()
        }

    @api.model
    def _describe_personal_data(self, partner):
        """Return a list of plain values, one dictionary per record."""
        columns = {
            "key.account.stakeholder": (
                "department",
                "role",
                "influence",
                "attitude",
                "attitude_wanted",
                "interests",
                "note",
            ),
            "key.account.date": ("name", "date", "yearly", "note"),
            "key.account.contact": ("date", "channel", "outcome", "note"),
            "key.account.satisfaction": ("date", "date_done", "score", "comment"),
        }
        found = self._find_personal_data(partner)
        for records in found.values():
            records._record_access("export")
        return [
            {
                "kind": records._description,
                "client": record.dossier_id.partner_id.name,
                **{
                    name: records._fields[name].convert_to_export(record[name], record)
                    for name in columns[model]
                },
            }
            for model, records in found.items()
            for record in records
        ]

    @api.model
    def _erase_personal_data(self, partner):
        """Forget a person in the dossiers open to the user. That there were contacts
        and answers stays, for clock and score; who it was and what was said goes."""
        found = self._find_personal_data(partner)
        for records in found.values():
            records.check_access(
                "read" if records._name == "key.account.satisfaction" else "write"
            )
        # As superuser from here on: a withdrawn contact and an answer are changed by
        # nobody, and the task belongs to the program.
        found = {model: records.sudo() for model, records in found.items()}
        found["key.account.contact"].write({"person_id": False, "note": False})
        answers = found["key.account.satisfaction"]
        answers.user_input_id.write(
            {"partner_id": False, "email": False, "nickname": False}
        )
        answers.user_input_id.user_input_line_ids.filtered(
            lambda line: line.answer_type in ("char_box", "text_box")
        ).unlink()
        answers.write({"partner_id": False, "comment": False})
        found["key.account.date"].unlink()
        found["key.account.stakeholder"].task_id.unlink()
        found["key.account.stakeholder"].unlink()

    @api.model
    def _cron_erase_old_notes(self):
        """Erase personal notes that a company keeps no longer; by default none."""
        companies = self.env["res.company"].search(
            [("key_account_note_months", ">", 0)]
        )
        for company in companies:
            months = company.key_account_note_months
            company_day = fields.Date.today() - relativedelta(months=months)
            self._erase_notes_before(company, company_day)

    @api.model
    def _erase_notes_before(self, company, day):
        of_company = [("dossier_id.company_id", "=", company.id)]
        contacts = self.env["key.account.contact"].search(
            [*of_company, ("date", "<", day), ("note", "!=", False)]
        )
        contacts.note = False
        answers = self.env["key.account.satisfaction"].search(
            [*of_company, ("date", "<", day), ("comment", "!=", False)]
        )
        answers.comment = False
        people = self.with_context(active_test=False).search(
            [*of_company, "|", ("note", "!=", False), ("interests", "!=", False)]
        )
        gone = people.filtered(lambda one: one.is_former or not one.active)
        last = gone._read_last_contacts()
        old = gone.filtered(
            lambda one: (last[one.id]["date"] or one.create_date.date()) < day
        )
        old.write({"note": False, "interests": False})
