from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..core.client_segment import MANAGER_GROUP
from ..core.doors import need_one, read_date, read_id

KINDS = [
    ("soon", "Will order soon"),
    ("talked", "Talked, call again"),
    ("no_answer", "No answer"),
    ("not_interested", "Not interested now"),
    ("snoozed", "Put off"),
    ("irrelevant", "Not relevant"),
]
# After how many days the client comes back, unless the user says otherwise
NEXT_DAYS = {
    "soon": 3,
    "talked": 7,
    "no_answer": 1,
    "not_interested": 90,
    "snoozed": 1,
    "irrelevant": 180,
}
CALLS = ("soon", "talked", "no_answer", "not_interested")
LONGEST_NOTE = 2000


class ClientDayResult(models.Model):
    """What came of a line of My Day, and when the client comes back.

    Records are made and taken back by :meth:`log` and :meth:`undo` only, which ask
    whether the client is one of the user's.
    """

    _name = "client.day.result"
    _inherit = ["client.closed.mixin"]
    _description = "Result of a Call"
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson",
        required=True,
        readonly=True,
        ondelete="cascade",
        help="Whose day the client was on.",
    )
    date = fields.Date(required=True, readonly=True)
    kind = fields.Selection(
        selection=KINDS, string="Result", required=True, readonly=True
    )
    reason = fields.Char(readonly=True, help="Why it was not relevant.")
    note = fields.Text(readonly=True)
    next_date = fields.Date(required=True, readonly=True)
    is_current = fields.Boolean(
        default=True, readonly=True, help="The last result of the client."
    )
    state = fields.Char(string="State Then", readonly=True)
    at_stake = fields.Monetary(
        string="At Stake Then", readonly=True, groups=MANAGER_GROUP
    )
    message_id = fields.Many2one(
        comodel_name="mail.message", readonly=True, ondelete="set null"
    )

    _current_index = models.Index("(company_id, partner_id) WHERE is_current")
    _user_index = models.Index("(user_id, company_id, date)")

    @api.model
    def log(self, client_id, kind, values=None):
        """Log what came of a call of a client in the current company, and return the
        name of the client and when it comes back.

        :param kind: one of :data:`KINDS`
        :param values: ``next_date``, ``note``, ``reason``, ``user_id`` (whose day it
            is, the user's own if not given)
        :raise AccessError: if the client is not on a day that the user may see
        :raise UserError: if the kind is unknown, the next date past, or a reason
            missing
        """
        values = values if isinstance(values, dict) else {}
        Day = self.env["client.day"]
        user = Day._get_owner(values.get("user_id"))
        client = self.env["res.partner"].browse(read_id(self.env, client_id))
        client = client.exists().commercial_partner_id
        need_one(client)
        Day._check_may_log(client, user)
        vals = self._prepare_result(client, user, kind, values)
        # Salespeople have no right to write results: they are made here only.
        results = self.sudo()
        results._get_current(client).is_current = False
        result = results.create(vals)
        result.message_id = client._message_log(body=result._get_message())
        return {"name": client.display_name, "next_date": result.next_date}

    @api.model
    def undo(self):
        """Take back the last result that the user has logged today; return the name of
        the client."""
        self.env["client.day"]._check_is_salesperson()
        # As above; only what the user has made.
        result = self.sudo()._get_last_of_user()
        if not result:
            raise UserError(self.env._("There is nothing to undo."))
        client = result.partner_id.with_env(self.env)
        company = result.company_id
        result.message_id.unlink()
        result.unlink()
        self.sudo().search(
            [("partner_id", "=", client.id), ("company_id", "=", company.id)], limit=1
        ).is_current = True
        return client.display_name

    @api.model
    def _get_last_of_user(self):
        return self.search(
            [
                ("create_uid", "=", self.env.uid),
                ("company_id", "=", self.env.company.id),
                ("date", "=", self.env.company._get_segment_today()),
            ],
            limit=1,
        )

    @api.model
    def _get_current(self, client):
        return self.search(
            [
                ("partner_id", "=", client.id),
                ("company_id", "=", self.env.company.id),
                ("is_current", "=", True),
            ]
        )

    @api.model
    def _prepare_result(self, client, user, kind, values):
        today = self.env.company._get_segment_today()
        if not isinstance(kind, str) or kind not in NEXT_DAYS:
            raise UserError(self.env._("There is no result %(kind)s.", kind=kind))
        reason = str(values.get("reason") or "").strip()[:LONGEST_NOTE]
        if kind == "irrelevant" and not reason:
            raise UserError(self.env._("Please say why the client is not relevant."))
        next_date = read_date(self.env, values.get("next_date"))
        if next_date and next_date <= today:
            raise UserError(self.env._("The next date must be after today."))
        return {
            "partner_id": client.id,
            "company_id": self.env.company.id,
            "user_id": user.id,
            "date": today,
            "kind": kind,
            "reason": reason or False,
            "note": str(values.get("note") or "").strip()[:LONGEST_NOTE] or False,
            "next_date": next_date or self._get_next_dates(today)[kind],
            **self.env["client.day"]._get_stake(client, user),
        }

    @api.model
    def _get_next_dates(self, today):
        """Return the proposed next date of each kind, on a working day."""
        return {
            kind: self._get_next_weekday(today + timedelta(days=days))
            for kind, days in NEXT_DAYS.items()
        }

    @api.model
    def _get_next_weekday(self, day):
        return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)

    def _get_message(self):
        label = dict(self._fields["kind"]._description_selection(self.env))[self.kind]
        parts = [label, self.reason, self.note]
        return self.env._(
            "My Day: %(what)s. Next on %(date)s.",
            what=": ".join(filter(None, parts)),
            date=self.env["ir.qweb.field.date"].value_to_html(self.next_date, {}),
        )
