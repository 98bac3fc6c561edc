from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_list

from odoo.addons.client_segmentation.models.core.doors import need_one


class KeyAccountReview(models.Model):
    """One walk through the whole dossier, section by section."""

    _name = "key.account.review"
    _description = "Review of a Dossier"
    _inherit = ["key.account.part.mixin"]
    _order = "date DESC, id DESC"
    _rec_names_search = ["dossier_id"]

    def _default_line_ids(self):
        sections = self.line_ids._fields["section"].get_values(self.env)
        return [Command.create({"section": section}) for section in sections]

    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        required=True,
        ondelete="cascade",
        index=True,
    )
    date = fields.Date(
        string="Started On",
        required=True,
        readonly=True,
        default=fields.Date.context_today,
    )
    date_done = fields.Date(string="Finished On", readonly=True, copy=False)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Reviewed By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    state = fields.Selection(
        selection=[("open", "In Progress"), ("done", "Finished")],
        required=True,
        readonly=True,
        default="open",
        copy=False,
    )
    line_ids = fields.One2many(
        comodel_name="key.account.review.line",
        inverse_name="review_id",
        string="Sections",
        default=lambda self: self._default_line_ids(),
    )
    todo_count = fields.Integer(
        string="To Do",
        compute="_compute_todo_count",
        help="Sections that still have something to do.",
    )
    note = fields.Text(string="Conclusion")

    @api.depends("line_ids.verdict", "line_ids.is_settled")
    def _compute_todo_count(self):
        for review in self:
            review.todo_count = len(review.line_ids.filtered("is_todo"))

    @api.depends("date", "state")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def write(self, vals):
        if any(review.state == "done" for review in self):
            self._check_only_settles(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(review.state == "done" for review in self):
            raise UserError(
                self.env._("A finished review stays as it is and cannot be deleted.")
            )

    def action_finish(self):
        """Date the review of the dossier, once each section has been looked at."""
        need_one(self)
        self.check_access("write")
        left = self.line_ids.filtered(lambda line: not line.verdict)
        if left:
            names = format_list(self.env, [line._get_label() for line in left])
            raise UserError(
                self.env._(
                    "Not reviewed yet: %(sections)s. Mark each section as right, "
                    "updated or still to do.",
                    sections=names,
                )
            )
        today = fields.Date.context_today(self)
        self.line_ids._keep_section_state()
        self.write({"state": "done", "date_done": today, "user_id": self.env.uid})
        # As superuser: nobody sets this date by hand.
        self.dossier_id.sudo().last_review_date = today
        return {"type": "ir.actions.act_window_close"}

    def action_open_dossier(self):
        need_one(self)
        return {
            "type": "ir.actions.act_window",
            "res_model": "key.account.dossier",
            "res_id": self.dossier_id.id,
            "view_mode": "form",
        }

    def _check_only_settles(self, vals):
        if vals.keys() - {"line_ids"}:
            raise UserError(
                self.env._("A finished review stays as it is. Start a new one.")
            )

    def _get_label(self):
        day = self.date_done or self.date
        return format_date(self.env, day) if day else ""
