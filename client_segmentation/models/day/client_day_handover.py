from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ClientDayHandover(models.Model):
    """The day of somebody who is away, on the list of somebody else. Heads of sales
    make it, and the access rights say so."""

    _name = "client.day.handover"
    _description = "Day Handed Over"
    _order = "date_end desc, id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Who Is Away",
        required=True,
        ondelete="cascade",
        domain=[("share", "=", False)],
    )
    deputy_id = fields.Many2one(
        comodel_name="res.users",
        string="Who Stands In",
        required=True,
        ondelete="cascade",
        domain=[("share", "=", False)],
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    date_end = fields.Date(
        string="Until",
        required=True,
        default=lambda self: self.env.company._get_segment_today(),
        help="The last day.",
    )

    _deputy_index = models.Index("(deputy_id, company_id, date_end)")

    @api.constrains("user_id", "deputy_id", "company_id")
    def _check_people(self):
        for handover in self:
            if handover.user_id == handover.deputy_id:
                raise ValidationError(self.env._("Nobody can stand in for themselves."))
            people = handover.user_id + handover.deputy_id
            if any(
                handover.company_id not in user.company_ids for user in people.sudo()
            ):
                raise ValidationError(
                    self.env._(
                        "Both must work for %(company)s.",
                        company=handover.company_id.name,
                    )
                )

    @api.model
    def _get_users_of(self, deputy):
        """Return those for whom ``deputy`` stands in today in the current company."""
        company = self.env.company
        # That somebody stands in is known to both; this asks for the user's own.
        return (
            self.sudo()
            .search(
                [
                    ("deputy_id", "=", deputy.id),
                    ("company_id", "=", company.id),
                    ("date_end", ">=", company._get_segment_today()),
                ]
            )
            .user_id.with_env(self.env)
        )
