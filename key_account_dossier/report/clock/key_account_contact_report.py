from odoo import fields, models
from odoo.tools import SQL

from ...models.clock.key_account_contact import CHANNELS, OUTCOMES
from ...models.dossier.fields import FloatOrNothing, IntegerOrNothing
from ...sql.clock.contact_report import select_contact_report


class KeyAccountContactReport(models.Model):
    """Contacts per month and outcome, and whether the interval was kept.

    A contact that is overdue now counts as a missed one: otherwise a client whom
    nobody calls any more would look well kept.
    """

    _name = "key.account.contact.report"
    _description = "Contact Analysis"
    _inherit = ["key.account.confidential.mixin"]
    _auto = False
    _order = "date DESC, id DESC"
    _depends = {
        "key.account.contact": [
            "channel",
            "date",
            "dossier_id",
            "outcome",
            "user_id",
            "withdrawn_date",
        ],
        "key.account.dossier": [
            "active",
            "company_id",
            "contact_interval",
            "next_contact_date",
            "pause_days",
            "since_date",
            "type_id",
            "user_id",
        ],
    }

    dossier_id = fields.Many2one(comodel_name="key.account.dossier", readonly=True)
    date = fields.Date(readonly=True)
    outcome = fields.Selection(
        selection=[*OUTCOMES, ("missed", "Missed")],
        readonly=True,
    )
    channel = fields.Selection(selection=CHANNELS, readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Manager",
        readonly=True,
    )
    contact_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Contacted By",
        readonly=True,
    )
    type_id = fields.Many2one(comodel_name="key.account.type", readonly=True)
    company_id = fields.Many2one(comodel_name="res.company", readonly=True)
    interval_days = IntegerOrNothing(
        string="Days Between Positive Contacts",
        aggregator="avg",
        readonly=True,
    )
    kept = FloatOrNothing(
        string="Intervals Kept (%)",
        digits=(5, 1),
        aggregator="avg",
        readonly=True,
    )

    @property
    def _table_query(self):
        return SQL("%s", select_contact_report())
