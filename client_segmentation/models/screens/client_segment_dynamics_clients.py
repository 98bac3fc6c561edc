from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ...sql.screens import dynamics
from ..core.doors import read_id
from ..core.facets import open_with_facet
from .client_segment_dynamics import COHORTS


class ClientSegment(models.Model):
    """Who is behind the numbers of the screen "Dynamics"."""

    _inherit = "client.segment"

    @api.model
    def action_open_step(self, months, step):
        """Return the action that lists the clients of a step of the bridge.

        :param months: as for :meth:`get_dynamics`
        :param step: its name there
        """
        parameters = self._get_dynamics_parameters()
        self._check_span(months)
        label = self._get_step_labels().get(step) if isinstance(step, str) else None
        if not label:
            raise UserError(self.env._("There is no such step of the bridge."))
        days, bounds = self._get_month_bounds(parameters, (2 * months, months, 0))
        query = dynamics.select_step_clients(parameters, bounds, step)
        return self._open_dynamics_clients(query, label, days[1])

    @api.model
    def action_open_cohort(self, age, month):
        """Return the action that lists the clients of a cohort who bought in a month.

        :param age: of the cohort: it came so many months before the current one
        :param month: from 0, the month in which it came
        """
        parameters = self._get_dynamics_parameters()
        age, month = read_id(self.env, age), read_id(self.env, month or None)
        if not 1 <= age <= COHORTS or not 0 <= month < age:
            raise UserError(self.env._("There is no such month of a cohort."))
        counts = range(COHORTS, -1, -1)
        days, bounds = self._get_month_bounds(parameters, counts)
        cohort = COHORTS - age + 1
        query = dynamics.select_cohort_clients(
            parameters, bounds, cohort, cohort + month
        )
        label = self.env._("Cohort, month %(month)s", month=int(month))
        return self._open_dynamics_clients(query, label, days[cohort - 1])

    @api.model
    def _open_dynamics_clients(self, query, label, day):
        """Archived clients have bought as well."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "client_segmentation.client_segment_partner_action"
        )
        ids = [client_id for (client_id,) in self.env.execute_query(query)]
        name = f"{label}, {format_date(self.env, day, date_format='MMM yyyy')}"
        action.update(name=name, display_name=name)
        return open_with_facet(action, name, [("id", "in", ids)], active_test=False)
