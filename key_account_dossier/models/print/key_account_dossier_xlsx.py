from odoo import models
from odoo.tools.misc import get_lang

from ...arithmetic.print.workbook import DossierWorkbook

# What Odoo writes in date formats, and what workbooks do.
DATE_CODES = {"%d": "dd", "%m": "mm", "%Y": "yyyy", "%y": "yy", "%b": "mmm"}
DATE_CODES |= {"%B": "mmmm", "%-d": "d", "%-m": "m"}


class KeyAccountDossier(models.Model):
    _inherit = "key.account.dossier"

    def _get_xlsx(self):
        """Return the dossier as the content of a workbook, noting the export."""
        self.ensure_one()
        self.check_access("read")
        self._record_access("export")
        book = DossierWorkbook(self._get_xlsx_date_format(), self._get_xlsx_money())
        names = ("type_id", "since_date", "user_id", "supervisor_id", "company_id")
        book.fill(
            self._get_print_client_name(),
            self.env._("Confidential. %(access)s", access=self.access_note),
            self._print_cells(names),
            self._get_print_sections(),
        )
        return book.get_value()

    def _get_xlsx_money(self):
        symbol = self.figures_currency_id.symbol or ""
        zeros = "0" * self.figures_currency_id.decimal_places
        number = f"#,##0.{zeros}" if zeros else "#,##0"
        quoted = symbol.replace('"', "")
        if self.figures_currency_id.position == "before":
            return f'"{quoted}"\N{NO-BREAK SPACE}{number}'
        return f'{number}\N{NO-BREAK SPACE}"{quoted}"'

    def _get_xlsx_date_format(self):
        result = get_lang(self.env).date_format
        for code, xlsx_code in DATE_CODES.items():
            result = result.replace(code, xlsx_code)
        return "yyyy-mm-dd" if "%" in result else result
