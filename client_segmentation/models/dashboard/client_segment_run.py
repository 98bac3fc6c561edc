import logging

from odoo import api, fields, models
from odoo.fields import Domain

from ..core.client_segment import MANAGER_GROUP

_logger = logging.getLogger(__name__)

JOB = "client_segmentation.ir_cron_keep_segment_bridge"


class ClientSegmentRun(models.Model):
    """The bridge of revenue as of the run, kept for the overview: it reads the
    documents of two years, and who looks at the overview does not wait for that."""

    _inherit = "client.segment.run"

    bridge = fields.Json(
        readonly=True,
        groups=MANAGER_GROUP,
        help="Revenue of the last 12 finished months against the 12 before.",
    )

    def _after_run(self):
        if self.state == "done" and not self.is_other_day:
            self.env.ref(JOB)._trigger()
        return super()._after_run()

    @api.model
    def _cron_keep_bridges(self):
        Segment = self.env["client.segment"]
        companies = self.env["res.company"].search(Domain.TRUE)
        for count, company in enumerate(companies, 1):
            run = Segment._get_last_ordinary_run(company)
            if run and not run.bridge:
                run._keep_bridge()
            remaining = len(companies) - count
            if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                return

    def _keep_bridge(self):
        try:
            with self.env.cr.savepoint():
                self.bridge = self._prepare_bridge()
        except Exception:
            # The overview counts it when it is asked for; other companies go on.
            _logger.exception("No bridge for %s", self.company_id.display_name)

    def _prepare_bridge(self):
        Segment = self.env["client.segment"].with_company(self.company_id)
        bridge = Segment._get_bridge(self._get_parameters(), 12)
        for span in (bridge["earlier"], bridge["later"]):
            for end in ("from", "to"):
                span[end] = fields.Date.to_string(span[end])
        # Labels are those of who looks.
        bridge["steps"] = [
            {key: step[key] for key in ("name", "clients", "change")}
            for step in bridge["steps"]
        ]
        return bridge
