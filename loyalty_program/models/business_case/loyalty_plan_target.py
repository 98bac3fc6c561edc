import ast
from datetime import datetime

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from odoo.addons.client_segmentation.arithmetic.core.horizon import get_utc_midnight
from odoo.addons.client_segmentation.models.core.doors import need_one
from odoo.addons.client_segmentation.models.core.facets import open_with_facet
from odoo.addons.client_segmentation.models.core.segment_columns import IS_CLIENT

from ...sql.business_case.baseline import select_baseline
from .loyalty_plan import DECIDERS

BASELINE = ("client_count", "orders_per_month", "average_order", "margin", "retention")
MONTHS_MAX = 60
ONE_DAY = relativedelta(days=1)


class LoyaltyPlan(models.Model):
    """Whom the program is for, and what these clients buy today."""

    _inherit = "loyalty.plan"

    is_targeted = fields.Boolean(
        string="Choose by Segment",
        compute="_compute_is_targeted",
        store=True,
        readonly=False,
        precompute=True,
        help="On: the clients are counted with a filter. Off: their number is "
        "entered by hand.",
    )
    target_domain = fields.Char(
        string="Target",
        # As of programs
        groups=DECIDERS,
        help="The clients the program is offered to, by segment or any other filter. "
        "The contacts of a client are counted once, with the client.",
    )
    client_count = fields.Integer(
        string="Target Clients",
        compute="_compute_client_count",
        store=True,
        readonly=False,
        precompute=True,
        help="Number of clients the program is offered to. Counted when the target "
        "changes.",
    )
    control_share = fields.Float(
        string="Control Group",
        compute="_compute_control_share",
        store=True,
        readonly=False,
        precompute=True,
        aggregator=None,
        groups=DECIDERS,
        help="Share of those who would join that is drawn at random to get nothing, "
        "so that the result can be measured. They neither cost nor bring anything.",
    )
    retention = fields.Float(
        aggregator=None,
        string="Yearly Retention",
        default=1.0,
        help="Share of these clients that still buy a year later, without the program.",
    )
    later_retention = fields.Float(
        string="Retention of the Second Year",
        aggregator=None,
        groups=DECIDERS,
        help="Of those who have stayed for a year, the share that stays for another. "
        "If it is higher than that of the first, retention flattens; 0 means that it "
        "is the same.",
    )
    baseline_months = fields.Integer(
        aggregator=None,
        string="Months to Read",
        default=12,
        help="Number of full calendar months of purchases the baseline is based on.",
    )
    # Period, counts and values as read, to say later where the figures come from
    baseline = fields.Json(groups=DECIDERS)
    baseline_note = fields.Char(
        string="Origin",
        compute="_compute_baseline_note",
        groups=DECIDERS,
    )

    @api.depends("target_domain")
    def _compute_is_targeted(self):
        for plan in self:
            plan.is_targeted = plan.is_targeted or bool(plan.target_domain)

    @api.depends("is_targeted", "target_domain")
    def _compute_client_count(self):
        for plan in self:
            if plan.is_targeted:
                plan.client_count = plan._count_target()
            elif not plan.client_count:
                plan.client_count = 100

    @api.depends("program_id")
    def _compute_control_share(self):
        for plan in self:
            plan.control_share = plan.program_id.control_share

    @api.depends("baseline", *BASELINE)
    @api.depends_context("lang")
    def _compute_baseline_note(self):
        for plan in self:
            plan.baseline_note = plan.baseline and plan._describe_baseline()

    @api.constrains("target_domain")
    def _check_target_domain(self):
        for plan in self.filtered("target_domain"):
            if plan._get_target_domain() is None:
                raise ValidationError(
                    self.env._(
                        "The target “%(domain)s” is not a filter of clients.",
                        domain=plan.target_domain,
                    )
                )

    @api.constrains("baseline_months")
    def _check_baseline_months(self):
        if any(not 1 <= plan.baseline_months <= MONTHS_MAX for plan in self):
            raise ValidationError(
                self.env._(
                    "The baseline must be based on 1 to %(months)s months.",
                    months=MONTHS_MAX,
                )
            )

    def action_read_baseline(self):
        need_one(self)
        self._check_draft()
        start, end = self._get_baseline_period()
        figures = self._read_baseline(start, end)
        if figures["orders"] == figures["unrated"]:
            self._raise_no_orders(figures, start, end - relativedelta(days=1))
        values = self._prepare_baseline(figures)
        origin = {
            "from": str(start),
            "to": str(end - relativedelta(days=1)),
            "orders": figures["orders"],
            "buyers": figures["buyers"],
            "unrated": figures["unrated"],
            "base": self._prepare_base(figures),
            "values": values,
        }
        self.write({**values, "baseline": origin})

    def _raise_no_orders(self, figures, start, last):
        days = {
            "start": format_date(self.env, start),
            "end": format_date(self.env, last),
        }
        if figures["orders"]:
            raise UserError(
                self.env._(
                    "All purchases of these clients from %(start)s to %(end)s are in a "
                    "currency without an exchange rate. Enter the rates first.",
                    **days,
                )
            )
        raise UserError(
            self.env._(
                "These clients have bought nothing from %(start)s to %(end)s.",
                **days,
            )
        )

    def action_open_target(self):
        need_one(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "client_segmentation.client_segment_partner_action"
        )
        return open_with_facet(action, self.name, self._get_clients_domain())

    def _get_company(self):
        return self.company_id or self.env.company

    def _get_companies(self):
        """Those that the result will count: the program runs in branches, too."""
        return self.program_id._get_companies_counted_in(self._get_company())

    def _get_target_domain(self):
        """The target as a domain, or None if it is none."""
        try:
            domain = Domain(ast.literal_eval(self.target_domain or "[]"))
            domain.validate(self.env["res.partner"].sudo())
        except (ValueError, SyntaxError, TypeError, KeyError):
            return None
        return domain

    def _get_clients_domain(self):
        """Clients are commercial entities: a contact's classes are its company's."""
        target = self._get_target_domain()
        return Domain.FALSE if target is None else self._limit_to_clients(target)

    def _limit_to_clients(self, target):
        companies = Domain("company_id", "in", [False, *self._get_companies().ids])
        return target & IS_CLIENT & companies

    def _count_target(self):
        partners = self.env["res.partner"].with_company(self._get_company())
        return partners.search_count(self._get_clients_domain())

    def _get_baseline_period(self):
        """The full months before this one, and the first day after them."""
        end = self._get_company()._get_segment_today().replace(day=1)
        return end - relativedelta(months=self.baseline_months), end

    def _read_baseline(self, start, end):
        """Sums over what the target has bought, by what the company counts as a
        purchase, in those of its companies that the user works in."""
        months = relativedelta(months=self.baseline_months)
        spans = start - months - months, start - months, start, end
        [row] = self.env.execute_query_dict(
            select_baseline(*self._get_purchases(start, spans))
        )
        return row

    def _get_purchases(self, start, days):
        """What a statement over purchases of the target is asked with: ``(parameters,
        ids of companies, query of clients, moments)``.

        :param start: the clients are those who had the classes before this day
        :param days: on which the spans begin and the last one ends
        """
        # Such statements read past Odoo's rules: of orders, these are all that bind a
        # head of sales.
        self.check_access("write")
        self.env["sale.order"].check_access("read")
        company = self._get_company()
        companies = self._get_companies()
        if not self.env.su:
            companies &= self.env.companies
        clients = None
        if self.is_targeted:
            partners = self.env["res.partner"].with_company(company)
            # Whoever has these classes today has bought for it: no survivors
            clients = partners._search(self._get_clients_at(start - ONE_DAY))
        self.env.flush_all()
        # What has been taken back by now was not kept.
        parameters = company._get_document_parameters(company._get_segment_today())
        moments = [get_utc_midnight(day, parameters.document_timezone) for day in days]
        return parameters, companies.ids, clients, moments

    def _prepare_baseline(self, figures):
        company, units = self._get_company(), 10 ** self._get_company_digits()
        revenue, margin = figures["revenue"] / units, figures["margin"] / units
        values = {
            # The program is for those who have the classes now
            "client_count": self._count_target()
            if self.is_targeted
            else figures["clients"],
            "orders_per_month": figures["orders"]
            / (figures["clients"] * self.baseline_months),
            "average_order": company.currency_id._convert(
                revenue / (figures["orders"] - figures["unrated"]),
                self.currency_id or company.currency_id,
                company,
                datetime.now().date(),
            ),
            "margin": min(max(margin / revenue, -1.0), 1.0) if revenue else 0.0,
        }
        if figures["earlier_buyers"]:
            kept = figures["kept_buyers"] / figures["earlier_buyers"]
            values["retention"] = kept ** (12 / self.baseline_months)
        if figures["twice_buyers"]:
            again = figures["thrice_buyers"] / figures["twice_buyers"]
            values["later_retention"] = again ** (12 / self.baseline_months)
        return values

    def _get_company_digits(self):
        return self._get_company().currency_id.decimal_places

    def _describe_baseline(self):
        origin = self.baseline
        note = self.env._(
            "Read from %(orders)s purchases of %(buyers)s clients, %(start)s to "
            "%(end)s",
            orders=origin["orders"],
            buyers=origin["buyers"],
            start=format_date(self.env, origin["from"]),
            end=format_date(self.env, origin["to"]),
        )
        if origin.get("unrated"):
            note += self.env._(
                "; %(count)s of them are in a currency without an exchange rate and "
                "are counted without their amounts",
                count=origin["unrated"],
            )
        changed = [
            self._fields[name]._description_string(self.env)
            for name, value in origin["values"].items()
            if abs(self[name] - value) > max(abs(value), 1.0) * 0.005
        ]
        if changed:
            note += self.env._("; changed since: %(names)s", names=", ".join(changed))
        return note
