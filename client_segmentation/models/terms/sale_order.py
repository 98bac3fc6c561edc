from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ...arithmetic.terms import terms as arithmetic
from ..core.segment_columns import SEGMENT_GROUP

# More lines than these are counted, not listed.
LINES_IN_WORDS = 5


class SaleOrder(models.Model):
    """Quotations that break the terms of their client say so, and can be saved and
    confirmed all the same."""

    _inherit = "sale.order"

    client_terms_warning = fields.Text(
        string="Broken Terms",
        compute="_compute_client_terms_warning",
        groups=SEGMENT_GROUP,
        help="How this quotation differs from the terms agreed with the client.",
    )
    client_terms_state = fields.Selection(
        selection=[("broken", "Broken")],
        string="Terms",
        compute="_compute_client_terms_warning",
        search="_search_client_terms_state",
        groups=SEGMENT_GROUP,
        help="Whether this quotation breaks the terms of its client.",
    )

    @api.depends(
        "state",
        "company_id",
        "partner_id",
        "pricelist_id",
        "payment_term_id",
        "team_id",
        "date_order",
        "commitment_date",
        "order_line.sequence",
        "order_line.discount",
        "order_line.price_unit",
        "order_line.product_uom_qty",
    )
    @api.depends_context("lang")
    def _compute_client_terms_warning(self):
        self.client_terms_warning = ""
        self.client_terms_state = False
        for order, in_force in self._get_client_terms().items():
            if warnings := order._get_terms_warnings(in_force):
                order.client_terms_warning = "\n".join(warnings)
                order.client_terms_state = "broken"

    def _is_quotation(self):
        return self.state in ("draft", "sent")

    def _get_client_terms(self):
        """Return ``{order: {term: (value, rule)}}`` of those of these orders that are
        quotations with terms in force for their client."""
        found = {}
        is_warning = self.env["client.segment.policy"]._is_warning_of_terms
        quotations = self.filtered(lambda order: order._is_quotation())
        # Whoever may read a quotation may know what has been agreed with its client.
        for company, orders in quotations.sudo().grouped("company_id").items():
            if not is_warning(company._origin):
                continue
            clients = orders.partner_id.commercial_partner_id._origin
            in_force = clients.with_company(company._origin)._get_terms_in_force()
            terms_by_client = {client.id: terms for client, terms in in_force.items()}
            for order in orders if any(terms_by_client.values()) else ():
                client = order.partner_id.commercial_partner_id._origin
                if terms := terms_by_client.get(client.id):
                    found[order.with_env(self.env)] = terms
        return found

    @api.model
    def _search_client_terms_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        # Only quotations can break terms; of those there are few.
        quotations = self.search([("state", "in", ("draft", "sent"))])
        found = quotations.filtered("client_terms_state")
        return [("id", "in" if "broken" in value else "not in", found.ids)]

    def _get_terms_warnings(self, in_force):
        """Return a sentence for each term of the client that this order breaks."""
        warnings = []
        for term, (value, rule) in in_force.items():
            check = getattr(self, f"_get_{term}_warnings")
            warnings += check(value, self._get_terms_source(rule))
        return warnings

    def _get_terms_source(self, rule):
        if not rule:
            return self.env._("agreed with the client")
        rule = rule.with_env(self.sudo().env)
        return self.env._(
            "rule %(rule)s: %(clients)s", rule=rule.name, clients=rule.condition_text
        )

    def _get_pricelist_warnings(self, value, source):
        uses_pricelists = self.env["res.groups"]._is_feature_enabled(
            "product.group_product_pricelist"
        )
        if not uses_pricelists or self.pricelist_id._origin.id == value:
            return []
        return [
            self.env._(
                "The pricelist is %(given)s instead of %(agreed)s (%(why)s).",
                given=self.pricelist_id.display_name or self.env._("none"),
                agreed=self._get_terms_name(self.pricelist_id, value),
                why=source,
            )
        ]

    def _get_payment_term_warnings(self, value, source):
        if self.payment_term_id._origin.id == value:
            return []
        return [
            self.env._(
                "Payment terms are %(given)s instead of %(agreed)s (%(why)s).",
                given=self.payment_term_id.display_name or self.env._("none"),
                agreed=self._get_terms_name(self.payment_term_id, value),
                why=source,
            )
        ]

    def _get_team_warnings(self, value, source):
        if self.team_id._origin.id == value:
            return []
        return [
            self.env._(
                "The sales team is %(given)s instead of %(agreed)s (%(why)s).",
                given=self.team_id.display_name or self.env._("none"),
                agreed=self._get_terms_name(self.team_id, value),
                why=source,
            )
        ]

    def _get_terms_name(self, records, value):
        return records.browse(value).sudo().exists().display_name or self.env._("none")

    def _get_discount_limit_warnings(self, limit, source):
        lines = self.order_line.filtered(lambda line: not line.display_type)
        broken = [
            self._get_line_warning(number, line, limit, source)
            for number, line in enumerate(lines, 1)
            if arithmetic.exceeds(
                line.discount, limit, line._get_pricelist_discount(limit)
            )
        ]
        if len(broken) > LINES_IN_WORDS:
            more = len(broken) - LINES_IN_WORDS
            broken = broken[:LINES_IN_WORDS]
            broken.append(
                self.env._(
                    "The discounts of %(count)s more lines exceed it, too.", count=more
                )
            )
        return broken or self._get_total_discount_warnings(lines, limit, source)

    def _get_line_warning(self, number, line, limit, source):
        return self.env._(
            "Discount %(discount)s %% on line %(line)s exceeds the limit of %(limit)s"
            " %% (%(why)s).",
            discount=f"{line.discount:.2f}".rstrip("0").rstrip("."),
            line=number,
            limit=f"{limit:g}",
            why=source,
        )

    def _get_total_discount_warnings(self, lines, limit, source):
        """A discount on the whole document is a line of its own, below zero."""
        if not any(line._is_global_discount() for line in lines):
            return []
        total = arithmetic.get_total_discount(
            [
                (line.price_unit * line.product_uom_qty, line.price_subtotal)
                for line in lines
            ]
        )
        if not arithmetic.exceeds(total, limit):
            return []
        return [
            self.env._(
                "The discounts add up to %(discount)s %%, which exceeds the limit of "
                "%(limit)s %% (%(why)s).",
                discount=f"{total:.2f}".rstrip("0").rstrip("."),
                limit=f"{limit:g}",
                why=source,
            )
        ]

    def _get_delivery_days_warnings(self, days, source):
        if not self.commitment_date or not self.date_order:
            return []
        ordered, delivered = (
            fields.Datetime.context_timestamp(self, moment).date()
            for moment in (self.date_order, self.commitment_date)
        )
        promised = ordered + timedelta(days=days)
        if delivered == promised:
            return []
        values = {
            "given": format_date(self.env, delivered),
            "promised": format_date(self.env, promised),
            "days": days,
            "why": source,
        }
        if delivered < promised:
            return [
                self.env._(
                    "Delivery on %(given)s is earlier than promised: %(promised)s, "
                    "%(days)s day(s) after the order (%(why)s).",
                    **values,
                )
            ]
        return [
            self.env._(
                "Delivery on %(given)s is later than promised: %(promised)s, "
                "%(days)s day(s) after the order (%(why)s).",
                **values,
            )
        ]

    def _default_team_id(self):
        """The team agreed with the client comes before that of the salesperson."""
        # What has been agreed with the client of an order is no secret.
        client = self.sudo().partner_id.commercial_partner_id
        team = client.with_company(self.company_id).client_team_id
        return (
            self.env.context.get("default_team_id")
            or team.id
            or super()._default_team_id()
        )

    def action_confirm(self):
        self._log_broken_terms()
        return super().action_confirm()

    def _log_broken_terms(self):
        """Keep, on the order, what was broken when it was confirmed."""
        # Customers who confirm in the portal see no segments.
        broken = self.sudo().filtered("client_terms_state")
        messages = {
            order.id: self.env._(
                "Confirmed although it breaks the client's terms:\n%(warnings)s",
                warnings=order.client_terms_warning,
            )
            for order in broken
        }
        if messages:
            broken._message_log_batch(messages)


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _get_pricelist_discount(self, limit):
        """Return the discount that the client's pricelist gives on this line by
        itself; only asked for where it may matter."""
        self.ensure_one()
        # Which item applies costs queries for each line.
        items = self.order_id.pricelist_id.item_ids
        shows_discount = any(item._show_discount() for item in items)
        if self.discount <= limit or not shows_discount:
            return 0.0
        if not self.pricelist_item_id._show_discount():
            return 0.0
        full = self._get_pricelist_price_before_discount()
        return 100 * (full - self._get_pricelist_price()) / full if full else 0.0
