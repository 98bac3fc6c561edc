from odoo import fields


class Many2oneWithoutForeignKey(fields.Many2one):
    """A link that the database does not check, for rows that SQL writes by the
    million: the check would take as long as writing. Whoever deletes the record that
    is linked to sees to the links, see ``sql/references.py``."""

    def update_db_foreign_key(self, model, column):
        """Make none."""
