from odoo import api, fields, models
from odoo.tools import format_date

from odoo.addons.client_segmentation.arithmetic.core import nps

from ..dossier.fields import IntegerOrNothing

GROUPS = [
    (nps.PROMOTER, "Promoter"),
    (nps.PASSIVE, "Passive"),
    (nps.DETRACTOR, "Detractor"),
]


class KeyAccountSatisfaction(models.Model):
    """Somebody at the client who was asked how satisfied he is, and the answer.

    The link goes from here to the answers of the survey and never back: the survey
    knows nothing of dossiers. The answer is copied, so that nobody who tidies up
    surveys takes it away.
    """

    _name = "key.account.satisfaction"
    _description = "Satisfaction of a Key Client"
    _inherit = ["key.account.confidential.mixin"]
    _order = "date DESC, id DESC"

    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Asked",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    user_input_id = fields.Many2one(
        comodel_name="survey.user_input",
        string="Answers of the Survey",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    date = fields.Date(string="Asked On", required=True, readonly=True)
    date_done = fields.Date(string="Answered On", readonly=True)
    is_answered = fields.Boolean(string="Answered", readonly=True)
    score = IntegerOrNothing(
        string="Answer",
        readonly=True,
        aggregator="avg",
        help="How likely this person is to recommend us, from 0 to 10.",
    )
    group = fields.Selection(selection=GROUPS, readonly=True)
    comment = fields.Text(readonly=True)

    @api.depends("date", "partner_id.name")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def _get_label(self):
        day = format_date(self.env, self.date) if self.date else ""
        return " · ".join(filter(None, [day, self.partner_id.name]))

    def _take_answers(self):
        """Copy what was answered; to be called as superuser."""
        for row in self:
            lines = row.user_input_id.user_input_line_ids.filtered(
                lambda line: not line.skipped
            )
            recommend = lines.filtered(
                lambda line: line.question_id._is_recommendation()
            )[:1]
            comment = lines.filtered(lambda line: line.answer_type == "text_box")[:1]
            if recommend:
                row.write(
                    {
                        "is_answered": True,
                        "date_done": fields.Date.context_today(row),
                        "score": recommend.value_scale,
                        "group": nps.get_group(recommend.value_scale),
                        "comment": comment.value_text_box,
                    }
                )
        self.dossier_id._queue_tasks()
