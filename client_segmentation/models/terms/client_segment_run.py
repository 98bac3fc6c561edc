from odoo import api, fields, models


class ClientSegmentRun(models.Model):
    """Proposals of terms after a run, made by a job of its own: a run stays short,
    and what fails here undoes nothing there."""

    _inherit = "client.segment.run"

    is_terms_due = fields.Boolean(readonly=True)
    terms_proposal_count = fields.Integer(
        string="Terms Proposed",
        readonly=True,
        help="New proposals of cooperation terms after this run.",
    )

    def _after_run(self):
        self._request_terms()
        return super()._after_run()

    def _request_terms(self):
        company = self.company_id
        wanted = (
            company.segment_policy_id.use_terms
            and company.segment_policy_id.terms_auto_refresh
            and self.state == "done"
        )
        # Classes of another day are looked at, not acted upon.
        if not wanted or self.is_other_day:
            return
        if self.env["client.segment.terms"]._get_active_rules(company):
            self.is_terms_due = True
            self.env.ref("client_segmentation.ir_cron_propose_terms")._trigger()

    @api.model
    def _cron_propose_terms(self):
        due = self.search([("is_terms_due", "=", True)], order="id")
        remaining = len(due)
        for run in due:
            if run.company_id._shows_other_segment_day():
                continue
            run.terms_proposal_count = run.company_id._refresh_terms()
            if run.terms_proposal_count:
                run.company_id._tell_of_proposals()
            run.is_terms_due = False
            remaining -= 1
            if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                break
