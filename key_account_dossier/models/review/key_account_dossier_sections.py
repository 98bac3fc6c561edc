from typing import NamedTuple

from odoo import models
from odoo.tools import format_date, format_list

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

    def _empty_section(self, hint):
        return SectionState(False, 0.0, hint)
