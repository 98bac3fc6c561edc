from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...arithmetic.terms.terms import (
    CONDITIONS,
    DELIVERY_DAYS,
    DISCOUNT_LIMIT,
    PAYMENT_TERM,
    PRICELIST,
    TEAM,
    TERMS,
    format_value,
    get_terms,
    parse_value,
)
from ...sql.terms.in_force import select_known
from ..core.client_segment import MANAGER_GROUP
from ..core.segment_columns import SEGMENT_GROUP

TERM_FIELDS = {
    PRICELIST: "specific_property_product_pricelist",
    PAYMENT_TERM: "property_payment_term_id",
    DISCOUNT_LIMIT: "client_discount_limit",
    DELIVERY_DAYS: "client_delivery_days",
    TEAM: "client_team_id",
}
# What a quotation may not go beyond, whatever else is agreed
LIMITS = (DISCOUNT_LIMIT, DELIVERY_DAYS)
# Salespeople would lift their own limits.
PROTECTED_FIELDS = {
    "client_discount_limited",
    "client_discount_limit",
    "client_delivery_days",
    "client_team_id",
}


class ResPartner(models.Model):
    """What has been agreed with a client, in the current company."""

    _inherit = "res.partner"

    client_discount_limited = fields.Boolean(
        string="Limit Discounts",
        company_dependent=True,
        groups=SEGMENT_GROUP,
    )
    client_discount_limit = fields.Float(
        aggregator=None,
        string="Discount Limit (%)",
        company_dependent=True,
        digits=(5, 2),
        groups=SEGMENT_GROUP,
        help="Quotations with a higher discount on a line show a warning.",
    )
    client_delivery_days = fields.Integer(
        aggregator=None,
        string="Delivery Promise (days)",
        company_dependent=True,
        groups=SEGMENT_GROUP,
        help="Calendar days from the order to the delivery; 0 promises nothing.",
    )
    client_team_id = fields.Many2one(
        comodel_name="crm.team",
        string="Sales Team of the Client",
        company_dependent=True,
        groups=SEGMENT_GROUP,
    )
    client_terms_proposal_ids = fields.One2many(
        comodel_name="client.segment.terms.proposal",
        string="Terms Changes",
        compute="_compute_client_records",
        exportable=False,
        groups=SEGMENT_GROUP,
    )

    @api.model
    def _get_client_record_fields(self):
        return [*super()._get_client_record_fields(), "client_terms_proposal_ids"]

    @api.model
    def _invalidate_segment_fields(self):
        self.invalidate_model(["client_terms_proposal_ids"])
        return super()._invalidate_segment_fields()

    @api.model
    def _may_set_terms(self):
        return self.env.su or self.env.user.has_group(MANAGER_GROUP)

    # Not in _has_field_access: Odoo calls that some thousand times to show a list.

    @api.model
    def _check_field_access(self, field, operation):
        if operation == "write" and field.name in PROTECTED_FIELDS:
            if not self._may_set_terms():
                raise AccessError(
                    self.env._(
                        'Only sales managers set "%(field)s".',
                        field=field._description_string(self.env),
                    )
                )
        return super()._check_field_access(field, operation)

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        described = super().fields_get(allfields, attributes)
        for name in PROTECTED_FIELDS & described.keys():
            if "readonly" in described[name] and not self._may_set_terms():
                described[name]["readonly"] = True
        return described

    @api.model
    def _get_terms_model(self, term):
        """Return the model of the records that a term takes as its value."""
        return self.env[self._fields[TERM_FIELDS[term]].comodel_name]

    def _get_terms_value(self, term):
        """Return what this client has in the current company, as proposals keep it;
        False for nothing."""
        self.ensure_one()
        value = self[TERM_FIELDS[term]]
        if term == DISCOUNT_LIMIT:
            value = value if self.client_discount_limited else None
        elif term == DELIVERY_DAYS:
            value = value or None
        else:
            value = value.id or None
        return format_value(term, value) or False

    def _set_terms_value(self, term, value):
        """Give these clients a value as proposals keep it."""
        value = parse_value(term, value)
        values = {TERM_FIELDS[term]: value or False}
        if term == DISCOUNT_LIMIT:
            values["client_discount_limited"] = value is not None
        self.write(values)

    @api.model
    def _get_terms_sql(self):
        """Return ``{term: expression}`` of what a client of the table ``partner`` has
        in the current company, as text or null."""
        sql = {
            term: self._field_to_sql("partner", name)
            for term, name in TERM_FIELDS.items()
        }
        limited = self._field_to_sql("partner", "client_discount_limited")
        sql[DISCOUNT_LIMIT] = SQL(
            "CASE WHEN %s THEN ROUND(COALESCE(%s, 0)::numeric, 2) END",
            limited,
            sql[DISCOUNT_LIMIT],
        )
        sql[DELIVERY_DAYS] = SQL("NULLIF(%s, 0)", sql[DELIVERY_DAYS])
        return sql

    @api.model
    def _get_terms_defaults(self):
        """Return ``{term: value}`` of clients that have none of their own."""
        defaults = {}
        for term in (PRICELIST, PAYMENT_TERM, TEAM):
            field = self._fields[TERM_FIELDS[term]]
            record = field.get_company_dependent_fallback(self)
            defaults[term] = format_value(term, record.id or None)
        return defaults

    def _get_terms_in_force(self):
        """Return ``{client: {term: (value, rule)}}`` of these clients in the current
        company. The rule is empty where it has no part in the value.

        What the client has comes first. Limits hold from the moment the rule is made,
        unless somebody has dismissed them for the client; what is given to clients,
        once it has been applied.
        """
        rules = self.env["client.segment.terms"]._get_rules_in_force(self.env.company)
        result = {}
        for client_id, classes, own, decided in self._read_known_for_terms():
            wanted = get_terms(rules, classes)
            found = {
                term: self._get_term_in_force(
                    term, wanted.get(term), own.get(term), decided
                )
                for term in TERMS
            }
            client = self.browse(client_id)
            result[client] = {term: value for term, value in found.items() if value}
        return result

    @api.model
    def _get_term_in_force(self, term, wanted, own, decided):
        """Return ``(value, rule)``, None for nothing.

        :param wanted: what the rules say: ``(value, rule)``, or None
        :param own: what the client has, as proposals keep it
        :param decided: ``{(term, state, value): id of the rule}``
        """
        rules, value = self.env["client.segment.terms"], None
        if wanted:
            value = format_value(term, wanted[0])
        if own:
            key = wanted[1].key if own == value else decided.get((term, "applied", own))
            return parse_value(term, own), rules.browse(key)
        dismissed = (term, "dismissed", value) in decided
        if wanted and term in LIMITS and not dismissed:
            return wanted[0], rules.browse(wanted[1].key)
        return None

    def _read_known_for_terms(self):
        """Return, for each of these clients, its id, ``{condition: class}``, ``{term:
        what it has}`` and ``{(term, state, value): id of the rule}`` of what was
        applied or dismissed; in one query."""
        proposals = self.env["client.segment.terms.proposal"]._fields
        changes = self.env["client.audience.change"]._fields
        flushed = [proposals[name] for name in ("state", "proposed_value", "terms_id")]
        flushed.append(changes["is_current"])
        # Whoever may read a quotation may know what has been agreed with its client.
        rows = self.env.execute_query(
            select_known(self.env.company.id, self.ids, self._get_terms_sql(), flushed)
        )
        for client_id, *values, decisions in rows:
            classes = dict(zip(CONDITIONS, values[: len(CONDITIONS)], strict=True))
            own = dict(zip(TERMS, values[len(CONDITIONS) :], strict=True))
            decided = {
                (term, state, value): rule_id
                for term, state, value, rule_id in decisions or ()
            }
            yield client_id, classes, own, decided
