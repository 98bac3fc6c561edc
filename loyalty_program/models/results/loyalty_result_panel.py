"""What the form shows: the verdict in words, the figures and where they come from."""

from odoo import api, fields, models
from odoo.tools import format_date
from odoo.tools.misc import formatLang

from ..business_case.percent import show_percent

GOOD = ("pays", "helps")
BAD = ("loses",)
UNSURE = ("too_small", "undecided", "doubtful")


class LoyaltyResult(models.Model):
    _inherit = "loyalty.result"

    panel = fields.Html(compute="_compute_panel", sanitize=False)

    @api.depends("verdict", "month_ids")
    @api.depends_context("lang")
    def _compute_panel(self):
        for result in self:
            result.panel = self.env["ir.qweb"]._render(
                "loyalty_program.result_panel", result._prepare_panel()
            )

    def _get_roi_remark(self):
        """The ROI with its interval, or why there is none; for salespeople, too."""
        self.ensure_one()
        label = self._get_label("method")
        if self.verdict == "none":
            return f"{label}: {self._get_reason()}"
        if not self.has_roi:
            return self.env._("Not defined: the program costs nothing")
        return self.env._(
            "%(low)s to %(high)s with 95%% confidence; %(method)s, %(date)s",
            low=self._percent(self.roi_low),
            high=self._percent(self.roi_high),
            method=label,
            date=format_date(self.env, self.as_of),
        )

    def _prepare_panel(self):
        return {
            "result": self,
            "tone": self._get_tone(),
            "title": self._get_title(),
            "words": self._get_words(),
            "notes": self._get_notes(),
            "cards": self._prepare_cards() if self.verdict != "none" else [],
            "sentence": self._get_sentence(),
            "table": self._prepare_table() if self.launched_on else [],
            "compared": self._get_label("method"),
            "charts": self._prepare_charts() if self.month_ids else [],
        }

    def _get_tone(self):
        if self.verdict in GOOD:
            return "success"
        return "danger" if self.verdict in BAD else "warning"

    def _get_title(self):
        return {
            "pays": self.env._("The program pays off"),
            "helps": self.env._(
                "It has an effect; whether it pays off is not certain yet"
            ),
            "no_effect": self.env._("No visible effect"),
            "loses": self.env._("The program loses money"),
            "too_small": self.env._("Too small to tell"),
            "undecided": self.env._("Not decided yet"),
            "doubtful": self.env._("The clients compared were not alike"),
            "none": self.env._("There is nothing to measure yet"),
        }[self.verdict]

    def _get_words(self):
        if self.verdict == "none":
            return self._get_reason()
        if self.verdict == "undecided":
            return self._say_undecided()
        look = self.decided_by_id
        if look and look.verdict == self.verdict:
            return self.env._(
                "Decided on %(date)s: %(words)s",
                date=format_date(self.env, look.as_of),
                words=look._get_words(),
            )
        low, high = self._get_deciding_limits()
        values = {
            "effect": self._cents(self.effect),
            "low": self._cents(low),
            "high": self._cents(high),
            "cost": self._cents(self.worthwhile),
            "members": self._number(self.needed_members),
            "control": self._number(self.needed_control),
        }
        return getattr(self, f"_say_{self.verdict}")(values)

    def _say_pays(self, values):
        return self.env._(
            "Each member brings in %(effect)s more margin than without the program, "
            "between %(low)s and %(high)s with 95%% confidence. Even the lowest "
            "value exceeds the %(cost)s that a member costs.",
            **values,
        )

    def _say_helps(self, values):
        return self.env._(
            "Each member brings in %(effect)s more margin than without the program, "
            "between %(low)s and %(high)s with 95%% confidence: this is not down to "
            "chance. Whether it covers the %(cost)s that a member costs is not "
            "certain yet.",
            **values,
        )

    def _say_no_effect(self, values):
        return self.env._(
            "The difference of %(effect)s per member may be due to chance (%(low)s "
            "to %(high)s), although the groups are large enough to detect a "
            "difference of %(cost)s, from which the program would be worthwhile.",
            **values,
        )

    def _say_loses(self, values):
        return self.env._(
            "Each member brings in %(effect)s more margin, at most %(high)s with "
            "95%% confidence, and costs %(cost)s.",
            **values,
        )

    def _say_too_small(self, values):
        words = self.env._(
            "The difference of %(effect)s per member may be due to chance (%(low)s "
            "to %(high)s).",
            **values,
        )
        return f"{words} {self._say_needed(values)}" if self.needed_members else words

    def _say_needed(self, values):
        if not self.needed_control:
            return self.env._(
                "To detect one of %(cost)s, it would take %(members)s members.",
                **values,
            )
        return self.env._(
            "To detect one of %(cost)s, it would take %(members)s members and "
            "%(control)s clients to compare with.",
            **values,
        )

    def _get_reason(self):
        return self._get_label("reason") or ""

    def _get_label(self, name):
        labels = dict(self._fields[name]._description_selection(self.env))
        return labels.get(self[name])

    def _get_notes(self):
        notes = self._get_check_notes()
        if self.control_count:
            notes.append(
                self.env._(
                    "Raw difference: members minus the clients compared, unadjusted. "
                    "Adjusted difference: compared class by class, taking previous "
                    "purchases into account where they are known. The result uses "
                    "the adjusted difference."
                )
            )
        if self.method == "similar":
            notes.append(
                self.env._(
                    "There is no control group. The members are compared with "
                    "clients who had bought as much well before the launch; clients "
                    "who join may differ from them in other ways, too."
                )
            )
        if self.method == "before":
            notes.append(
                self.env._(
                    "There is neither a control group nor similar clients. Seasons, "
                    "prices and everything else that changed count as an effect of "
                    "the program: treat it as an indication, not as proof."
                )
            )
        if self.is_adjusted:
            notes.append(
                self.env._(
                    "The difference takes into account what the clients had bought "
                    "before they were drawn; this makes the interval narrower."
                )
            )
        if self.left_out_count:
            notes.append(
                self.env._(
                    "%(count)s members are left out, with their cost and their share "
                    "of the plan: they had bought nothing before the launch, or "
                    "there is no client like them.",
                    count=self.left_out_count,
                )
            )
        if self.unrated_count:
            notes.append(
                self.env._(
                    "%(count)s orders in foreign currencies have no exchange rate "
                    "and are counted without their amounts.",
                    count=self.unrated_count,
                )
            )
        return notes

    def _prepare_cards(self):
        cards = [
            self._card_roi(),
            self._card_incremental(),
            self._card_cost(),
            self._card_break_even(),
        ]
        if self.verdict not in UNSURE:
            return cards
        # What may be chance does not stand out: what is known comes first
        roi, incremental, cost, break_even = cards
        uncertain = (incremental, break_even, roi)
        return [cost, *({**card, "defined": False} for card in uncertain)]

    def _card_roi(self):
        if not self.has_roi:
            return self._card(
                self.env._("Actual ROI"),
                self.env._("Not defined: the program costs nothing"),
            )
        return self._card(
            self.env._("Actual ROI"),
            self._percent(self.roi),
            self.env._("(incremental profit − cost) / cost"),
            self._between(self._percent(self.roi_low), self._percent(self.roi_high)),
            good=self._is_good(self.roi >= 0),
        )

    def _card_incremental(self):
        return self._card(
            self.env._("More margin"),
            self._money(self.incremental_profit),
            self.env._(
                "%(count)s members × %(effect)s",
                count=self.member_count,
                effect=self._cents(self.effect),
            ),
            self._between(
                self._money(self.incremental_low), self._money(self.incremental_high)
            ),
            good=self._is_good(self.incremental_profit >= 0),
        )

    def _card_cost(self):
        return self._card(
            self.env._("Cost of the program"),
            self._money(self.cost),
            self.env._("benefits granted + running costs as planned"),
            f"{self._money(self.benefit_cost)} + {self._money(self.running_cost)}",
        )

    def _card_break_even(self):
        shown = self._get_label("break_even")
        if self.break_even_on:
            shown = format_date(self.env, self.break_even_on)
        formula = self.break_even_on and self._get_label("break_even")
        return self._card(
            self.env._("Break-even"),
            shown,
            formula,
            good=self._is_good(self.break_even in ("reached", "none")),
        )

    def _is_good(self, value):
        """Neither good nor bad is what may be chance."""
        return None if self.verdict in (*UNSURE, "no_effect") else value

    def _card(self, title, value, formula="", numbers="", good=None):
        return {
            "title": title,
            "value": value,
            "formula": formula,
            "numbers": numbers,
            "good": good,
            "defined": len(value) < 20,
        }

    def _between(self, low, high):
        return self.env._("95%%: %(low)s to %(high)s", low=low, high=high)

    def _number(self, value, digits=0):
        return formatLang(self.env, value, digits=digits)

    def _decimal(self, value):
        return self._number(value, digits=2)

    def _percent(self, value, digits=1):
        return show_percent(self.env, value, digits)

    def _cents(self, value):
        """Amounts per client: on these the small ones count."""
        return formatLang(self.env, value, currency_obj=self.currency_id)

    def _money(self, value):
        return formatLang(
            self.env, value, currency_obj=self.currency_id, rounding_unit="units"
        )
