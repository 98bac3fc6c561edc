"""The charts of a result, drawn on the server: lines in a box, labels around it."""

from odoo import models
from odoo.tools import format_date

from ...arithmetic.results import chart

MEMBERS, COMPARED, PLANNED = "#017e84", "#8f8f8f", "#e0a030"
X_LABELS = 4


class LoyaltyResult(models.Model):
    _inherit = "loyalty.result"

    def _prepare_charts(self):
        months = self.month_ids.sorted("number")
        # A month that has only begun would look like a slump
        full = months.filtered(lambda month: month.number and not month.is_partial)
        since = months.filtered(lambda month: month.number >= 0)
        charts = [
            self._prepare_course(),
            self._prepare_groups(
                full, "margin", self._money, self.env._("Margin per client and month")
            ),
            self._prepare_groups(
                full,
                "buyers",
                self._whole_percent,
                self.env._("Clients who bought in the month"),
            ),
            self._prepare_cumulative(since),
            self._prepare_enrolment(since.filtered("number")),
        ]
        return [drawn for drawn in charts if drawn]

    def _prepare_course(self):
        """What was planned and what came, from one measurement to the next."""
        if self.verdict == "none":
            return None
        results = self.search(
            [
                ("program_id", "=", self.program_id.id),
                ("company_id", "=", self.company_id.id),
                ("as_of", "<=", self.as_of),
                ("verdict", "!=", "none"),
            ],
            order="as_of, id",
        )
        lines = [
            (self.env._("Measured"), MEMBERS, results.mapped("effect")),
            (self.env._("At least, 95%"), COMPARED, results.mapped("effect_low")),
            (self.env._("At most, 95%"), COMPARED, results.mapped("effect_high")),
        ]
        planned = results.mapped("planned_effect")
        if any(planned):
            lines.append((self.env._("Planned"), PLANNED, planned))
        title = self.env._("More margin per member since the launch, by measurement")
        return self._draw(title, lines, results, self._cents, day="as_of")

    def _prepare_groups(self, months, name, show, title):
        lines = [(self.env._("Members"), MEMBERS, months.mapped(f"{name}_member"))]
        if self.control_count:
            label = self._get_label("method")
            lines.append((label, COMPARED, months.mapped(f"{name}_control")))
        launch = len(months.filtered(lambda month: month.number < 0))
        return self._draw(title, lines, months, show, launch)

    def _prepare_cumulative(self, months):
        lines = []
        if self.verdict != "none":
            lines.append((self.env._("Actual"), MEMBERS, months.mapped("cumulative")))
        plan = months.mapped("planned_cumulative")
        if any(plan):
            lines.append((self.env._("Planned"), PLANNED, plan))
        title = self.env._("Cumulative cash flow, plan against actual")
        return lines and self._draw(title, lines, months, self._money)

    def _prepare_enrolment(self, months):
        lines = [(self.env._("Members"), MEMBERS, months.mapped("members"))]
        title = self.env._("Members at the end of the month")
        return self._draw(title, lines, months, self._number)

    def _whole_percent(self, value):
        return self._percent(value, digits=0)

    def _draw(self, title, lines, months, show, launch=None, day="date"):
        if len(months) < 2:
            return None
        ticks = chart.scale(*(values for _label, _color, values in lines))
        span = ticks[-1] - ticks[0]
        return {
            "title": title,
            "legend": [(label, color) for label, color, _values in lines],
            "lines": [
                (color, chart.draw(values, ticks, len(months)))
                for _label, color, values in lines
            ],
            "ticks": [
                ((ticks[-1] - tick) / span * 100, show(tick), not tick)
                for tick in ticks
            ],
            "labels": self._get_labels(months.mapped(day)),
            # Between the last month before and the first one after
            "launch": launch and chart.get_x(launch - 0.5, len(months)),
            "width": chart.WIDTH,
            "height": chart.HEIGHT,
        }

    def _get_labels(self, days):
        step = -(-len(days) // X_LABELS)
        last = len(days) - 1
        return [
            (
                place / last * 100,
                format_date(self.env, day, date_format="MMM yy"),
            )
            for place, day in enumerate(days)
            if not place % step
        ]
