from odoo import api, fields, models
from odoo.tools import SQL

from ...arithmetic.terms.terms import (
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
        string="Changes of Terms",
        compute="_compute_client_terms_proposal_ids",
        exportable=False,
        groups=SEGMENT_GROUP,
    )

    @api.depends("commercial_partner_id")
    @api.depends_context("company")
    def _compute_client_terms_proposal_ids(self):
        self._fill_from_client("client_terms_proposal_ids")

    @api.model
    def _invalidate_segment_fields(self):
        self.invalidate_model(["client_terms_proposal_ids"])
        return super()._invalidate_segment_fields()

    @api.model
    def _has_field_access(self, field, operation):
        allowed = super()._has_field_access(field, operation)
        if operation == "read" or field.name not in PROTECTED_FIELDS or self.env.su:
            return allowed
        return allowed and self.env.user.has_group(MANAGER_GROUP)

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
        rules = self.env["client.segment.terms"]._get_active_rules(self.env.company)
        rule_by_key = {rule.id: rule for rule in rules}
        table = [rule._get_rule() for rule in rules]
        segment_by_client = self._get_segments_by_client()
        decided = self._get_decided_rules()
        result = {}
        for client in self:
            segment = segment_by_client.get(client.id)
            wanted = get_terms(table, client._get_terms_classes(segment))
            result[client] = {
                term: found
                for term in TERMS
                if (
                    found := client._get_term_in_force(
                        term, wanted.get(term), rule_by_key, decided
                    )
                )
            }
        return result

    def _get_term_in_force(self, term, wanted, rule_by_key, decided):
        own = self._get_terms_value(term)
        rule, value = self.env["client.segment.terms"], None
        if wanted:
            rule, value = rule_by_key[wanted[1].key], format_value(term, wanted[0])
        if own:
            applied = decided.get((self.id, term, "applied", own), rule.browse())
            return parse_value(term, own), rule if own == value else applied
        dismissed = (self.id, term, "dismissed", value) in decided
        if wanted and term in LIMITS and not dismissed:
            return wanted[0], rule
        return None

    def _get_decided_rules(self):
        """Return ``{(client's id, term, state, value): rule}`` of what was applied or
        dismissed."""
        decided = self.env["client.segment.terms.proposal"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("partner_id", "in", self.ids),
                ("state", "in", ("applied", "dismissed")),
            ]
        )
        return {
            (row.partner_id.id, row.term, row.state, row.proposed_value): row.terms_id
            for row in decided
        }

    def _get_terms_classes(self, segment):
        """Return ``{condition: class}`` of this client; nothing without segments."""
        if not segment:
            return {}
        return {
            "abc": segment.abc,
            "xyz": segment.xyz,
            "tier": segment.tier,
            "client_audience_id": self.client_audience_id.id,
        }
