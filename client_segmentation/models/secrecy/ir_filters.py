import ast
import json

from odoo import api, models


class IrFilters(models.Model):
    _inherit = "ir.filters"

    @api.model
    def get_filters(self, model, *args, **kwargs):
        """Leave out the favourites that ask for fields which were closed to the user
        since: opening one would end in an error, and with it the whole screen if it
        is the default. They come back with the right to see the fields."""
        favourites = super().get_filters(model, *args, **kwargs)
        return [
            favourite
            for favourite in favourites
            if not self._asks_for_closed_field(model, favourite)
        ]

    @api.model
    def _asks_for_closed_field(self, model_name, favourite):
        model = self.env.get(model_name)
        if model is None:
            return False
        names = [(name, []) for name in self._get_arranged_fields(favourite)]
        return bool(
            self._find_closed_condition(model_name, favourite["domain"], False)
            or model._find_closed_path(names, False)
        )

    @api.model
    def _get_arranged_fields(self, favourite):
        """Return the fields by which a favourite groups and sorts, and those that it
        measures."""
        try:
            context = ast.literal_eval(favourite["context"] or "{}")
            sort = json.loads(favourite["sort"] or "[]")
        except (ValueError, SyntaxError):
            return []
        specs = [*sort]
        for value in context.values():
            specs += value if isinstance(value, list | tuple) else [value]
        return [
            spec.partition(":")[0].split()[0]
            for spec in specs
            if isinstance(spec, str) and spec.strip(": ")
        ]
