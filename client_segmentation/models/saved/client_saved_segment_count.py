import logging

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ...sql.saved.members import write_members

_logger = logging.getLogger(__name__)


class ClientSavedSegment(models.Model):
    """Who is in, counted in one statement for each segment."""

    _inherit = "client.saved.segment"

    @api.model
    def _cron_count(self):
        segments = self.search(Domain.TRUE, order="company_id, id")
        remaining = len(segments)
        for segment in segments:
            segment._count_or_tell()
            remaining -= 1
            if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                return
        Segment = self.env["client.segment"]
        for company in segments.company_id:
            run = Segment._get_last_ordinary_run(company)
            run._request_entry_playbooks()
            run._request_entry_terms()

    def _count_or_tell(self):
        """Count, or write why this cannot be done: one segment does not keep the
        others from their turn."""
        problem = False
        try:
            with self.env.cr.savepoint():
                if self.try_lock_for_update():
                    self._count()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except UserError as error:
            problem = str(error)
        except Exception:
            _logger.exception("Saved segment %s was not counted", self.id)
            problem = self.env._("The filter cannot be read.")
        if (problem or False) != self.problem:
            self.problem = problem

    def _count(self):
        """Write entries and exits of today. Classes of another day count nothing."""
        self.ensure_one()
        if self.company_id._shows_other_segment_day():
            return
        today = self.company_id._get_segment_today()
        query = self._select_clients()
        self.env.flush_all()
        # Many more may be in than the statistics of the database know yet: pairing
        # each with each would take hours.
        self.env.cr.execute(SQL("SET LOCAL enable_nestloop = off"))
        self.env.cr.execute(write_members(self.id, query.subselect(), today))
        self.env.cr.execute(SQL("SET LOCAL enable_nestloop = on"))
        self._invalidate_members()
        values = {"counted_on": today, "problem": False}
        values["counted_since"] = self.counted_since or today
        changed = {name: v for name, v in values.items() if self[name] != v}
        if changed:
            self.write(changed)

    def _invalidate_members(self):
        self.env["client.saved.segment.member"].invalidate_model()
        self.invalidate_recordset(["member_ids", "client_count"])
        self.env["res.partner"].invalidate_model(["saved_segment_ids"])
