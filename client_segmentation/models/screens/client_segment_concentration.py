from odoo import api, fields, models
from odoo.fields import Domain

from ...sql.screens import concentration

CURVE_STEPS = 100
TOP_CLIENTS = 10


class ClientSegmentConcentration(models.Model):
    """How much depends on the largest clients, as the last run has found it. Only SQL
    writes it, and nobody reads it but code that has checked what the user may see."""

    _name = "client.segment.concentration"
    _description = "Concentration of Clients"
    _log_access = False
    _rec_name = "measure"

    company_id = fields.Many2one("res.company", ondelete="cascade", index=True)
    user_id = fields.Many2one("res.users", ondelete="cascade")
    measure = fields.Char()
    steps = fields.Json()

    @api.model
    def _write_company(self, company, run):
        most = self._get_most(run)
        for statement in concentration.write(
            company.id, CURVE_STEPS, most, TOP_CLIENTS
        ):
            self.env.cr.execute(statement)

    @api.model
    def _get_most(self, run):
        """Return the share that is said to come from a few: what the A clients bring,
        so that it are the same few where both look at the same measure."""
        return run.settings["abc"]["a"] / 100 if run.settings else 0.8

    @api.model
    def _get_steps(self, company, user_id, rules):
        """Return ``{measure: steps}`` as the last run has kept them, or None if clients
        have come or gone since, or are hidden by the ``rules``."""
        domain = Domain("company_id", "=", company.id)
        of_user = Domain("user_id", "=", user_id) if user_id else Domain.TRUE
        [others] = self.env["client.segment.cube"]._read_group(
            domain & of_user & (Domain("is_change", "=", True) | ~rules),
            aggregates=["client_count:sum", "revenue_gain:sum", "margin_gain:sum"],
        )
        if any(others):
            return None
        kept = self.search(domain & Domain("user_id", "=", user_id))
        return {found.measure: found.steps for found in kept}


class ClientSegmentRun(models.Model):
    _inherit = "client.segment.run"

    def _keep_figures(self):
        super()._keep_figures()
        kept = self.env["client.segment.concentration"]
        kept._write_company(self.company_id, self)
