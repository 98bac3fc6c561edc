from odoo import models

from ...sql.saved.members import select_entry_terms


class ResCompany(models.Model):
    _inherit = "res.company"

    def _select_named_terms(self):
        """A saved segment names terms for the clients that have entered it."""
        return select_entry_terms(self.id, super()._select_named_terms())
