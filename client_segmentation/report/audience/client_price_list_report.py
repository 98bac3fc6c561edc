from odoo import api, fields, models
from odoo.tools import SQL

from ...models.core.doors import need_one
from ...sql.audience.price_list_chain import select_chains

STAGES = [
    ("sent", "Price list sent"),
    ("meeting", "Meeting held"),
    ("contract", "Contract"),
    ("payment", "Payment received"),
]


class ClientPriceListReport(models.Model):
    """What came of each price list sent: meeting, contract, payment.

    One row per sending. Counts are 0 or 1, so that they add up; rates are 0 or 100,
    and empty where the step before was not taken, so that their average over any
    group is the group's conversion. Days are aggregated to their median.
    """

    _name = "client.price.list.report"
    _description = "Price List to Payment"
    _auto = False
    _rec_name = "partner_id"
    _order = "date desc, id desc"
    _depends = {
        "client.price.list": [
            "partner_id",
            "company_id",
            "date",
            "user_id",
            "audience_id",
            "pricelist_id",
            "opportunity_id",
            "message_id",
        ],
        "mail.notification": ["mail_message_id", "notification_status"],
        "res.partner": ["commercial_partner_id"],
        "res.company": ["resource_calendar_id"],
        "client.segment.policy": ["company_id", "use_audience"],
        "resource.calendar": ["tz"],
        "calendar.event": [
            "active",
            "allday",
            "opportunity_id",
            "start",
            "start_date",
            "stop",
            "user_id",
        ],
        "calendar.attendee": ["event_id", "partner_id", "state"],
        "crm.lead": ["company_id"],
        "sale.order": ["company_id", "date_order", "partner_id", "state"],
        "sale.order.line": ["invoice_lines", "order_id"],
        "account.move": ["move_type", "reversed_entry_id", "state"],
        "account.move.line": ["move_id", "payment_id", "statement_line_id"],
        "account.partial.reconcile": [
            "amount",
            "credit_move_id",
            "debit_move_id",
            "max_date",
        ],
        "account.payment": ["date", "invoice_ids", "move_id", "payment_type", "state"],
    }

    partner_id = fields.Many2one("res.partner", string="Client", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        readonly=True,
        help="The user who sent the price list.",
    )
    audience_id = fields.Many2one("client.audience", readonly=True)
    pricelist_id = fields.Many2one(
        "product.pricelist", string="Price List", readonly=True
    )
    opportunity_id = fields.Many2one("crm.lead", readonly=True)
    stage = fields.Selection(
        selection=STAGES,
        string="Last Step",
        readonly=True,
        help="The latest step reached so far.",
    )
    date = fields.Date(string="Price List Sent", readonly=True)
    meeting_date = fields.Date(string="Meeting Held", readonly=True)
    contract_date = fields.Date(string="Contract", readonly=True)
    payment_date = fields.Date(string="Payment Received", readonly=True)
    sent_count = fields.Integer(string="Price Lists", readonly=True)
    meeting_count = fields.Integer(string="Meetings", readonly=True)
    contract_count = fields.Integer(string="Contracts", readonly=True)
    payment_count = fields.Integer(string="Payments", readonly=True)
    meeting_rate = fields.Float(
        string="To Meeting (%)",
        readonly=True,
        digits=(5, 1),
        aggregator="avg",
        help="The share of price lists that were followed by a meeting.",
    )
    contract_rate = fields.Float(
        string="Meeting to Contract (%)",
        readonly=True,
        digits=(5, 1),
        aggregator="avg",
        help="The share of price lists with a meeting that led to a contract.",
    )
    payment_rate = fields.Float(
        string="Contract to Payment (%)",
        readonly=True,
        digits=(5, 1),
        aggregator="avg",
        help="The share of price lists with a contract that led to a payment.",
    )
    contract_total_rate = fields.Float(
        string="To Contract (%)",
        readonly=True,
        digits=(5, 1),
        aggregator="avg",
        help="The share of all price lists sent that led to a contract.",
    )
    payment_total_rate = fields.Float(
        string="To Payment (%)",
        readonly=True,
        digits=(5, 1),
        aggregator="avg",
        help="The share of all price lists sent that led to a payment.",
    )
    meeting_days = fields.Float(
        string="Days to Meeting",
        readonly=True,
        digits=(8, 1),
        aggregator="median",
        help="Median of the days from the price list to the meeting.",
    )
    contract_days = fields.Float(
        string="Days Meeting to Contract",
        readonly=True,
        digits=(8, 1),
        aggregator="median",
        help="Median of the days from the meeting to the contract.",
    )
    payment_days = fields.Float(
        string="Days Contract to Payment",
        readonly=True,
        digits=(8, 1),
        aggregator="median",
        help="Median of the days from the contract to the payment.",
    )
    contract_total_days = fields.Float(
        string="Days to Contract",
        readonly=True,
        digits=(8, 1),
        aggregator="median",
        help="Median of the days from the price list to the contract.",
    )
    payment_total_days = fields.Float(
        string="Days to Payment",
        readonly=True,
        digits=(8, 1),
        aggregator="median",
        help="Median of the days from the price list to the payment.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT chain.*,
                   CASE WHEN payment_date IS NOT NULL THEN 'payment'
                        WHEN contract_date IS NOT NULL THEN 'contract'
                        WHEN meeting_date IS NOT NULL THEN 'meeting'
                        ELSE 'sent' END AS stage,
                   1 AS sent_count,
                   %(has_meeting)s AS meeting_count,
                   %(has_contract)s AS contract_count,
                   %(has_payment)s AS payment_count,
                   100.0 * %(has_meeting)s AS meeting_rate,
                   CASE WHEN meeting_date IS NOT NULL
                        THEN 100.0 * %(has_contract)s END AS contract_rate,
                   CASE WHEN contract_date IS NOT NULL
                        THEN 100.0 * %(has_payment)s END AS payment_rate,
                   100.0 * %(has_contract)s AS contract_total_rate,
                   100.0 * %(has_payment)s AS payment_total_rate,
                   meeting_date - date AS meeting_days,
                   contract_date - meeting_date AS contract_days,
                   payment_date - contract_date AS payment_days,
                   contract_date - date AS contract_total_days,
                   payment_date - date AS payment_total_days
              FROM (%(chains)s) chain
            """,
            chains=select_chains(fields.Datetime.now()),
            has_meeting=SQL("(meeting_date IS NOT NULL)::integer"),
            has_contract=SQL("(contract_date IS NOT NULL)::integer"),
            has_payment=SQL("(payment_date IS NOT NULL)::integer"),
        )

    def _read_group_select(self, aggregate_spec, query):
        name, _colon, function = aggregate_spec.partition(":")
        if function != "median":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY %s)",
            self._field_to_sql(self._table, name, query),
        )

    def action_open_client(self):
        need_one(self)
        return self.partner_id._get_records_action()

    @api.model
    def _get_last_chains(self, clients):
        """Return ``{client: its latest row in the current company}``."""
        rows = self.search(
            [
                ("company_id", "=", self.env.company.id),
                ("partner_id", "in", clients.ids),
            ]
        )
        return {client: own[0] for client, own in rows.grouped("partner_id").items()}

    def _prepare_chain(self):
        """Return the values of the template that shows the steps of this chain."""
        self.ensure_one()
        days = {"sent": self.date}
        days.update({key: self[f"{key}_date"] for key, _label in STAGES[1:]})
        labels = dict(self._fields["stage"]._description_selection(self.env))
        steps = []
        previous = None
        last = list(days).index(self.stage)
        for number, (key, day) in enumerate(days.items()):
            steps.append(
                {
                    "label": labels[key],
                    "day": day,
                    "days": (day - previous).days if day and previous else None,
                    "skipped": not day and number < last,
                }
            )
            previous = day or previous
        return {"chain": self, "steps": steps}
