from odoo import api, fields, models
from odoo.tools import format_amount, format_date, format_datetime, formatLang

from ...arithmetic.print import printout


class KeyAccountDossierReport(models.AbstractModel):
    """The PDF, for those who may open the dossier and nobody else, whichever way the
    report is called."""

    _name = "report.key_account_dossier.report_dossier"
    _description = "Printed Dossier"

    @api.model
    def _get_report_values(self, docids, data=None):
        # Not as superuser, even if a server action or a template prints as such.
        dossiers = self.env["key.account.dossier"].sudo(False).browse(docids)
        dossiers.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": dossiers._name,
            "docs": dossiers,
            "sections": {d.id: d._get_print_sections() for d in dossiers},
            "format_value": self._format_value,
            "is_numeric": lambda kind: kind in printout.NUMERIC,
            "printed_on": format_datetime(self.env, fields.Datetime.now()),
        }

    @api.model
    def _format_value(self, dossier, kind, value):
        """Return what is printed for a value of :mod:`..printout`."""
        if value is None or value == "":
            return ""
        if kind == printout.MONEY:
            return format_amount(self.env, value, dossier.figures_currency_id)
        if kind == printout.PERCENT:
            return self.env._("%(number)s %%", number=self._format_number(100 * value))
        if kind == printout.NUMBER:
            return self._format_number(value)
        if kind == printout.INTEGER:
            return formatLang(self.env, value, digits=0)
        if kind == printout.DATE:
            return format_date(self.env, value)
        if kind == printout.MOMENT:
            return format_datetime(self.env, value, dt_format="short")
        return value

    @api.model
    def _format_number(self, value):
        return formatLang(self.env, value, digits=1)
