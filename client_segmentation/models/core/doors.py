"""What public methods ask first: whoever may log in can call them by the API, on any
records and with any arguments."""

from datetime import date

from odoo import fields
from odoo.exceptions import UserError

# Horizons of years, and all calendars of Odoo, fit before and after
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)


def need_one(records):
    """Refuse all but one record that the user may read, in a sentence."""
    if len(records) != 1:
        raise UserError(records.env._("Please select a single record."))
    records.check_access("read")


def read_date(env, value):
    """Return a date, or None for nothing."""
    try:
        day = fields.Date.to_date(value)
    except (TypeError, ValueError) as error:
        raise UserError(
            env._(
                "%(value)s is not a date. Dates are written like 2025-12-31.",
                value=value,
            )
        ) from error
    if day and not FIRST_DAY <= day <= LAST_DAY:
        raise UserError(env._("%(value)s is too far away.", value=value))
    return day


def read_id(env, value):
    """Return the id of a record, or False for none."""
    if value in (None, False):
        return False
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    raise UserError(env._("%(value)s is not the number of a record.", value=value))
