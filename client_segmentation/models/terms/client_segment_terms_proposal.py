from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...arithmetic.terms.terms import DISCOUNT_LIMIT, RECORD_TERMS
from ..core.client_segment import MANAGER_GROUP

TERM_NAMES = [
    ("pricelist", "Pricelist"),
    ("payment_term", "Payment Terms"),
    ("discount_limit", "Discount Limit"),
    ("delivery_days", "Delivery Promise"),
    ("team", "Sales Team"),
]


class ClientSegmentTermsProposal(models.Model):
    """One term of one client that rules would change, from the proposal to what has
    become of it.

    Open proposals are made in SQL (see :mod:`..sql.terms`). Those that were applied
    are kept: they tell what terms have set, so that a value set by hand is known as
    such, and what to go back to.
    """

    _name = "client.segment.terms.proposal"
    _description = "Proposed Cooperation Term"
    _log_access = False
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    user_id = fields.Many2one(related="partner_id.user_id", string="Salesperson")
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    term = fields.Selection(selection=TERM_NAMES, required=True, readonly=True)
    current_value = fields.Char(
        string="Technical Value Now",
        readonly=True,
        help="The client's value when this was proposed: the ID of a record or a "
        "number; empty for none.",
    )
    proposed_value = fields.Char(string="Proposed Technical Value", readonly=True)
    current_text = fields.Char(string="Now", compute="_compute_texts")
    proposed_text = fields.Char(string="Proposed", compute="_compute_texts")
    terms_id = fields.Many2one(
        comodel_name="client.segment.terms",
        string="Rule",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    reason = fields.Char(string="Why", compute="_compute_reason")
    is_manual = fields.Boolean(
        string="Set by Hand",
        readonly=True,
        help="Somebody set the present value by hand. Applying all proposals does "
        "not change it.",
    )
    state = fields.Selection(
        selection=[
            ("open", "Open"),
            ("queued", "Being Applied"),
            ("applied", "Applied"),
            ("replaced", "Applied Earlier"),
            ("undone", "Undone"),
            ("dismissed", "Dismissed"),
        ],
        string="Status",
        default="open",
        required=True,
        readonly=True,
    )
    proposed_date = fields.Datetime(string="Proposed On", readonly=True)
    decided_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Decided By",
        readonly=True,
        ondelete="set null",
    )
    decided_date = fields.Datetime(string="Decided On", readonly=True)

    _unique_open = models.UniqueIndex(
        "(company_id, partner_id, term) WHERE state IN ('open', 'queued')",
        "This change is already proposed.",
    )
    _applied_index = models.Index(
        "(company_id, partner_id, term, id DESC) WHERE state = 'applied'"
    )

    @api.depends("term", "current_value", "proposed_value")
    @api.depends_context("lang")
    def _compute_texts(self):
        names = self._get_record_names()
        for proposal in self:
            proposal.current_text = proposal._get_text(proposal.current_value, names)
            proposal.proposed_text = proposal._get_text(proposal.proposed_value, names)

    def _get_record_names(self):
        """Return ``{(term, id as text): name}``, in a query per kind of record."""
        Partner = self.env["res.partner"]
        names = {}
        by_term = self.grouped("term")
        for term in RECORD_TERMS:
            proposals = by_term.get(term, self.browse())
            values = set(proposals.mapped("current_value"))
            values |= set(proposals.mapped("proposed_value"))
            ids = [int(value) for value in values if value]
            # Whoever may see the proposal may know what is proposed.
            records = Partner._get_terms_model(term).sudo().browse(ids).exists()
            names |= {(term, str(record.id)): record.display_name for record in records}
        return names

    def _get_text(self, value, names):
        if not value:
            return self.env._("None")
        if self.term in RECORD_TERMS:
            return names.get((self.term, value)) or self.env._("Deleted")
        if self.term == DISCOUNT_LIMIT:
            return self.env._("%(limit)s %%", limit=f"{float(value):g}")
        return self.env._("%(days)s day(s)", days=value)

    @api.depends("terms_id")
    @api.depends_context("lang")
    def _compute_reason(self):
        for proposal in self:
            # Salespeople may read the rules of their companies, and what was proposed
            # here comes from one of those.
            rule = proposal.terms_id.sudo()
            proposal.reason = (
                f"{rule.name}: {rule.condition_text}"
                if rule
                else self.env._("No longer given by any rule")
            )

    @api.model
    def _get_term_labels(self):
        return dict(self._fields["term"]._description_selection(self.env))

    def action_apply(self):
        """Apply the open ones of these proposals, those set by hand, too: they were
        chosen."""
        return self._apply_now_or_later(self._get_decidable("open"))

    @api.model
    def _get_applicable(self):
        """Return all open proposals of the current companies but those against values
        set by hand."""
        return self._get_decidable("open", all_of=[("is_manual", "=", False)])

    @api.model
    def _summarize_open(self):
        """Return what applying all comes to, a row per kind of term."""
        self._check_may_decide()
        labels = self._get_term_labels()
        groups = self._read_group(
            [
                ("company_id", "in", self.env.companies.ids),
                ("state", "=", "open"),
                ("is_manual", "=", False),
            ],
            ["term"],
            ["__count", "partner_id:count_distinct"],
        )
        return [
            {"term": labels[term], "count": count, "clients": clients}
            for term, count, clients in groups
        ]

    @api.model
    def _count_set_by_hand(self):
        return self.search_count(
            [
                ("company_id", "in", self.env.companies.ids),
                ("state", "=", "open"),
                ("is_manual", "=", True),
            ]
        )

    def _take_back(self):
        """Undo these changes; those that wait for the job are open again."""
        queued = self._get_decidable("queued")
        queued.write({"state": "open", "decided_user_id": False, "decided_date": False})
        notification = self.action_undo()
        if queued:
            notification["params"]["message"] = self.env._(
                "%(count)s changes are open again. %(undone)s",
                count=len(queued),
                undone=notification["params"]["message"],
            )
        return notification

    def action_dismiss(self):
        """Do not propose these changes again, as long as they are the same."""
        proposals = self._get_decidable("open")
        proposals._decide("dismissed")
        return proposals._get_notification(
            self.env._("%(count)s proposals dismissed.", count=len(proposals))
        )

    def action_reopen(self):
        """Let dismissed changes be proposed again."""
        proposals = self._get_decidable("dismissed")
        companies = proposals.company_id
        count = len(proposals)
        proposals.unlink()
        companies.refresh_client_terms_proposals()
        return self._get_notification(
            self.env._("%(count)s proposals are open again.", count=count)
        )

    def action_undo(self):
        """Restore what clients had before, where nobody has changed it since."""
        proposals = self._get_decidable("applied")
        undone = proposals._undo()
        return self._get_notification(
            self.env._(
                "%(done)s changes undone; %(left)s skipped because they have been "
                "changed by hand since.",
                done=len(undone),
                left=len(proposals - undone),
            )
        )

    @api.model
    def _check_may_decide(self):
        if not self.env.su and not self.env.user.has_group(MANAGER_GROUP):
            raise AccessError(
                self.env._("Only heads of sales decide on the terms of clients.")
            )

    def _get_decidable(self, state, all_of=None):
        """Return those of these proposals (or of the ones that ``all_of`` finds) that
        are in ``state``, to be written to."""
        self._check_may_decide()
        if all_of is not None:
            domain = [("company_id", "in", self.env.companies.ids), *all_of]
            found = self.search([*domain, ("state", "=", state)])
        else:
            # A list on screen may be older than the proposals
            found = self.exists()
            found.check_access("read")
            found = found.filtered(lambda proposal: proposal.state == state)
        # Nobody writes proposals but through these methods; the user's right to
        # decide, and to see them, has been checked.
        return found.sudo()
