from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.client_segmentation.models.core.doors import need_one

from ...arithmetic.score import scoring
from ..dossier.fields import FloatOrNothing

UNRATED = "0"
POINTS = [
    (UNRATED, "Not rated"),
    ("1", "1 – weak"),
    ("2", "2 – fair"),
    ("3", "3 – good"),
    ("4", "4 – excellent"),
]
# By when an objective made of a weak criterion is to be reached.
OBJECTIVE_MONTHS = 3


class KeyAccountScoreLine(models.Model):
    _name = "key.account.score.line"
    _description = "Points on One Criterion"
    _inherit = ["key.account.part.mixin"]
    _order = "score_id, criterion_id, id"
    _rec_names_search = ["criterion_id"]
    _dossier_path = "score_id.dossier_id."

    score_id = fields.Many2one(
        comodel_name="key.account.score",
        string="Scoring",
        required=True,
        ondelete="cascade",
        index=True,
    )
    criterion_id = fields.Many2one(
        comodel_name="key.account.criterion",
        required=True,
        ondelete="restrict",
        index=True,
    )
    description = fields.Char(related="criterion_id.description", related_sudo=False)
    weight = fields.Float(
        compute="_compute_weight",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        digits=(6, 2),
        aggregator=None,
        help="The weight of the criterion when the points were given.",
    )
    points = fields.Selection(selection=POINTS, required=True, default=UNRATED)
    last_points = fields.Selection(
        selection=POINTS,
        string="Last Time",
        compute="_compute_last_points",
        help="The points of the scoring before this one.",
    )
    is_rated = fields.Boolean(compute="_compute_percent", store=True)
    percent = FloatOrNothing(
        string="Points (%)",
        compute="_compute_percent",
        store=True,
        aggregator="avg",
    )
    room = fields.Float(
        string="Room for Improvement",
        compute="_compute_room",
        digits=(6, 2),
        help="How many points the score would gain with the highest mark for this "
        "criterion.",
    )
    note = fields.Char(help="Why? What would the client say?")
    action = fields.Char(string="Our Response")
    plan_id = fields.Many2one(
        comodel_name="key.account.plan",
        string="Objective",
        ondelete="set null",
        copy=False,
    )

    _criterion_unique = models.Constraint(
        "UNIQUE(score_id, criterion_id)",
        "Each criterion can be scored only once per score.",
    )
    _check_weight = models.Constraint(
        "CHECK(weight > 0)",
        "The weight of a criterion must be positive.",
    )

    @api.depends("criterion_id")
    def _compute_weight(self):
        for line in self:
            line.weight = line.criterion_id.weight or 1.0

    @api.depends("score_id.date", "score_id.dossier_id.score_ids.line_ids.points")
    @api.depends_context("uid")
    def _compute_last_points(self):
        for scores in self.score_id:
            before = scores._get_scoring_before()
            points = {line.criterion_id: line.points for line in before.line_ids}
            for line in self.filtered(lambda one, score=scores: one.score_id == score):
                line.last_points = points.get(line.criterion_id, False)
        self.filtered(lambda line: not line.score_id).last_points = False

    @api.depends("points")
    def _compute_percent(self):
        for line in self:
            points = line._get_points()
            line.is_rated = bool(points)
            line.percent = 100 * points / scoring.BEST if points else None

    @api.depends("score_id.line_ids.points", "score_id.line_ids.weight")
    def _compute_room(self):
        self.room = 0.0
        for lines in self.grouped("score_id").values():
            everything = lines.score_id.line_ids or lines
            rooms = scoring.room(everything._get_ratings())
            for line, room in zip(everything, rooms, strict=True):
                line.room = room

    @api.depends("criterion_id.name")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def write(self, vals):
        with self.score_id._recording_changes():
            return super().write(vals)

    def action_make_objective(self):
        """Make the weak criterion an objective of the account plan, once."""
        need_one(self)
        if not self.plan_id:
            self._check_can_improve()
            self.plan_id = self.plan_id.create(self._prepare_objective_values())
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Objective"),
            "res_model": "key.account.plan",
            "res_id": self.plan_id.id,
            "view_mode": "form",
        }

    def _check_can_improve(self):
        if self._get_points() == scoring.BEST:
            raise UserError(
                self.env._(
                    "%(criterion)s already has the highest score.",
                    criterion=self.criterion_id.name,
                )
            )

    def _prepare_objective_values(self):
        today = fields.Date.context_today(self)
        criterion = self.criterion_id.name
        points = self._get_points()
        return {
            "dossier_id": self.score_id.dossier_id.id,
            "name": self.action
            or self.env._("Improve: %(criterion)s", criterion=criterion),
            "description": self.note,
            "measure": self.env._("points for %(criterion)s", criterion=criterion),
            "start_value": points,
            "target_value": min(points + 1, scoring.BEST) if points else scoring.BEST,
            "date_start": today,
            "date_due": today + relativedelta(months=OBJECTIVE_MONTHS),
            "criterion_id": self.criterion_id.id,
            "responsible_id": self.score_id.dossier_id.user_id.id,
        }

    def _get_points(self):
        return int(self.points or UNRATED)

    def _get_ratings(self):
        return [(line.weight, line._get_points()) for line in self]

    def _get_label(self):
        return self.criterion_id.name or ""
