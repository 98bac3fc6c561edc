import logging
import time

from odoo import api, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)

# Seconds until the next try: to get the lock that somebody who pins a class holds for
# a moment, and to start over after a conflict with another transaction.
LOCK_PAUSES = (0.1, 0.3, 0.6)
CONFLICT_PAUSES = (0.5, 2, 5)


class ClientSegmentRun(models.Model):
    """Runs in transactions of their own, as the nightly job and the button make them:
    a killed one leaves its record, one in conflict starts over.

    Two transactions, each under the company's lock: the first leaves the record, the
    second computes. In between another run may begin. It takes the record for that of a
    killed run and marks it, and so this run sees that it is not needed any more.
    """

    _inherit = "client.segment.run"

    @api.model
    def _run_and_commit(self, company, as_of):
        # What the caller has done is not undone by a step that starts over.
        self._commit()
        run = self._commit_despite_conflicts(lambda: self._leave_record(company, as_of))
        if run.state == "running":
            try:
                run._commit_despite_conflicts(run._compute_and_write_when_free)
            except Exception as error:
                run.write(run._prepare_failed_values(error))
                self._commit()
        return run

    @api.model
    def _commit(self):
        self.env["ir.cron"]._commit_progress()

    @api.model
    def _commit_despite_conflicts(self, step):
        """Take a step in a transaction that nothing else is done in."""
        for pause in (*CONFLICT_PAUSES, None):
            try:
                result = step()
                self._commit()
                return result
            except Exception as error:
                self.env.cr.rollback()
                is_conflict = isinstance(error, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY)
                if not is_conflict or pause is None:
                    raise
            _logger.info("A segmentation run starts over after a conflict")
            time.sleep(pause)

    @api.model
    def _leave_record(self, company, as_of):
        is_free = self._wait_for_lock(company)
        run = self.create(self._prepare_run_values(company, as_of))
        if is_free:
            run._mark_interrupted()
        else:
            run.write(run._prepare_skipped_values())
        return run

    @api.model
    def _wait_for_lock(self, company):
        """Take the company's lock, as soon as nobody pins a class; tell whether there
        is no run at the company."""
        for pause in (*LOCK_PAUSES, None):
            if self._try_lock_company(company):
                return True
            # What is read under the lock must not be older than it.
            self.env.cr.rollback()
            if pause:
                time.sleep(pause)
        return False

    def _compute_and_write_when_free(self):
        is_free = self._wait_for_lock(self.company_id)
        is_needed = is_free and self.state == "running"
        self._write_result(
            self._compute_if_free if is_needed else self._prepare_skipped_values
        )
