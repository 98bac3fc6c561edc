from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import split_every

from ...arithmetic.terms.terms import RECORD_TERMS

# So many are applied while the user waits, more by a job.
APPLY_AT_ONCE = 500
BATCH_SIZE = 500


class ClientSegmentTermsProposal(models.Model):
    """What applying proposals does to the clients, and what undoing it."""

    _inherit = "client.segment.terms.proposal"

    def _apply_now_or_later(self, proposals):
        if len(proposals) > APPLY_AT_ONCE:
            proposals._decide("queued")
            self.env.ref("client_segmentation.ir_cron_apply_terms").sudo()._trigger()
            return self._get_notification(
                self.env._(
                    "%(count)s changes are being applied. This takes a few minutes.",
                    count=len(proposals),
                )
            )
        applied = proposals._apply()
        return self._get_notification(
            self.env._(
                "%(done)s changes applied; %(left)s skipped because they no longer "
                "match the proposal.",
                done=len(applied),
                left=len(proposals - applied),
            )
            if proposals - applied
            else self.env._("%(done)s changes applied.", done=len(applied))
        )

    def _apply(self):
        """Give clients what is proposed to them, where they still have what they had
        then; return the proposals that were applied."""
        applied = self._filter_having("current_value")._filter_existing(
            "proposed_value"
        )
        places = {proposal._get_place() for proposal in applied}
        earlier = self.search(
            [("state", "=", "applied"), ("partner_id", "in", applied.partner_id.ids)]
        )
        earlier.filtered(lambda row: row._get_place() in places).state = "replaced"
        applied._set_on_clients("proposed_value")
        applied._decide("applied")
        applied._log_on_clients(self.env._("Cooperation terms applied:"))
        # What does not fit any more is found out anew.
        (self - applied).unlink()
        return applied

    def _undo(self):
        undone = self._filter_having("proposed_value")._filter_existing("current_value")
        undone._set_on_clients("current_value")
        undone._decide("undone")
        undone._restore_earlier()
        undone._log_on_clients(
            self.env._("Cooperation terms undone:"), "proposed_text", "current_text"
        )
        return undone

    def _restore_earlier(self):
        """What terms had set before counts as set by them again."""
        value_by_place = {
            proposal._get_place(): proposal.current_value for proposal in self
        }
        earlier = self.search(
            [("state", "=", "replaced"), ("partner_id", "in", self.partner_id.ids)],
            order="id desc",
        )
        for proposal in earlier:
            place = proposal._get_place()
            if place in value_by_place and (
                value_by_place.pop(place) == proposal.proposed_value
            ):
                proposal.state = "applied"

    def _decide(self, state):
        self.write(
            {
                "state": state,
                "decided_user_id": self.env.uid,
                "decided_date": fields.Datetime.now(),
            }
        )

    def _get_place(self):
        return (self.company_id.id, self.partner_id.id, self.term)

    def _filter_having(self, name):
        """Return the proposals whose clients have the value of the field ``name``."""
        return self.filtered(
            lambda proposal: (
                proposal.partner_id.with_company(proposal.company_id)._get_terms_value(
                    proposal.term
                )
                == proposal[name]
            )
        )

    def _filter_existing(self, name):
        """Leave out what refers to a record that was deleted."""
        names = self._get_record_names()
        return self.filtered(
            lambda proposal: (
                proposal.term not in RECORD_TERMS
                or not proposal[name]
                or (proposal.term, proposal[name]) in names
            )
        )

    def _set_on_clients(self, name):
        """Write the values of the field ``name``, equal ones together."""
        clients = defaultdict(self.env["res.partner"].browse)
        for proposal in self:
            key = (proposal.company_id, proposal.term, proposal[name])
            clients[key] += proposal.partner_id
        for (company, term, value), partners in clients.items():
            partners.with_company(company)._set_terms_value(term, value)

    def _log_on_clients(self, title, before="current_text", after="proposed_text"):
        lines = defaultdict(Markup)
        labels = self._get_term_labels()
        for proposal in self:
            lines[proposal.partner_id.id] += Markup(
                "<li>%(term)s: %(before)s → %(after)s (%(reason)s)</li>"
            ) % {
                "term": labels[proposal.term],
                "before": proposal[before],
                "after": proposal[after],
                "reason": proposal.reason,
            }
        bodies = {
            partner_id: Markup("<p>%s</p><ul>%s</ul>") % (title, text)
            for partner_id, text in lines.items()
        }
        self.partner_id._message_log_batch(bodies)

    @api.model
    def _cron_apply(self):
        """Apply what was too much to be applied while the user waited."""
        queued = self.search([("state", "=", "queued")], order="id")
        remaining = len(queued)
        for batch in split_every(BATCH_SIZE, queued.ids, self.browse):
            for user, proposals in batch.grouped("decided_user_id").items():
                proposals.with_user(user or self.env.user).sudo()._apply()
            remaining -= len(batch)
            if not self.env["ir.cron"]._commit_progress(
                len(batch), remaining=remaining
            ):
                break

    @api.model
    def _get_notification(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "title": self.env._("Cooperation terms"),
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
