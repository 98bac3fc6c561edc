"""How a result is measured: sums from the database, arithmetic in plain Python."""

from odoo import api, fields, models

from odoo.addons.client_segmentation.arithmetic.comparison import Comparison
from odoo.addons.client_segmentation.arithmetic.core.horizon import get_utc_midnight
from odoo.addons.client_segmentation.sql.documents.sums import MEASURES

from ...arithmetic import business_case as finance
from ...arithmetic import results as measurement
from ...sql.results import result as statements

MONTHS_BEFORE = 12
DAYS_OF_YEAR = 365.25
DAYS_OF_MONTH = DAYS_OF_YEAR / 12
# Of a year, to know how many clients stay
LIFETIME_FROM = 0.24
RUNNING_COSTS = ("cost_one_off", "cost_monthly", "cost_per_member")


class LoyaltyResult(models.Model):
    _inherit = "loyalty.result"

    @api.model
    def _measure(self, program, company, as_of=None):
        """Measure a program in a company as of the end of a day, today by default.
        It takes the place of another result of that day."""
        # Whoever may start it, the documents of all salespeople count
        results = self.sudo().with_company(company)
        program = program.sudo().with_company(company)
        as_of = as_of or company._get_segment_today()
        self.env.flush_all()
        others = results.search(
            [("program_id", "=", program.id), ("company_id", "=", company.id)]
        )
        values = results._prepare_result(program, company, as_of)
        others.filtered(lambda result: result.as_of == as_of).unlink()
        result = results._machine_create([values])
        (others.exists() | result)._mark_latest()
        return result

    def _mark_latest(self):
        latest = self.sorted(lambda result: (result.as_of, result.id))[-1:]
        (self - latest).filtered("is_latest")._machine_write({"is_latest": False})
        latest._machine_write({"is_latest": True})

    @api.model
    def _prepare_result(self, program, company, as_of):
        values = {
            "program_id": program.id,
            "company_id": company.id,
            "currency_id": company.currency_id.id,
            "user_id": self.env.uid,
            "as_of": as_of,
            "method": "none",
            "verdict": "none",
            "reason": "no_members",
            "roi_planned": program.roi_planned,
        }
        [(launched_on,)] = self.env["loyalty.member"]._read_group(
            [("program_id", "=", program.id)], aggregates=["joined_on:min"]
        )
        if not launched_on or company not in program._get_measured_companies():
            return values
        values["launched_on"] = launched_on
        if launched_on > as_of:
            return {**values, "reason": "not_started"}
        return {**values, **self._prepare_figures(program, company, launched_on, as_of)}

    @api.model
    def _prepare_figures(self, program, company, launched_on, as_of):
        span = self._get_span(program, company, launched_on, as_of)
        drawn = self._select_sums(span, statements.select_drawn(span))
        comparison = Comparison.choose(
            drawn, lambda: self._select_sums(span, statements.select_similar(span))
        )
        redrawn = self._redraw(program, span, comparison)
        program._plan_looks(launched_on)
        look = self._get_look(program, company, launched_on, as_of)
        members = sum(row["clients"] for row in drawn if row["is_member"])
        exempt = self._count_exempt(program, as_of)
        joined = members + exempt
        compared = comparison.members / joined if joined else 1.0
        timeline = self._get_timeline(span, program, comparison, compared)
        since = timeline.days[timeline.before :]
        liability = self._prepare_liability_months(program, span, since)
        limits = self._get_limits(span, comparison, redrawn, look)
        outcome = self._get_outcome(span, comparison, timeline, limits)
        values = {
            **self._prepare_method(comparison, members, exempt),
            **self._prepare_means(span, comparison),
            **self._prepare_outcome(outcome, comparison, timeline),
            **self._prepare_break_even(outcome, comparison, timeline),
            **self._prepare_lifetime(program, comparison, span),
            **self._prepare_points(program, span),
            "month_ids": [
                fields.Command.create({**vals, **liability.get(vals["number"], {})})
                for vals in timeline.get_months(comparison, outcome.effect.is_defined)
            ],
            **self._prepare_checks(program, span, comparison),
            **self._prepare_redrawn(redrawn, span, outcome),
            "planned_effect": self._get_planned_effect(program, span, timeline),
        }
        return {**values, **self._prepare_verdict(outcome, look, values["method"])}

    @api.model
    def _get_span(self, program, company, launched_on, as_of):
        return statements.Span(
            program_id=program.id,
            company_ids=tuple(program._get_companies_counted_in(company).ids),
            home_id=None if program.company_id else company.id,
            launched_on=launched_on,
            as_of=as_of,
            documents=company._get_document_parameters(as_of),
        )

    @api.model
    def _select_sums(self, span, clients):
        return self._select(statements.select_sums(span, clients))

    @api.model
    def _select(self, statement):
        return self.env.execute_query_dict(statement)

    @api.model
    def _get_timeline(self, span, program, comparison, compared):
        """Cost and effect are of the same members: those compared, the share
        ``compared`` of all."""
        months = len(measurement.get_first_days(span.launched_on, span.as_of, 0))
        before = min(months, MONTHS_BEFORE)
        days = measurement.get_first_days(span.launched_on, span.as_of, before)
        clients, matched = statements.select_drawn(span), None
        if comparison.method == "similar":
            clients = statements.select_similar(span)
            strata = {row["stratum"] for row in comparison.rows}
            matched = statements.select_matched(span, strata)
        bounds = [get_utc_midnight(day, span.timezone) for day in days]
        running, planned = self._get_plan(span, program, compared)
        return measurement.Timeline(
            launched_on=span.launched_on,
            as_of=span.as_of,
            before=before,
            purchases=self._select(statements.select_months(span, clients, bounds)),
            costs=self._select(statements.select_costs(span, days[before:], matched)),
            enrolment=self._select(statements.select_enrolment(span, days[before:])),
            running=running,
            planned=planned,
            unit=span.documents.cents_per_unit,
        )

    @api.model
    def _get_plan(self, span, program, compared):
        """Running costs and net flows of the approved business case, by the share of
        members compared; of a program of several companies, by the members drawn in
        this one, too."""
        plan = program.approved_plan_id
        if not plan:
            return (0.0, 0.0, 0.0), {}
        company = self.env.company
        assumptions = plan.snapshot["assumptions"]
        share = compared * self._get_share_of_members(program, company)

        def convert(amount, part=share):
            return part * plan.currency_id._convert(
                amount, company.currency_id, company, span.as_of, round=False
            )

        one_off, monthly, joining = (assumptions.get(name, 0) for name in RUNNING_COSTS)
        running = convert(one_off), convert(monthly), convert(joining, compared)
        planned = {month.number: convert(month.net) for month in plan.month_ids}
        return running, planned

    @api.model
    def _get_share_of_members(self, program, company):
        if program.company_id:
            return 1.0
        members = self.env["loyalty.member"]
        domain = [("program_id", "=", program.id), ("group", "=", "member")]
        total = members.search_count(domain)
        ours = members.search_count([*domain, ("company_id", "=", company.id)])
        return ours / total if total else 1.0

    @api.model
    def _get_outcome(self, span, comparison, timeline, limits):
        unit = span.documents.cents_per_unit
        return measurement.Outcome(
            effect=comparison.get_effect("margin").divided_by(unit),
            members=comparison.members,
            controls=comparison.controls,
            cost=timeline.cost,
            cost_in_margin=timeline.cost_in_margin,
            usual=comparison.mean(False, "margin_sum_y") / unit,
            limits=limits,
        )

    @api.model
    def _prepare_method(self, comparison, members, exempt):
        return {
            "method": comparison.method,
            "member_count": comparison.members,
            "control_count": comparison.controls,
            "left_out_count": members - comparison.members,
            "exempt_count": exempt,
            "unrated_count": sum(row["unrated"] for row in comparison.rows),
            "is_adjusted": comparison.method == "control"
            and bool(comparison.get_slope("margin")),
        }

    @api.model
    def _prepare_means(self, span, comparison):
        values = {}
        for is_member, name in ((True, "member"), (False, "control")):
            for measure in MEASURES:
                unit = 1 if measure == "orders" else span.documents.cents_per_unit
                mean = comparison.mean(is_member, f"{measure}_sum_y")
                values[f"{measure}_{name}"] = mean / unit
            before = comparison.mean(is_member, "margin_sum_x")
            values[f"margin_{name}_before"] = before / span.documents.cents_per_unit
            bought = comparison.count(is_member, "bought_before")
            values[f"retention_{name}"] = (
                comparison.count(is_member, "came_back") / bought if bought else 0.0
            )
        for measure in ("revenue", "orders"):
            unit = 1 if measure == "orders" else span.documents.cents_per_unit
            effect = comparison.get_effect(measure).divided_by(unit)
            if effect.is_defined:
                values[f"{measure}_effect"] = effect.value
                values[f"{measure}_error"] = effect.margin_of_error()
        return values

    @api.model
    def _prepare_outcome(self, outcome, comparison, timeline):
        values = {
            "reason": outcome.effect.reason,
            "benefit_cost": timeline.benefit_cost,
            "running_cost": timeline.running_cost,
            "cost": outcome.cost,
        }
        if not outcome.effect.is_defined:
            if not any(row["revenue_sum_yy"] for row in comparison.rows):
                values["reason"] = outcome.members > 1 and "no_orders" or "no_members"
            return values
        for name, interval in (
            ("effect", outcome.interval),
            ("incremental", outcome.incremental),
            ("net", outcome.net),
            ("roi", outcome.roi or (0.0, 0.0, 0.0)),
        ):
            likely = {"incremental": "incremental_profit", "net": "net_effect"}
            names = f"{name}_low", likely.get(name, name), f"{name}_high"
            values.update(zip(names, interval, strict=True))
        needed_members, needed_control = outcome.needed
        return {
            **values,
            "margin_carried": outcome.carried,
            "has_roi": outcome.roi is not None,
            "detectable": outcome.detectable,
            "worthwhile": outcome.worthwhile,
            "needed_members": needed_members,
            "needed_control": needed_control,
        }

    @api.model
    def _prepare_break_even(self, outcome, comparison, timeline):
        if not outcome.effect.is_defined or outcome.cost <= 0:
            return {"break_even": "none"}
        word, months = timeline.earned_back(comparison)
        if months is None:
            return {"break_even": word}
        whole = fields.Date.add(timeline.launched_on, months=int(months))
        days = round((months - int(months)) * DAYS_OF_MONTH)
        return {
            "break_even": word,
            "break_even_on": fields.Date.add(whole, days=days),
        }

    @api.model
    def _prepare_lifetime(self, program, comparison, span):
        rate = self._get_assumption(program, "yearly_rate")
        if rate is None:
            rate = self.env.company.segment_policy_id.ltv_discount / 100
        values = {}
        for is_member, name in ((True, "member"), (False, "control")):
            years = comparison.mean(is_member, "days") / DAYS_OF_YEAR
            bought = comparison.count(is_member, "bought_before")
            if years < LIFETIME_FROM or not bought:
                continue
            margin = comparison.mean(is_member, "margin_sum_y") / years
            kept = comparison.count(is_member, "came_back") / bought
            value = finance.lifetime_value(margin, kept ** (1 / years), rate)
            if value.is_defined:
                unit = span.documents.cents_per_unit
                values[f"lifetime_{name}"] = value.value / unit
        return values

    @api.model
    def _prepare_points(self, program, span):
        [row] = self._select(statements.select_points(span))
        issued, used, balance = (
            float(row[name]) for name in ("issued", "used", "balance")
        )
        values = {
            "points_issued": issued,
            "points_used": used,
            "points_balance": balance,
            "redemption_rate": used / issued if issued else 0.0,
            "breakage": max(issued - used - balance, 0) / issued if issued else 0.0,
        }
        liability = self._prepare_liability(
            program, issued, used, balance, float(row["cost"])
        )
        return {**values, **liability}

    @api.model
    def _prepare_liability(self, program, issued, used, balance, cost):
        """What a point costs is known once points were used."""
        if not used:
            return {"points_valued": "unknown" if balance else False}
        redemption = self._get_assumption(program, "redemption")
        if redemption is None:
            valued, owed = "all", balance
        else:
            out = (issued, used, balance, redemption)
            exceeded = finance.is_redemption_exceeded(*out)
            valued = "exceeded" if exceeded else "expected"
            owed = finance.points_owed(*out)
        return {"points_valued": valued, "points_liability": owed * cost / used}

    @api.model
    def _get_assumption(self, program, name):
        plan = program.approved_plan_id
        return plan.snapshot["assumptions"].get(name) if plan else None
