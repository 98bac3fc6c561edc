from odoo import fields, models
from odoo.tools import SQL

from ...sql.terms import terms

# Second name space of locks beside that of runs
LOCK_NAMESPACE = 1_936_027_502


class ResCompany(models.Model):
    """Proposals of cooperation terms."""

    _inherit = "res.company"

    def refresh_client_terms_proposals(self):
        """Recreate the proposals of terms of these companies.

        :return: the number of new proposals
        :raise AccessError: if the user does not decide on terms
        """
        Proposal = self.env["client.segment.terms.proposal"]
        Proposal._check_may_decide()
        self.check_access("read")
        # Proposals come from figures and terms of all clients, whatever the user's
        # own record rules; the check above is on the companies.
        return sum(company.sudo()._refresh_terms() for company in self)

    def _refresh_terms(self):
        self.ensure_one()
        if not self._try_lock_terms():
            return 0
        self.env.flush_all()
        Partner = self.env["res.partner"].with_company(self)
        cr = self.env.cr
        cr.execute(
            terms.create_found(
                self.id,
                Partner._get_terms_sql(),
                Partner._get_terms_defaults(),
                self._select_named_terms(),
            )
        )
        cr.execute(terms.delete_outdated(self.id))
        cr.execute(terms.insert_new(self.id, fields.Datetime.now()))
        count = cr.rowcount
        cr.execute(terms.drop_found())
        self.env["client.segment.terms.proposal"].invalidate_model()
        self.env["client.segment.terms"].invalidate_model(["proposal_count"])
        Partner.invalidate_model(["client_terms_proposal_ids"])
        return count

    def _select_named_terms(self):
        """Hook: return the statement of the clients that a rule is named for, see
        ``sql/terms/terms.py``."""
        return terms.NOBODY

    def _try_lock_terms(self):
        """Let nobody else make the proposals of this company until the end of the
        transaction; never waits."""
        [(locked,)] = self.env.execute_query(
            SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", LOCK_NAMESPACE, self.id)
        )
        return locked

    def _tell_of_proposals(self):
        """Give the one who decides a task, on the rule with most proposals, unless
        there is one to be done."""
        user = self.segment_policy_id.terms_user_id
        # The task may be on a rule that has been archived since.
        rules = self.env["client.segment.terms"].search(
            [
                ("company_id", "in", (False, self.id)),
                ("active", "in", (True, False)),
            ]
        )
        xmlid = "client_segmentation.mail_activity_type_terms"
        activity_type = self.env.ref(xmlid, raise_if_not_found=False)
        if not user or not activity_type or not rules:
            return
        pending = rules.activity_ids.filtered(
            lambda activity: (
                activity.activity_type_id == activity_type and activity.user_id == user
            )
        )
        groups = self.env["client.segment.terms.proposal"]._read_group(
            [("company_id", "=", self.id), ("state", "=", "open")],
            ["terms_id"],
            ["__count", "partner_id:count_distinct"],
            order="__count desc",
        )
        rule = next((group[0] for group in groups if group[0]), rules[0])
        if pending or not groups:
            return
        rule.activity_schedule(
            xmlid,
            user_id=user.id,
            date_deadline=self._get_segment_today(),
            summary=self.env._(
                "%(count)s proposed changes of terms",
                count=sum(group[1] for group in groups),
            ),
        )
