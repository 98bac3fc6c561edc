"""The target as it was when the period that is read began.

Whoever is an A client today has bought a lot until today: their orders tell what A
clients of today have bought, not what A clients will buy. Classes at the start of the
period know nothing of what was bought in it.
"""

from collections import defaultdict

from odoo import models
from odoo.fields import Domain

from odoo.addons.client_segmentation.models.core.segment_axes import ABCXYZ, AXES
from odoo.addons.client_segmentation.sql.core import pins
from odoo.addons.client_segmentation.sql.core.results import select_labelled

COLUMN_BY_FIELD = {f"segment_{axis.column}": axis.column for axis in (*AXES, ABCXYZ)}
NEGATED = {"!=": "=", "not in": "in"}


class LoyaltyPlan(models.Model):
    _inherit = "loyalty.plan"

    def _get_clients_at(self, day):
        """The clients of the target by their classes of this day; all else that the
        filter asks for is as it is now."""
        target = self._get_target_domain()
        fields_asked = set()
        for condition in target.iter_conditions():
            if self._asks_for_class(condition):
                fields_asked.add(condition.field_expr)
        if not fields_asked:
            return self._get_clients_domain()
        clients = self._read_classes(day, fields_asked)
        return self._limit_to_clients(
            target.map_conditions(
                lambda condition: (
                    self._find_by_class(condition, clients)
                    if self._asks_for_class(condition)
                    else condition
                )
            )
        )

    def _asks_for_class(self, condition):
        return condition.field_expr in COLUMN_BY_FIELD and condition.operator in (
            *NEGATED,
            *NEGATED.values(),
        )

    def _find_by_class(self, condition, clients):
        """The same condition as one on ids: who had the class then."""
        wanted = condition.value
        wanted = [wanted] if isinstance(wanted, (str, bool)) else list(wanted)
        by_class = clients[condition.field_expr]
        ids = {n for value in wanted if value for n in by_class[value]}
        is_negated = condition.operator in NEGATED
        if not all(wanted):
            # Who had no class: all but those that had one
            having = {n for members in by_class.values() for n in members}
            ids, is_negated = having - ids, not is_negated
        return Domain("id", "not in" if is_negated else "in", sorted(ids))

    def _read_classes(self, day, names):
        """``{field: {class: ids of clients}}`` at the end of a day."""
        # Classes come from the documents of all salespeople, as in a run; managers see
        # them all, and nobody else reads a baseline
        Run = self.env["client.segment.run"].sudo()
        run = Run.new(Run._prepare_run_values(self._get_company(), day))
        parameters = run._get_parameters()
        columns = tuple(COLUMN_BY_FIELD[name] for name in sorted(names))
        with self.env.cr.savepoint(), run._temporary_facts(parameters) as cut_offs:
            rows = self.env.execute_query_dict(
                pins.select_effective(
                    select_labelled(parameters, cut_offs),
                    columns,
                    parameters.company_id,
                    parameters.as_of,
                )
            )
        found = {name: defaultdict(set) for name in names}
        for row in rows:
            for name in names:
                if value := row[COLUMN_BY_FIELD[name]]:
                    found[name][value].add(row["partner_id"])
        return found
