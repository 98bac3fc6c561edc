from odoo import fields, models
from odoo.tools import SQL

from ...models.dossier.fields import FloatOrNothing
from ...sql.work.others import select_others


class KeyAccountOthers(models.Model):
    """Whether the work with key clients is done without harm to the others.

    One row per manager, open to the manager and the direct supervisor as the
    manager's first dossier is.
    """

    _name = "key.account.others"
    _description = "Other Clients of a Manager"
    _inherit = ["key.account.confidential.mixin"]
    _auto = False
    _order = "user_id, id"
    _depends = {
        "calendar.attendee": ["event_id", "partner_id", "state"],
        "calendar.event": ["active", "stop"],
        "crm.lead": ["partner_id"],
        "key.account.dossier": [
            "active",
            "affiliate_ids",
            "company_id",
            "partner_id",
            "since_date",
            "user_id",
        ],
        "mail.message": ["author_id", "date", "is_internal", "message_type"],
        "res.partner": ["active", "commercial_partner_id", "company_id", "user_id"],
        "sale.order": ["partner_id"],
    }

    dossier_id = fields.Many2one(comodel_name="key.account.dossier", readonly=True)
    user_id = fields.Many2one(comodel_name="res.users", string="Manager", readonly=True)
    company_id = fields.Many2one(comodel_name="res.company", readonly=True)
    start_date = fields.Date(string="Key Clients Since", readonly=True)
    client_count = fields.Integer(string="Other Clients", readonly=True)
    contacts_before = FloatOrNothing(
        string="Contacts Before",
        digits=(12, 2),
        readonly=True,
        aggregator="avg",
        help="Contacts per other client and month, in the year before the first of the "
        "key clients.",
    )
    contacts_since = FloatOrNothing(
        string="Contacts Since",
        digits=(12, 2),
        readonly=True,
        aggregator="avg",
        help="Contacts per other client and month since then, in the last year at "
        "most; nothing in the first 30 days.",
    )
    hours_before = FloatOrNothing(
        string="Hours to Answer Before",
        digits=(12, 1),
        readonly=True,
        aggregator="avg",
    )
    hours_since = FloatOrNothing(
        string="Hours to Answer Since",
        digits=(12, 1),
        readonly=True,
        aggregator="avg",
    )

    @property
    def _table_query(self):
        return SQL("%s", select_others(fields.Date.context_today(self)))

    def _get_label(self):
        return self.user_id.name or ""
