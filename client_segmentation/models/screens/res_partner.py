from collections.abc import Collection

from odoo import api, models
from odoo.fields import Domain
from odoo.orm.domains import DomainAnd, DomainBool, DomainCondition, DomainNary

from ..core.client_segment_cube import AVERAGES
from ..core.segment_columns import AMOUNT_FIELDS, CLASS_COLUMNS, IS_CLIENT

# Fields of a contact and what stands for them where clients are added up
GROUPS = {**CLASS_COLUMNS, "user_id": "user_id"}
CONDITIONS = {
    **GROUPS,
    "company_id": "partner_company_id",
    "partner_share": "partner_share",
}
AMOUNTS = {
    "segment_revenue": "revenue",
    "segment_margin": "margin",
    "segment_ltv": "ltv",
    "segment_ltv_historical": "total_margin",
    "segment_at_stake": "at_stake",
}
SUMS = {**AMOUNTS, "segment_order_count": "order_count"}
AGGREGATES = {
    "__count": "client_count:sum",
    "segment_currency_id:array_agg_distinct": "currency_id:array_agg_distinct",
    **{f"{field}:sum": f"{name}:sum" for field, name in SUMS.items()},
    **{
        f"{field}:sum_currency": f"{name}:sum_currency"
        for field, name in AMOUNTS.items()
    },
    **{f"segment_{name}:avg": f"{name}:avg" for name in AVERAGES},
}
HAS_REVENUE = Domain("segment_revenue", ">", 0)
OPERATORS = {"in", "not in", "parent_of"}


class NotCounted(Exception):
    """Only the contacts themselves can answer the question."""


class ResPartner(models.Model):
    """Counters of search panels, groups, charts: clients are not counted one by one
    where the figures kept of them tell the same."""

    _inherit = "res.partner"

    @api.model
    def _read_group(
        self,
        domain,
        groupby=(),
        aggregates=(),
        having=(),
        offset=0,
        limit=None,
        order=None,
    ):
        try:
            if not groupby or having:
                raise NotCounted
            cube, names = self._get_counted([groupby], aggregates)
            return cube._read_group(
                self._get_counted_domain(domain, aggregates),
                [names[name] for name in groupby],
                [names[spec] for spec in aggregates],
                [("client_count:sum", ">", 0)],
                offset,
                limit,
                _translate_order(order, names),
            )
        except NotCounted:
            return super()._read_group(
                domain, groupby, aggregates, having, offset, limit, order
            )

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        try:
            cube, names = self._get_counted(grouping_sets, aggregates)
            found = cube._read_grouping_sets(
                self._get_counted_domain(domain, aggregates),
                [[names[name] for name in groupby] for groupby in grouping_sets],
                [*(names[spec] for spec in aggregates), "client_count:sum"],
                _translate_order(order, names),
            )
        except NotCounted:
            return super()._read_grouping_sets(domain, grouping_sets, aggregates, order)
        # Nobody is left in groups of no clients.
        return [
            [row[:-1] for row in rows if row[-1] or not groupby]
            for groupby, rows in zip(grouping_sets, found, strict=True)
        ]

    @api.model
    def _get_counted(self, grouping_sets, aggregates):
        """Return the model of what is kept, as the server reads it, and what there
        stands for the groups and aggregates; check that the user may read them."""
        groups = {name for groupby in grouping_sets for name in groupby}
        if not (groups <= GROUPS.keys() and AGGREGATES.keys() >= set(aggregates)):
            raise NotCounted
        self.browse().check_access("read")
        for spec in (*groups, *aggregates):
            name = spec.partition(":")[0]
            if name != "__count":
                self._check_field_access(self._fields[name], "read")
        return self.env["client.segment.cube"].sudo(), {**GROUPS, **AGGREGATES}

    @api.model
    def _get_counted_domain(self, domain, aggregates):
        """Return ``domain``, and the user's record rules, for what is kept."""
        parts = self._get_counted_parts(domain)
        is_own = self._sees_own_amounts_only()
        asks_amounts = any(
            spec.partition(":")[0] in AMOUNT_FIELDS for spec in aggregates
        )
        if asks_amounts and is_own and not self.env.su and HAS_REVENUE not in parts:
            # Clients of others are counted, and their amounts are not.
            raise NotCounted
        counted = [Domain("company_id", "=", self.env.company.id)]
        for part in parts:
            if part == HAS_REVENUE:
                self._check_condition(part)
                counted.append(Domain("has_revenue", "=", True))
                if is_own:
                    counted.append(Domain("user_id", "=", self.env.uid))
            else:
                counted.append(self._translate_part(part))
        return Domain.AND([*counted, self._get_counted_rules()])

    @api.model
    def _get_counted_rules(self):
        """Return which clients the user's record rules show, for what is kept.

        :raise NotCounted: if the rules look at something that is not kept
        """
        if self.env.su:
            return Domain.TRUE
        rules = self.env["ir.rule"]._compute_domain(self._name, "read")
        return self._translate_part(rules.optimize(self))

    @api.model
    def _get_counted_parts(self, domain):
        """Return what the clients that are asked for have in common, apart from being
        clients with segments."""
        domain = Domain(domain).optimize(self)
        parts = list(domain.children) if isinstance(domain, DomainAnd) else [domain]
        is_client = IS_CLIENT.optimize(self)
        if is_client not in parts or not self.env.context.get("active_test", True):
            raise NotCounted
        parts.remove(is_client)
        # Vendors and colleagues are contacts, too, and have no segments.
        if not any(map(_asks_for_segments, parts)):
            raise NotCounted
        return parts

    @api.model
    def _translate_part(self, domain):
        if isinstance(domain, DomainNary):
            return domain.apply(self._translate_part(part) for part in domain.children)
        if isinstance(domain, DomainBool):
            return domain
        if not (
            isinstance(domain, DomainCondition)
            and domain.field_expr in CONDITIONS
            and domain.operator in OPERATORS
            # No query of another table
            and isinstance(domain.value, Collection)
        ):
            raise NotCounted
        self._check_condition(domain)
        return Domain(CONDITIONS[domain.field_expr], domain.operator, domain.value)

    @api.model
    def _check_condition(self, condition):
        """As where conditions become SQL, which these do not."""
        self._check_closed_field(condition.field_expr)
        self._check_field_access(self._fields[condition.field_expr], "read")


def _asks_for_segments(part):
    """Does no contact without segments meet the condition?"""
    if part == HAS_REVENUE:
        return True
    return (
        isinstance(part, DomainCondition)
        and part.field_expr in CLASS_COLUMNS
        and part.operator in ("in", "not in")
        and (False in part.value) == (part.operator == "not in")
    )


def _translate_order(order, names):
    if not order:
        return None
    terms = []
    for term in order.split(","):
        name, *direction = term.split()
        if name not in names:
            raise NotCounted
        terms.append(" ".join([names[name], *direction]))
    return ", ".join(terms)
