from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

STARS = [
    ("0", "Not rated"),
    ("1", "Poor"),
    ("2", "Weak"),
    ("3", "Fair"),
    ("4", "Good"),
    ("5", "Excellent"),
]


class KeyAccountRating(models.Model):
    """What the supervisor thinks of the manager's work on a dossier.

    Only the direct supervisor writes it. The manager reads it as long as the
    dossier is his; whoever takes the dossier over does not see how the work of
    somebody else was rated.
    """

    _name = "key.account.rating"
    _description = "Rating of the Work on a Dossier"
    _inherit = ["key.account.part.mixin"]
    _order = "date DESC, id DESC"
    _rec_names_search = ["dossier_id"]

    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        required=True,
        ondelete="cascade",
        index=True,
    )
    manager_id = fields.Many2one(
        comodel_name="res.users",
        compute="_compute_manager_id",
        store=True,
        precompute=True,
        compute_sudo=False,
        required=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Rated By",
        default=lambda self: self.env.user,
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    stars = fields.Selection(
        selection=STARS,
        string="Rating",
        required=True,
        default="0",
    )
    value = fields.Float(
        string="Stars",
        compute="_compute_value",
        store=True,
        aggregator="avg",
    )
    comment = fields.Text()

    @api.depends("dossier_id")
    def _compute_manager_id(self):
        for rating in self:
            rating.manager_id = rating.dossier_id.user_id

    @api.depends("stars")
    def _compute_value(self):
        for rating in self:
            rating.value = int(rating.stars or 0)

    @api.depends("date", "stars")
    def _compute_display_name(self):
        return super()._compute_display_name()

    @api.constrains("stars")
    def _check_stars(self):
        if any(not rating.value for rating in self):
            raise ValidationError(self.env._("Give one to five stars."))

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        for rating in self:
            if rating.date and rating.date > today:
                raise ValidationError(
                    self.env._(
                        "A rating cannot be dated %(date)s, in the future.",
                        date=format_date(self.env, rating.date),
                    )
                )

    @api.model
    def _get_access_domain(self):
        uid = self.env.uid
        manager = Domain("dossier_id.user_id", "=", uid)
        supervisor = Domain("dossier_id.supervisor_id", "=", uid)
        return supervisor | (manager & Domain("manager_id", "=", uid))

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if operation == "read" or self.env.su or not any(self._ids):
            return result
        forbidden = result[0] if result else self.browse()
        # As superuser: who supervises decides, whatever else the user may read.
        forbidden |= self.filtered(
            lambda rating: rating.sudo().dossier_id.supervisor_id.id != self.env.uid
        )
        if not forbidden or super(KeyAccountRating, forbidden)._check_access("read"):
            return result
        return forbidden, self._make_rating_error

    def _make_rating_error(self):
        return AccessError(
            self.env._(
                "Only the direct supervisor rates the manager's work on a dossier."
            )
        )

    def _get_label(self):
        return format_date(self.env, self.date) if self.date else ""
