from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..dossier.fields import FloatOrNothing

SECTIONS = [
    ("profile", "Profile"),
    ("stakeholders", "Stakeholders"),
    ("dates", "Important Dates"),
    ("competitors", "Competitors"),
    ("plan", "Account Plan"),
    ("score", "Relationship score"),
    ("contacts", "Contact Log"),
    ("figures", "Figures"),
    ("whitespace", "Whitespace"),
    ("satisfaction", "Satisfaction"),
]
VERDICTS = [
    ("right", "Still right"),
    ("updated", "Updated"),
    ("todo", "To do"),
]
# What was decided at a review is to be done within this time.
DECISION_DAYS = 14
# What may still change once the review is finished.
SETTLING = {"is_settled"}


class KeyAccountReviewLine(models.Model):
    _name = "key.account.review.line"
    _description = "Section of a Review"
    _inherit = ["key.account.part.mixin"]
    _order = "review_id, id"
    _rec_names_search = ["note"]
    _dossier_path = "review_id.dossier_id."

    review_id = fields.Many2one(
        comodel_name="key.account.review",
        required=True,
        ondelete="cascade",
        index=True,
    )
    section = fields.Selection(selection=SECTIONS, required=True, readonly=True)
    changed_on = fields.Date(
        string="Last Changed",
        compute="_compute_section_state",
    )
    filled = fields.Float(string="Completed (%)", compute="_compute_section_state")
    hint = fields.Char(string="Findings", compute="_compute_section_state")
    kept_changed_on = fields.Date(string="Last Changed at the Review")
    kept_filled = FloatOrNothing(string="Completed at the Review (%)", aggregator="avg")
    kept_hint = fields.Char(string="Findings at the Review")
    verdict = fields.Selection(selection=VERDICTS)
    note = fields.Char(string="Decision")
    due_date = fields.Date(
        string="By",
        compute="_compute_due_date",
        store=True,
        readonly=False,
        help="By when it will be done; two weeks from the review, unless you say "
        "otherwise.",
    )
    last_id = fields.Many2one(
        comodel_name="key.account.review.line",
        compute="_compute_last_id",
        exportable=False,
    )
    last_state = fields.Char(
        string="Last Time",
        compute="_compute_last_state",
        help="What this section looked like at the last review.",
    )
    is_settled = fields.Boolean(
        string="Done Since",
        help="Tick this when everything to do in this section has been done.",
    )
    is_todo = fields.Boolean(compute="_compute_is_todo", store=True)

    _section_unique = models.Constraint(
        "UNIQUE(review_id, section)",
        "Each section is reviewed only once.",
    )

    @api.depends("review_id.state", "section")
    @api.depends_context("lang")
    def _compute_section_state(self):
        for line in self:
            if line.review_id.state == "done":
                line.changed_on = line.kept_changed_on
                line.filled = line.kept_filled
                line.hint = line.kept_hint
            else:
                state = line.review_id.dossier_id._get_section_state(line.section)
                line.changed_on, line.filled, line.hint = state

    @api.depends("verdict")
    def _compute_due_date(self):
        for line in self:
            if line.verdict != "todo":
                line.due_date = False
            elif not line.due_date:
                today = fields.Date.context_today(line)
                line.due_date = today + timedelta(days=DECISION_DAYS)

    @api.depends("review_id.dossier_id.review_ids.state", "section")
    @api.depends_context("uid")
    def _compute_last_id(self):
        last = self._find_last_lines()
        for line in self:
            key = line.review_id.dossier_id.id, line.section
            earlier = [
                one
                for one in last.get(key, [])
                if one.review_id._origin != line.review_id._origin
                and (
                    line.review_id.state != "done"
                    or one.review_id.date_done <= line.review_id.date_done
                )
            ]
            line.last_id = earlier[-1] if earlier else False

    @api.depends("last_id")
    @api.depends_context("lang")
    def _compute_last_state(self):
        for line in self:
            last = line.last_id
            line.last_state = bool(last) and " · ".join(filter(None, last._sum_up()))

    @api.depends("verdict", "is_settled")
    def _compute_is_todo(self):
        for line in self:
            line.is_todo = line.verdict == "todo" and not line.is_settled

    @api.depends("section")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def write(self, vals):
        if vals.keys() - SETTLING and self._is_finished():
            raise UserError(
                self.env._("A finished review stays as it is. Start a new one.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if self._is_finished():
            raise UserError(
                self.env._("A finished review stays as it is and cannot be deleted.")
            )

    def action_settle(self):
        self.write({"is_settled": True})

    @api.model
    def _find_last_lines(self):
        """Return ``{(dossier's id, section): lines}`` of the finished reviews of the
        dossiers of these lines, the latest last, as far as the user may see them."""
        found = defaultdict(list)
        # One that is not saved may carry the number of anybody's dossier.
        for line in self.search(
            [
                ("review_id.dossier_id", "in", self.review_id.dossier_id.ids),
                ("review_id.state", "=", "done"),
            ]
        ).sorted(lambda line: (line.review_id.date_done, line.id)):
            found[line.review_id.dossier_id.id, line.section].append(line)
        return found

    def _sum_up(self):
        """Return what is told of this line at the next review."""
        labels = dict(self._fields["verdict"]._description_selection(self.env))
        yield format_date(self.env, self.review_id.date_done)
        yield f"{self.kept_filled:.0f} %"
        yield self.kept_hint
        yield labels.get(self.verdict)
        yield self.note

    def _is_finished(self):
        return any(line.review_id.state == "done" for line in self)

    def _keep_section_state(self):
        for line in self:
            line.write(
                {
                    "kept_changed_on": line.changed_on,
                    "kept_filled": line.filled,
                    "kept_hint": line.hint,
                }
            )

    def _get_label(self):
        sections = dict(self._fields["section"]._description_selection(self.env))
        return sections.get(self.section, "")
