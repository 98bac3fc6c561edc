from odoo import api, fields, models

from ...sql.runs import kept


class ClientSegmentRun(models.Model):
    """Runs as of another day than the one they are made on: loaders and tests look at
    the past in this way, people use the comparison.

    Such a run shows the classes of that day, and nothing follows from it: no history,
    no month, no task, no tag. The state that the last ordinary run has left is put
    aside, and the next ordinary run goes on from there, as if nobody had looked.
    """

    _inherit = "client.segment.run"

    is_other_day = fields.Boolean(
        string="As of Another Day",
        readonly=True,
        help="The clients were evaluated as of a day other than that of the run. The "
        "next run as of its own day continues where the last such run ended.",
    )

    @api.model
    def _prepare_run_values(self, company, as_of):
        values = super()._prepare_run_values(company, as_of)
        is_other_day = values["as_of"] != company._get_segment_today()
        return {**values, "is_other_day": is_other_day}

    def _compute_segments(self):
        self._keep_or_restore_segments()
        return super()._compute_segments()

    def _keep_or_restore_segments(self):
        """Put the ordinary state aside before another day is shown, and bring it back
        before the next ordinary run."""
        shown = self.env["client.segment"]._get_last_run(self.company_id)
        if shown.is_other_day == self.is_other_day:
            return
        change = kept.keep if self.is_other_day else kept.restore
        for statement in change(self.company_id.id):
            self.env.cr.execute(statement)
