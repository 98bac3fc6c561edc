"""Figures that may be missing.

A number field of Odoo makes nothing of "not known" but 0, and averages then count it.
These keep NULL in the database, which SQL leaves out, and False in Python, which the
web client shows as empty.
"""

from odoo import fields


class _OrNothing:
    # Neither 0 nor "not set" stands for the other one in a search.
    falsy_value = None

    def convert_to_column(self, value, record, values=None, validate=True):
        if _is_nothing(value):
            return None
        return super().convert_to_column(value, record, values, validate)

    def convert_to_column_insert(self, value, record, values=None, validate=True):
        if _is_nothing(value):
            return None
        return super().convert_to_column_insert(value, record, values, validate)

    def convert_to_cache(self, value, record, validate=True):
        if _is_nothing(value):
            return None
        return super().convert_to_cache(value, record, validate)

    def convert_to_record(self, value, record):
        return False if value is None else value

    def convert_to_export(self, value, record):
        return "" if _is_nothing(value) else super().convert_to_export(value, record)


def _is_nothing(value):
    # 0 is a figure, and equal to False.
    return value is None or value is False


class FloatOrNothing(_OrNothing, fields.Float):
    """A number, or nothing."""


class IntegerOrNothing(_OrNothing, fields.Integer):
    """A whole number, or nothing."""


class MonetaryOrNothing(_OrNothing, fields.Monetary):
    """An amount, or nothing."""
