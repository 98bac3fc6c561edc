from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...arithmetic.terms import terms as arithmetic
from ..core import segment_axes
from ..core.doors import need_one
from ..core.facets import open_with_facet

MAX_DELIVERY_DAYS = 3660


class ClientSegmentTerms(models.Model):
    """What clients of a kind get: a rule with conditions and terms.

    Which rule applies is explained in ``arithmetic/terms``. Rules change nothing by
    themselves: proposals are made from them, and a head of sales applies those.
    """

    _name = "client.segment.terms"
    _description = "Cooperation Terms"
    _inherit = ["mail.thread", "mail.activity.mixin", "client.segment.switch"]
    _order = "condition_count desc, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        default=lambda self: self.env.company,
        ondelete="cascade",
        index=True,
        help="Without a company, the rule applies in all companies.",
    )

    # Conditions
    abc = fields.Selection(
        selection=segment_axes.ABC.values, string="ABC", tracking=True
    )
    xyz = fields.Selection(
        selection=segment_axes.XYZ.values, string="XYZ", tracking=True
    )
    tier = fields.Selection(selection=segment_axes.TIER.values, tracking=True)
    client_audience_id = fields.Many2one(
        comodel_name="client.audience",
        string="Audience",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
    )
    is_on_entry = fields.Boolean(
        string="Only for Saved Segments",
        tracking=True,
        help="Nobody gets the terms by conditions. They are proposed for clients that "
        "enter a saved segment which names them.",
    )
    condition_count = fields.Integer(
        string="Number of Conditions",
        compute="_compute_condition_count",
        store=True,
        precompute=True,
        aggregator=None,
    )
    condition_text = fields.Char(string="Clients", compute="_compute_condition_text")
    client_count = fields.Integer(
        string="Clients Covered",
        compute="_compute_client_count",
        help="Clients of the current company that meet the conditions. For some of "
        "them, a more specific rule may take precedence.",
    )

    # Terms
    pricelist_id = fields.Many2one(
        comodel_name="product.pricelist",
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    payment_term_id = fields.Many2one(
        comodel_name="account.payment.term",
        string="Payment Terms",
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    is_discount_limited = fields.Boolean(string="Limit Discounts", tracking=True)
    discount_limit = fields.Float(
        string="Discount Limit (%)",
        digits=(5, 2),
        # Rules without a limit would count as 0.
        aggregator=None,
        tracking=True,
        help="No quotation line should have a higher discount.",
    )
    delivery_days = fields.Integer(
        string="Delivery Promise (days)",
        aggregator=None,
        tracking=True,
        help="Calendar days from the order to the promised delivery; 0 promises"
        " nothing.",
    )
    team_id = fields.Many2one(
        comodel_name="crm.team",
        string="Sales Team",
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    note = fields.Text(string="Internal Note")

    lint_message = fields.Char(string="Remark", compute="_compute_lint_message")
    proposal_count = fields.Integer(
        string="Open Proposals", compute="_compute_proposal_count"
    )

    @api.depends(lambda self: self._get_condition_fields())
    def _compute_condition_count(self):
        for rule in self:
            rule.condition_count = len(rule._get_conditions())

    @api.depends(lambda self: [*self._get_condition_fields(), "is_on_entry"])
    @api.depends_context("lang")
    def _compute_condition_text(self):
        for rule in self:
            rule.condition_text = rule._get_condition_text()

    @api.depends(lambda self: [*self._get_condition_fields(), "is_on_entry"])
    @api.depends_context("company")
    def _compute_client_count(self):
        for rule in self:
            rule.client_count = self.env["client.segment"].search_count(
                rule._get_client_domain()
            )

    @api.depends(lambda self: self._get_rule_fields())
    @api.depends_context("company", "lang")
    def _compute_lint_message(self):
        table = self._get_table()
        shadowed = arithmetic.find_shadowed(rule._get_rule() for rule in table)
        rule_by_key = {rule._get_key(): rule for rule in table}
        for rule in self:
            found = shadowed.get(rule._get_key(), {})
            messages = [
                rule._get_lint_text(rule_by_key[key], names)
                for key, names in self._group_by_rule(found).items()
            ]
            rule.lint_message = " ".join(messages)

    @api.depends_context("company", "uid")
    def _compute_proposal_count(self):
        groups = self.env["client.segment.terms.proposal"]._read_group(
            [
                ("terms_id", "in", self.ids),
                ("state", "=", "open"),
                ("company_id", "=", self.env.company.id),
            ],
            ["terms_id"],
            ["__count"],
        )
        counts = {rule.id: count for rule, count in groups}
        for rule in self:
            rule.proposal_count = counts.get(rule._origin.id, 0)

    @api.constrains(
        "name",
        "pricelist_id",
        "payment_term_id",
        "is_discount_limited",
        "delivery_days",
        "team_id",
    )
    def _check_gives_something(self):
        for rule in self:
            if not rule._get_gives():
                raise ValidationError(
                    self.env._(
                        "The rule %(rule)s gives nothing: fill in at least one term.",
                        rule=rule.name,
                    )
                )

    @api.constrains("discount_limit", "delivery_days")
    def _check_numbers(self):
        for rule in self:
            if not 0 <= rule.discount_limit <= 100:
                raise ValidationError(
                    self.env._(
                        "The discount limit must be between 0 and 100 %%, not"
                        " %(limit)s.",
                        limit=rule.discount_limit,
                    )
                )
            if not 0 <= rule.delivery_days <= MAX_DELIVERY_DAYS:
                raise ValidationError(
                    self.env._(
                        "The delivery promise must be between 0 and %(maximum)s days,"
                        " not %(days)s.",
                        maximum=MAX_DELIVERY_DAYS,
                        days=rule.delivery_days,
                    )
                )

    def action_open_proposals(self):
        need_one(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "client_segmentation.client_segment_terms_proposal_action"
        )
        context = {"search_default_open": 1, "search_default_terms_id": self.id}
        return {**action, "context": context}

    def action_open_clients(self):
        need_one(self)
        segments = self.env["client.segment"]._search(self._get_client_domain())
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "client_segmentation.client_segment_partner_action"
        )
        domain = [("id", "in", segments.subselect("partner_id"))]
        partners = self.env["res.partner"].search(domain)
        return open_with_facet(action, self.name, [("id", "in", partners.ids)])

    def action_refresh_proposals(self):
        """Recreate the proposals of the current company and show them."""
        company = self.env.company
        company.refresh_client_terms_proposals()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "client_segmentation.client_segment_terms_proposal_action"
        )

    @api.model
    def _get_condition_fields(self):
        return list(arithmetic.CONDITIONS)

    @api.model
    def _get_rule_fields(self):
        return [
            *self._get_condition_fields(),
            *("active", "company_id", "sequence", "pricelist_id", "payment_term_id"),
            *("is_discount_limited", "discount_limit", "delivery_days", "team_id"),
            "is_on_entry",
        ]

    def _get_conditions(self):
        """Return ``{condition: class}`` of this rule."""
        asked = {name: self[name] for name in self._get_condition_fields()}
        asked["client_audience_id"] = self.client_audience_id._origin.id
        return {name: value for name, value in asked.items() if value}

    def _get_client_domain(self):
        """Return the segments of the current company that meet the conditions."""
        if self.is_on_entry:
            return Domain.FALSE
        # Who was archived since the last run is in no list of clients.
        domain = Domain("company_id", "=", self.env.company.id)
        domain &= Domain("partner_id.active", "=", True)
        for name, value in self._get_conditions().items():
            is_class = name in self.env["client.segment"]._fields
            domain &= Domain(name if is_class else f"partner_id.{name}", "=", value)
        return domain

    def _get_condition_text(self):
        if self.is_on_entry:
            return self.env._("On entry into a saved segment")
        words = []
        for name in self._get_conditions():
            field = self._fields[name]
            if field.relational:
                words.append(self[name].display_name)
            else:
                words.append(field.convert_to_export(self[name], self))
        return " · ".join(words) or self.env._("All clients")

    def _get_gives(self):
        """Return ``{term: value}``, records by their id, of what is filled in."""
        gives = {
            arithmetic.PRICELIST: self.pricelist_id._origin.id or None,
            arithmetic.PAYMENT_TERM: self.payment_term_id._origin.id or None,
            arithmetic.DISCOUNT_LIMIT: self.discount_limit
            if self.is_discount_limited
            else None,
            arithmetic.DELIVERY_DAYS: self.delivery_days or None,
            arithmetic.TEAM: self.team_id._origin.id or None,
        }
        return {term: value for term, value in gives.items() if value is not None}

    def _get_key(self):
        """A number that puts a rule which is not stored yet behind the others."""
        return self._origin.id or float("inf")

    def _get_rule(self):
        return arithmetic.Rule(
            key=self._get_key(),
            conditions=self._get_conditions(),
            gives=self._get_gives(),
            is_shared=not self.company_id,
            sequence=self.sequence,
        )

    @api.model
    @tools.ormcache("company.id")
    def _get_rules_in_force(self, company):
        """Return ``_get_rule`` of the rules in force in ``company``, without a query:
        each quotation that is shown asks for them."""
        # What rules say is no secret to whoever may know what they have led to.
        rules = self.sudo()._get_active_rules(company)
        rules = rules.filtered(lambda rule: not rule.is_on_entry)
        return tuple(rule._get_rule() for rule in rules)

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self.env.registry.clear_cache()
        return rules

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.model
    def _get_active_rules(self, company):
        """Return the rules in force in ``company``."""
        return self.search(
            [("active", "=", True), ("company_id", "in", (False, company.id))]
        )

    def _get_table(self):
        """Return the rules of the current company; those that are being edited stand
        in for their stored selves."""
        company = self.env.company
        edited = self - self._origin
        table = self._get_active_rules(company) - edited._origin + edited
        return table.filtered(
            lambda rule: (
                rule.active
                and not rule.is_on_entry
                and rule.company_id._origin in (company, company.browse())
            )
        )

    @api.model
    def _group_by_rule(self, shadowed):
        groups = {}
        for term, key in shadowed.items():
            groups.setdefault(key, []).append(term)
        return groups

    def _get_lint_text(self, first, names):
        labels = self.env["client.segment.terms.proposal"]._get_term_labels()
        return self.env._(
            "%(rule)s covers the same clients and comes first, so they never get "
            "%(terms)s from this rule.",
            rule=first.name,
            terms=", ".join(labels[name] for name in names),
        )
