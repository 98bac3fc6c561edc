from odoo import models
from odoo.tools import SQL

from . import segment_axes


class Base(models.AbstractModel):
    """Classes are sorted by their place in the list of classes, best or first one
    first, and not by their technical value, which would put bronze before gold.

    Wherever records are sorted or grouped by a selection field of ours: lists, search
    panels, pivots, charts.
    """

    _inherit = "base"

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        values = self._get_values_in_order(field_name)
        if not values:
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        column = self._field_to_sql(alias, field_name, query)
        query._order_groupby.append(column)
        return SQL("%s %s %s", _get_place(column, values), direction, nulls)

    def _read_group_orderby(self, order, groupby_terms, query):
        places = {
            term: _get_place(column, values)
            for term, column in groupby_terms.items()
            if (values := self._get_values_in_order(term))
        }
        terms = {**groupby_terms, **places}
        sql = super()._read_group_orderby(order, terms, query)
        # Core may have added columns to the terms.
        groupby_terms.update(
            (term, column) for term, column in terms.items() if term not in places
        )
        return sql

    def _get_values_in_order(self, path):
        """Return the values of the field if it is a selection of ours."""
        model = self
        *links, name = path.split(".")
        for link in links:
            field = model._fields.get(link)
            if not field or not field.relational:
                return None
            model = self.env[field.comodel_name]
        field = model._fields.get(name)
        if field and field.type == "selection" and _is_ours(field):
            return field.get_values(self.env)
        return None


def _is_ours(field):
    while field.related_field:
        field = field.related_field
    if "client_segmentation" in field._modules:
        return True
    # Other modules may keep a class of a client, too.
    selection = field.selection
    return isinstance(selection, list) and selection in segment_axes.ALL_VALUES


def _get_place(column, values):
    return SQL("ARRAY_POSITION(%s::varchar[], %s::varchar)", values, column)
