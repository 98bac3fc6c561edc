from typing import NamedTuple

from odoo import fields, models
from odoo.tools import format_amount, format_date, format_list

from ..dossier.key_account_dossier_profile import PROFILE_FIELDS

STAKEHOLDER_FIELDS = ("role", "attitude", "attitude_wanted", "owner_id")
COMPETITOR_FIELDS = ("product", "strengths", "weaknesses", "counter_move")


class SectionState(NamedTuple):
    """What a review tells about a section before anybody looks at it."""

    changed_on: object
    filled: float
    hint: str | bool


class KeyAccountDossier(models.Model):
    """How complete and how fresh each section of a dossier is.

    A module that adds a section to the review adds ``_get_state_of_<section>``.
    """

    _inherit = "key.account.dossier"

    def _get_section_state(self, section):
        self.ensure_one()
        return getattr(self, f"_get_state_of_{section}")()

    def _get_state_of_profile(self):
        empty = [name for name in sorted(PROFILE_FIELDS) if not self[name]]
        filled = 100 * (1 - len(empty) / len(PROFILE_FIELDS))
        labels = self.fields_get(empty, ["string"]) if empty else {}
        hint = bool(empty) and self.env._(
            "Empty: %(fields)s",
            fields=format_list(self.env, [labels[name]["string"] for name in empty]),
        )
        return SectionState(self.profile_date, filled, hint)

    def _get_state_of_stakeholders(self):
        people = self.stakeholder_ids
        if not people:
            return self._empty_section(
                self.env._("No stakeholder has been entered yet.")
            )
        hints = []
        if "decider" not in people.mapped("role"):
            hints.append(self.env._("No decision maker has been entered."))
        former = people.filtered("is_former")
        if former:
            names = format_list(self.env, former.mapped("partner_id.name"))
            hints.append(self.env._("Left the client: %(names)s.", names=names))
        if self.untouched_count:
            hints.append(
                self.env._("Contact overdue: %(count)s", count=self.untouched_count)
            )
        filled = people._get_filled(STAKEHOLDER_FIELDS)
        return SectionState(people._get_changed_on(), filled, " ".join(hints) or False)

    def _get_state_of_dates(self):
        dates = self.date_ids
        if not dates:
            return self._empty_section(
                self.env._("No important date has been entered.")
            )
        return SectionState(dates._get_changed_on(), 100.0, False)

    def _get_state_of_competitors(self):
        competitors = self.competitor_ids
        if not competitors:
            return self._empty_section(self.env._("No competitor has been entered."))
        threats = competitors.filtered(lambda c: c.threat == "3" and not c.counter_move)
        hint = bool(threats) and self.env._(
            "No counter-move against %(names)s.",
            names=format_list(self.env, threats.mapped("name")),
        )
        filled = competitors._get_filled(COMPETITOR_FIELDS)
        return SectionState(competitors._get_changed_on(), filled, hint)

    def _get_state_of_plan(self):
        plans = self._get_unfinished_plans()
        changes = [self.plan_ids._get_changed_on()]
        changes.append(self.plan_ids.result_ids._get_changed_on())
        changed_on = max(filter(None, changes), default=False)
        if not plans:
            return SectionState(
                changed_on, 0.0, self.env._("Nothing has been planned.")
            )
        overdue = self.plan_overdue_count
        hint = bool(overdue) and self.env._(
            "Overdue objectives: %(count)s", count=overdue
        )
        return SectionState(changed_on, 100.0, hint)

    def _get_state_of_score(self):
        last = self._get_scores()[-1:]
        if not last:
            return self._empty_section(self.env._("Never scored."))
        filled = 100 * last.rated_count / len(last.line_ids)
        hint = self.env._("Scored on %(date)s", date=format_date(self.env, last.date))
        return SectionState(last.date, filled, hint)

    def _get_state_of_contacts(self):
        counting = self.contact_ids.filtered(lambda one: not one.withdrawn_date)
        last = max(counting.mapped("date"), default=False)
        if not last:
            return self._empty_section(self.env._("No contact has been logged."))
        return SectionState(last, 100.0, False)

    def _get_state_of_figures(self):
        """Figures are Odoo's: what is to be looked at is what they say."""
        months = self.revenue_months
        if not months:
            return self._empty_section(self.env._("No purchases within 24 months."))
        hints = []
        if self.revenue_last_year:
            hints.append(
                self.env._(
                    "Revenue against the year before: %(change)s %%",
                    change=f"{100 * self.revenue_change:+.0f}",
                )
            )
        if self.overdue_amount:
            amount = format_amount(
                self.env, self.overdue_amount, self.figures_currency_id
            )
            hints.append(self.env._("Overdue debt: %(amount)s", amount=amount))
        hint = " · ".join(hints) or False
        return SectionState(fields.Date.context_today(self), 100.0, hint)

    def _get_state_of_whitespace(self):
        if not self.whitespace_date:
            return self._empty_section(self.env._("Never compared."))
        day = fields.Datetime.context_timestamp(self, self.whitespace_date).date()
        gaps = self.whitespace_ids.filtered(lambda gap: (gap.potential or 0) > 0)
        hint = bool(gaps) and self.env._(
            "Potential: %(amount)s in %(names)s",
            amount=format_amount(
                self.env, sum(gaps.mapped("potential")), self.figures_currency_id
            ),
            names=format_list(self.env, gaps[:3].categ_id.mapped("name")),
        )
        return SectionState(day, 100.0, hint)

    def _get_state_of_satisfaction(self):
        answers = self.satisfaction_ids.filtered("is_answered")
        if not answers:
            return self._empty_section(self.env._("Nobody has answered yet."))
        filled = 100 * len(answers) / len(self.satisfaction_ids)
        hints = []
        if self.nps is not False:
            hints.append(self.env._("NPS: %(nps)s", nps=f"{self.nps:+.0f}"))
        angry = answers.filtered(lambda one: one.group == "detractor").partner_id
        if angry:
            names = format_list(self.env, angry.mapped("name"))
            hints.append(self.env._("Would not recommend us: %(names)s", names=names))
        last = max(answers.mapped("date_done"))
        return SectionState(last, filled, " · ".join(hints) or False)

    def _empty_section(self, hint):
        return SectionState(False, 0.0, hint)
