"""Documents of some clients only, where a run would read those of all."""

from odoo.tools import SQL

# A table or subquery with their contacts and addresses as ``partner_id``, which the
# caller defines in the statement
CONTACTS = SQL.identifier("client_segment_some_contacts")


def is_wanted(parameters, contact):
    """The condition that a document of the partner ``contact`` (an expression) is
    read: all of them, unless the parameters are for some clients only."""
    if not parameters.some_clients:
        return SQL("TRUE")
    return SQL("%s IN (SELECT partner_id FROM %s)", contact, CONTACTS)
