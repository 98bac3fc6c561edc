from odoo import api, fields, models
from odoo.tools import format_date

from odoo.addons.client_segmentation.models.core.doors import need_one

from ...arithmetic.score.chart import points_of_line
from ..dossier.fields import FloatOrNothing
from ..dossier.own_lines import own_lines

# Criteria worth working on, the most rewarding first.
WEAKEST = 5


class KeyAccountDossier(models.Model):
    _inherit = "key.account.dossier"

    score_ids = fields.One2many(
        comodel_name="key.account.score",
        inverse_name="dossier_id",
        string="Scores",
    )
    relationship_score = FloatOrNothing(
        compute="_compute_relationship_score",
        store=True,
        digits=(6, 2),
        aggregator="avg",
        help="0 to 100: the points of the last score as a share of the maximum. Only "
        "points change it; filling in the dossier does not.",
    )
    score_date = fields.Date(
        string="Scored On",
        compute="_compute_relationship_score",
        store=True,
    )
    score_change = FloatOrNothing(
        string="Change of the Score",
        compute="_compute_relationship_score",
        store=True,
        digits=(6, 2),
        aggregator=None,
        help="Change since the previous score.",
    )
    score_count = fields.Integer(
        string="Scorings",
        compute="_compute_relationship_score",
        store=True,
        aggregator=None,
    )
    weak_line_ids = fields.Many2many(
        comodel_name="key.account.score.line",
        string="Areas to Improve",
        compute="_compute_weak_line_ids",
    )
    score_chart = fields.Html(compute="_compute_score_chart", sanitize=False)

    @api.depends("score_ids.date", "score_ids.value", "score_ids.rated_count")
    def _compute_relationship_score(self):
        for dossier in self:
            scores = dossier._get_scores()
            last, before = scores[-1:], scores[-2:-1]
            # Never scored is no score of 0.
            dossier.relationship_score = last.value if last else None
            dossier.score_date = last.date
            dossier.score_change = last.value - before.value if before else None
            dossier.score_count = len(scores)

    @api.depends("score_ids.date", "score_ids.line_ids.points")
    def _compute_weak_line_ids(self):
        for dossier in self:
            lines = dossier._get_scores()[-1:].line_ids.filtered("room")
            dossier.weak_line_ids = lines.sorted("room", reverse=True)[:WEAKEST]

    @api.depends("score_ids.date", "score_ids.value", "score_ids.rated_count")
    @api.depends_context("lang")
    def _compute_score_chart(self):
        for dossier in self:
            scores = dossier._get_scores()
            dossier.score_chart = len(scores) > 1 and self.env["ir.qweb"]._render(
                "key_account_dossier.score_chart",
                dossier._prepare_score_chart(scores),
            )

    def action_score(self):
        need_one(self)
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Score: %(client)s", client=self.display_name),
            "res_model": "key.account.score",
            "view_mode": "form",
            "context": {"default_dossier_id": self.id, "key_account_part": True},
        }

    def action_open_scores(self):
        need_one(self)
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Scores: %(client)s", client=self.display_name),
            "res_model": "key.account.score",
            "view_mode": "graph,list,form",
            # A month without a scoring is not a month with score 0.
            "context": {
                "default_dossier_id": self.id,
                "search_default_dossier_id": self.id,
                "key_account_part": True,
                "fill_temporal": 0,
            },
        }

    def _get_scores(self):
        """Return the scorings that have points, oldest first."""
        scores = own_lines(self, "score_ids").filtered(lambda s: s.rated_count)
        return scores.sorted(lambda s: (s.date, s._origin.id or float("inf")))

    def _prepare_score_chart(self, scores):
        days = [score.date.toordinal() for score in scores]
        places = points_of_line(days, scores.mapped("value"))
        marks = [
            (x, y, f"{format_date(self.env, score.date)}: {score.value:.1f}")
            for (x, y), score in zip(places, scores, strict=True)
        ]
        line = " ".join(f"{x},{y}" for x, y in places)
        return {
            "line": line,
            "marks": marks,
            "first": format_date(self.env, scores[0].date),
            "last": format_date(self.env, scores[-1].date),
        }
