import logging

import psycopg2.errors

from odoo import api, models

from ...sql.tags import tags

_logger = logging.getLogger(__name__)

CLIENTS_AT_ONCE = 20_000
# Somebody has put on the very same tag, or deleted the contact, in the meantime.
CONFLICTS = (
    psycopg2.errors.SerializationFailure,
    psycopg2.errors.ForeignKeyViolation,
)


class ResCompany(models.Model):
    """Classes as ordinary tags of the clients.

    Contacts and tags are shared between companies, which may put one client into
    different classes: as soon as several companies publish, each has tags of its own.
    """

    _inherit = "res.company"

    @api.model
    def _search_publishing(self):
        return self.env["client.segment.policy"]._search_publishing().company_id

    @api.model
    def _cron_publish_segment_tags(self):
        """Put on and take off what could not be at its time."""
        noted = self.env["client.segment.publication"]._read_group([], ["company_id"])
        companies = self._search_publishing().union(*(group[0] for group in noted))
        remaining = len(companies)
        for company in companies:
            # Tags of another day than today are put on for nobody who has not asked.
            if not company._shows_other_segment_day():
                company._publish_segment_tags()
            remaining -= 1
            if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                break

    def _publish_or_schedule(self):
        """Publish at once where that takes no longer than one may wait."""
        Segment = self.env["client.segment"].sudo()  # only their number is revealed
        clients = Segment.search_count(
            [("company_id", "=", self.id)], limit=CLIENTS_AT_ONCE + 1
        )
        if clients > CLIENTS_AT_ONCE:
            self._publish_later()
        else:
            self._publish_segment_tags()

    def _publish_segment_tags(self):
        """Bring the tags of all clients of the company in line with their classes,
        unless a run is at work: it does the same at its end."""
        self.ensure_one()
        if self.env["client.segment.run"]._try_lock_company(self):
            self._sync_segment_tags()
        else:
            self._publish_later()

    def _publish_later(self):
        # Whoever changes the settings may not start jobs; this one only publishes.
        cron = self.env.ref("client_segmentation.ir_cron_publish_segment_tags").sudo()
        cron._trigger()

    def _publish_after_run(self, run):
        """Publish what ``run``, which holds the lock of the company, has found."""
        if not run.is_other_day:
            self._sync_segment_tags()

    def _sync_segment_tags(self, partner_ids=None):
        """Write the differences, and nothing where there is none; the caller has a
        lock on the company.

        :param partner_ids: look at these clients only
        """
        tag_ids = self._get_published_tags()
        if not tag_ids and not self._has_published_tags():
            return
        self.env.flush_all()
        cr = self.env.cr
        try:
            with cr.savepoint(flush=False):
                for statement in tags.sync(self.id, tag_ids, partner_ids):
                    cr.execute(statement, log_exceptions=False)
        except CONFLICTS:
            _logger.info("Tags of %s are published later", self.display_name)
            self._publish_later()
        self.env["res.partner"].invalidate_model(["category_id"])
        self.env["res.partner.category"].invalidate_model(["partner_ids"])
        if partner_ids is None:
            self._get_company_tags()._unlink_unused(tag_ids.values())

    def _has_published_tags(self):
        # Nobody else reads what we have put on contacts.
        publications = self.env["client.segment.publication"].sudo()
        return bool(publications.search([("company_id", "=", self.id)], limit=1))

    def _get_published_tags(self):
        """Return ``{(column of client.segment, value): id of the tag}``."""
        columns = self.segment_policy_id._get_published_columns()
        if not columns:
            return {}
        segment_tags = self.env["res.partner.category"]._get_segment_tag_ids()
        tag_ids = {
            (columns[field_name], value): tag_id
            for (field_name, value), tag_id in segment_tags.items()
            if field_name in columns
        }
        if tag_ids and self._search_publishing() - self:
            own = self._get_company_tags()._ensure_copies(self, tag_ids.values())
            return {key: own[tag_id] for key, tag_id in tag_ids.items()}
        return tag_ids

    def _get_company_tags(self):
        # Whoever changes the settings need not be allowed to manage tags.
        Tag = self.env["res.partner.category"].sudo().with_context(active_test=False)
        return Tag.search([("segment_company_id", "=", self.id)])
