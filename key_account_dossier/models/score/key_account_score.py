from contextlib import contextmanager

from odoo import Command, api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ...arithmetic.score import scoring
from ..dossier.fields import FloatOrNothing
from ..dossier.own_lines import own_lines


class KeyAccountScore(models.Model):
    """One scoring of the relationship, as the manager thinks the client sees it."""

    _name = "key.account.score"
    _description = "Relationship Score"
    _inherit = ["key.account.part.mixin"]
    _order = "date DESC, id DESC"
    _rec_names_search = ["dossier_id"]

    def _default_line_ids(self):
        criteria = self.env["key.account.criterion"].search([("active", "=", True)])
        return [
            Command.create({"criterion_id": criterion.id, "weight": criterion.weight})
            for criterion in criteria
        ]

    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        required=True,
        ondelete="cascade",
        index=True,
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Scored By",
        required=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
        domain=[("share", "=", False)],
    )
    line_ids = fields.One2many(
        comodel_name="key.account.score.line",
        inverse_name="score_id",
        string="Criteria",
        default=lambda self: self._default_line_ids(),
    )
    value = FloatOrNothing(
        string="Score",
        compute="_compute_value",
        store=True,
        digits=(6, 2),
        aggregator="avg",
        help="Points as a percentage of the maximum: all 1 gives 25, all 4 gives "
        "100. Criteria without points are left out, and their weight is "
        "distributed among the others.",
    )
    rated_count = fields.Integer(
        string="Criteria Rated",
        compute="_compute_value",
        store=True,
        aggregator=None,
    )
    note = fields.Text()

    @api.depends("line_ids.points", "line_ids.weight")
    def _compute_value(self):
        for record in self:
            lines = own_lines(record, "line_ids")
            record.value = scoring.score(lines._get_ratings())
            record.rated_count = sum(bool(line._get_points()) for line in lines)

    @api.depends("date", "value")
    def _compute_display_name(self):
        return super()._compute_display_name()

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        for record in self:
            if record.date and record.date > today:
                raise ValidationError(
                    self.env._(
                        "A score cannot be dated %(date)s, in the future.",
                        date=format_date(self.env, record.date),
                    )
                )

    def write(self, vals):
        with self._recording_changes():
            return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_with_trace(self):
        for record in self:
            record.dossier_id._record_change("score", record._get_label(), False)

    @contextmanager
    def _recording_changes(self):
        """Record what becomes of scorings of earlier days: on its own day a scoring is
        still being filled in."""
        today = fields.Date.context_today(self)
        before = {
            record: (record.dossier_id, record._get_label())
            for record in self
            if record.create_date
            and fields.Date.context_today(record, record.create_date) < today
        }
        yield
        for record, (dossier, label) in before.items():
            moved = dossier != record.dossier_id
            after = False if moved else record._get_label()
            if after != label:
                dossier._record_change("score", label, after)

    def _get_scoring_before(self):
        """Return the scoring of the same dossier before this one that has points."""
        # As the user: an unsaved form may name anybody's dossier.
        dossier = self.dossier_id._origin.sudo(False)._filtered_access("read")
        mine = (self.date, self._origin.id or float("inf"))
        before = dossier._get_scores().filtered(
            lambda one: (one.date, one.id) < mine and one != self._origin
        )
        return before[-1:]

    def _get_label(self):
        day = format_date(self.env, self.date) if self.date else ""
        return f"{day} · {self.value:.0f}" if self.rated_count else day
