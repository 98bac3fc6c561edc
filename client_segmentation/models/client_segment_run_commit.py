import logging
import time
from contextlib import contextmanager

from odoo import api, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from .client_segment_run import LOCK_NAMESPACE

_logger = logging.getLogger(__name__)

# Seconds until the next try: to get the lock that somebody who pins a class holds for
# a moment, and to compute anew after a conflict with another transaction.
LOCK_PAUSES = (0.1, 0.3, 0.6)
CONFLICT_PAUSES = (0.5, 2, 5)


class ClientSegmentRun(models.Model):
    """Runs in transactions of their own, as the nightly job and the button make them:
    a killed one leaves its record, one in conflict begins anew."""

    _inherit = "client.segment.run"

    @api.model
    def _run_and_commit(self, company, as_of):
        with self._hold_lock(company) as is_free:
            # What is read from here on is not older than the lock.
            self._commit()
            run = self.create(self._prepare_run_values(company, as_of))
            self._commit()
            run._write_result(
                run._compute_despite_conflicts
                if is_free
                else run._prepare_skipped_values
            )
            self._commit()
        return run

    @api.model
    def _commit(self):
        self.env["ir.cron"]._commit_progress()

    def _compute_despite_conflicts(self):
        """Compute in a transaction that nothing else was done in."""
        for pause in (*CONFLICT_PAUSES, None):
            try:
                return self._compute_if_free()
            except Exception as error:
                self.env.cr.rollback()
                is_conflict = isinstance(error, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY)
                if not is_conflict or pause is None:
                    return self._prepare_failed_values(error)
            _logger.info("Segmentation of %s begins anew", self.company_id.display_name)
            time.sleep(pause)

    @api.model
    @contextmanager
    def _hold_lock(self, company):
        """Hold the company's lock, whatever is committed; give the block whether there
        is no run at the company. Only a block that has committed all may end."""
        lock = (LOCK_NAMESPACE, company.id)
        for pause in (*LOCK_PAUSES, 0):
            query = SQL("SELECT pg_try_advisory_lock(%s, %s)", *lock)
            [(locked,)] = self.env.execute_query(query)
            if locked:
                break
            time.sleep(pause)
        try:
            yield locked
        finally:
            if locked:
                # There is something to undo after an error only.
                self.env.cr.rollback()
                self.env.execute_query(SQL("SELECT pg_advisory_unlock(%s, %s)", *lock))
