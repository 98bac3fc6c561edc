from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...arithmetic.people.anniversary import next_occurrence


class KeyAccountDate(models.Model):
    """A date of the client or of one of its people, not to be missed."""

    _name = "key.account.date"
    _description = "Important Date of a Key Client"
    _inherit = ["key.account.part.mixin"]
    _order = "next_date, id"

    # Computed for the user, so that the number of somebody else's stakeholder
    # in an unsaved form does not lead to a dossier.
    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        compute="_compute_dossier_id",
        store=True,
        precompute=True,
        readonly=False,
        compute_sudo=False,
        required=True,
        ondelete="cascade",
        index=True,
    )
    stakeholder_id = fields.Many2one(
        comodel_name="key.account.stakeholder",
        string="Person",
        ondelete="cascade",
        index="btree_not_null",
        domain="[('dossier_id', '=', dossier_id)]",
        help="Leave it empty for a date of the client itself, such as its anniversary.",
    )
    name = fields.Char(string="What", required=True)
    date = fields.Date(required=True)
    yearly = fields.Boolean(string="Every Year", default=True)
    next_date = fields.Date(
        string="Next Time",
        compute="_compute_next_date",
        search="_search_next_date",
        help="The next occurrence from today on; empty when it is past.",
    )
    note = fields.Char(help="A gift, a greeting, a promise made.")

    @api.depends("stakeholder_id")
    def _compute_dossier_id(self):
        for important in self:
            person = important.stakeholder_id
            important.dossier_id = person.dossier_id or important.dossier_id

    @api.depends("date", "yearly")
    def _compute_next_date(self):
        today = fields.Date.context_today(self)
        for important in self:
            important.next_date = important.date and next_occurrence(
                important.date, important.yearly, today
            )

    @api.depends("name")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def _search_next_date(self, operator, value):
        field = self._fields["next_date"]

        def to_sql(model, alias, query):
            return field.condition_to_sql(
                field.name, operator, value, model, alias, query
            )

        return Domain.custom(to_sql=to_sql)

    @api.constrains("stakeholder_id", "dossier_id")
    def _check_stakeholder_id(self):
        for important in self:
            person = important.stakeholder_id
            if person and person.dossier_id != important.dossier_id:
                raise ValidationError(
                    self.env._(
                        "The date “%(date)s” refers to a person from another dossier.",
                        date=important.name,
                    )
                )

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr != "next_date":
            return super()._field_to_sql(alias, field_expr, query)
        date = super()._field_to_sql(alias, "date", query)
        yearly = super()._field_to_sql(alias, "yearly", query)
        today = fields.Date.context_today(self)
        years = SQL("(%s - EXTRACT(YEAR FROM %s))::int", today.year, date)
        # The same steps as in the plain-Python rule; PostgreSQL, too, keeps
        # 29 February on the 28th of other years.
        this_year = SQL("(%s + make_interval(years => %s))::date", date, years)
        next_year = SQL("(%s + make_interval(years => %s + 1))::date", date, years)
        return SQL(
            "CASE WHEN %(date)s >= %(today)s THEN %(date)s"
            " WHEN %(yearly)s IS NOT TRUE THEN NULL"
            " WHEN %(this_year)s >= %(today)s THEN %(this_year)s"
            " ELSE %(next_year)s END",
            date=date,
            today=today,
            yearly=yearly,
            this_year=this_year,
            next_year=next_year,
        )

    def _get_label(self):
        return self.name or self.env._("New date")
