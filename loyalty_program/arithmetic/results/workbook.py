"""A result as a workbook whose formulas recompute it from what was measured."""

from odoo.addons.client_segmentation.arithmetic.comparison.power import (
    CONFIDENCE,
    POWER,
)

from ..business_case.sheets import MONEY, NUMBER, SHARE, Workbook
from .earned_back import FARTHEST, PACE_MONTHS
from .outcome import WORTHWHILE_SHARE

DATE = "yyyy-mm-dd"
MEMBERS, COMPARED, PLANNED = "#017e84", "#8f8f8f", "#e0a030"
INPUTS = (
    ("members", NUMBER),
    ("controls", NUMBER),
    ("margin_member", MONEY),
    ("margin_control", MONEY),
    ("adjustment", MONEY),
    ("margin_carried", MONEY),
    ("standard_error", MONEY),
    ("t_quantile", NUMBER),
    ("benefit_cost", MONEY),
    ("running_cost", MONEY),
    ("decided_low", MONEY),
    ("decided_high", MONEY),
)
# Key, style and formula; earlier results and words as {key}
RESULTS = (
    ("effect", MONEY, "margin_member-margin_control+adjustment+margin_carried"),
    ("margin_of_error", MONEY, "t_quantile*standard_error"),
    ("effect_low", MONEY, "{effect}-{margin_of_error}"),
    ("effect_high", MONEY, "{effect}+{margin_of_error}"),
    ("incremental_profit", MONEY, "{effect}*members"),
    ("incremental_low", MONEY, "{effect_low}*members"),
    ("incremental_high", MONEY, "{effect_high}*members"),
    ("cost", MONEY, "benefit_cost+running_cost"),
    ("net_effect", MONEY, "{incremental_profit}-{cost}"),
    ("net_low", MONEY, "{incremental_low}-{cost}"),
    ("net_high", MONEY, "{incremental_high}-{cost}"),
    ("roi", SHARE, "IF({cost}<=0,{no_cost},{net_effect}/{cost})"),
    ("roi_low", SHARE, "IF({cost}<=0,{no_cost},{net_low}/{cost})"),
    ("roi_high", SHARE, "IF({cost}<=0,{no_cost},{net_high}/{cost})"),
    ("left", MONEY, "MAX(0,-{net_effect})"),
    ("pace", MONEY, "AVERAGE({recent})"),
    (
        "months_to_go",
        NUMBER,
        "IF({left}<=0,0,IF({pace}<=0,{never},"
        f"IF({{left}}/{{pace}}>{FARTHEST},{{never}},{{left}}/{{pace}})))",
    ),
    (
        "detectable",
        MONEY,
        f"(NORMSINV({(1 + CONFIDENCE) / 2})+NORMSINV({POWER}))*standard_error",
    ),
    (
        "worthwhile",
        MONEY,
        f"IF({{cost}}>0,{{cost}}/members,{WORTHWHILE_SHARE}*ABS(margin_control))",
    ),
    (
        "verdict",
        NUMBER,
        "IF(decided_low*members>{cost},{pays},IF(decided_high*members<{cost},{loses},"
        "IF(decided_low>0,{helps},"
        "IF({detectable}>{worthwhile},{too_small},{no_effect}))))",
    ),
    ("size", NUMBER, "IF({detectable}>{worthwhile},{size_small},{size_enough})"),
)
WORDS = (
    *("no_cost", "never", "pays", "loses", "helps", "too_small", "no_effect"),
    *("size_small", "size_enough"),
)
# Column, style and formula in row {r}
MONTHS = (
    ("number", NUMBER, None),
    ("date", DATE, None),
    ("incremental_profit", MONEY, None),
    ("cost", MONEY, None),
    ("net", MONEY, "C{r}-D{r}"),
    ("cumulative", MONEY, "SUM(E$2:E{r})"),
    ("planned_net", MONEY, None),
    ("planned_cumulative", MONEY, "SUM(G$2:G{r})"),
    ("against_plan", MONEY, "F{r}-H{r}"),
)
GROUPS = (
    ("number", NUMBER, None),
    ("date", DATE, None),
    ("margin_member", MONEY, None),
    ("margin_control", MONEY, None),
    ("margin_difference", MONEY, "C{r}-D{r}"),
    ("orders_member", NUMBER, None),
    ("orders_control", NUMBER, None),
    ("orders_difference", NUMBER, "F{r}-G{r}"),
    ("buyers_member", SHARE, None),
    ("buyers_control", SHARE, None),
    ("buyers_difference", SHARE, "I{r}-J{r}"),
)
COMPARISON = ("members", "control", "raw", "adjusted", "low", "high")
STYLES = {"money": MONEY, "decimal": NUMBER, "number": NUMBER, "share": SHARE}
COMPARING = ("_control", "_difference")


class ResultWorkbook(Workbook):
    """Writes a result.

    ``figures``: inputs and results by key, ``months``: dictionaries in order, those
    before the launch included, ``comparison``: rows of members and those they are
    compared with. A result that is not ``is_measured`` has inputs, but nothing follows
    from them.
    """

    sheet_names = ("summary", "comparison", "months", "groups")
    styles = (MONEY, NUMBER, SHARE, DATE)

    def __init__(
        self, figures, months, labels, comparison=(), is_measured=True, is_decided=True
    ):
        super().__init__(labels)
        self.figures = figures
        self.comparison = comparison
        months = _complete(months)
        self.groups = [month for month in months if month["number"]]
        self.months = [month for month in months if month["number"] >= 0]
        self.is_measured = is_measured
        # A verdict that is not said today does not follow from the figures of today
        self.is_decided = is_decided

    def _write(self):
        self._write_summary()
        self._write_comparison()
        if self.months:
            self._write_months()
            self._write_groups()

    def _write_summary(self):
        sheet = self.sheets["summary"]
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, 2, 24)
        sheet.write_string(0, 0, self.labels["title"], self.bold)
        sheet.write_string(1, 0, self.labels["verdict_title"], self.bold)
        for row, key in enumerate(("verdict_words", "method", "inputs_hint"), start=2):
            sheet.write_string(row, 0, self.labels[key])
        row = 5
        for key, style in INPUTS:
            row += 1
            sheet.write_string(row, 0, self.labels[key])
            sheet.write_number(row, 1, self.figures[key], self.typed[style])
            place = self._place("summary", f"$B${row + 1}")
            self.book.define_name(key, f"={place}")
        if self.is_measured:
            self._write_results(sheet, row + 2)

    def _write_results(self, sheet, row):
        sheet.set_row(row, 30)
        self._write_heads(sheet, row, ("result", "by_formula", "by_odoo"))
        places = {key: self._word(key) for key in WORDS}
        last = 1 + len(self.months)
        first = max(3, last - PACE_MONTHS + 1)
        places["recent"] = self._place("months", f"$E${first}:$E${last}")
        for key, style, formula in RESULTS:
            row += 1
            written = "=" + formula.format(**places)
            places[key] = f"$B${row + 1}"
            value = self._get_value(key)
            sheet.write_string(row, 0, self.labels[f"result_{key}"])
            sheet.write_formula(row, 1, written, self.formats[style], value)
            if key in self.figures:
                sheet.write(row, 2, value, self.formats[style])
            if key == "verdict" and not self.is_decided:
                sheet.write_string(row, 1, value)

    def _get_value(self, key):
        """What is known already, for programs that show a workbook uncomputed."""
        if key in self.figures:
            return self.figures[key]
        return getattr(self, f"_get_{key}")()

    def _get_margin_of_error(self):
        return self.figures["t_quantile"] * self.figures["standard_error"]

    def _get_left(self):
        return max(0.0, -self.figures["net_effect"])

    def _get_pace(self):
        recent = [month["net"] for month in self.months[1:]][-PACE_MONTHS:]
        return sum(recent) / len(recent)

    def _get_months_to_go(self):
        left, pace = self._get_left(), self._get_pace()
        if not left:
            return 0.0
        if pace <= 0 or left / pace > FARTHEST:
            return self.labels["never"]
        return left / pace

    def _get_size(self):
        small = self.figures["detectable"] > self.figures["worthwhile"]
        return self.labels["size_small" if small else "size_enough"]

    def _write_comparison(self):
        """Raw and adjusted side by side: the first follows from the columns before."""
        sheet = self.sheets["comparison"]
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, len(COMPARISON), 18)
        sheet.set_row(0, 30)
        for column, key in enumerate(COMPARISON, start=1):
            sheet.write_string(0, column, self.labels[f"comparison_{key}"], self.head)
        for number, row in enumerate(self.comparison, start=1):
            look = self.formats[STYLES[row["style"]]]
            sheet.write_string(number, 0, row["label"])
            for column, key in enumerate(COMPARISON, start=1):
                if row[key] is None:
                    continue
                if key == "raw":
                    written = f"=B{number + 1}-C{number + 1}"
                    sheet.write_formula(number, column, written, look, row[key])
                else:
                    sheet.write_number(number, column, row[key], look)

    def _write_months(self):
        self._write_table("months", MONTHS, self.months)
        lines = [("planned_cumulative", PLANNED)]
        if self.is_measured:
            lines.insert(0, ("cumulative", MEMBERS))
        # By numbers: the launch and the first month begin on the same day
        self._draw("months", MONTHS, lines, self.months, "number")

    def _write_groups(self):
        columns, lines = GROUPS, [("margin_member", MEMBERS)]
        if self.figures["controls"]:
            lines.append(("margin_control", COMPARED))
        else:
            columns = [column for column in GROUPS if not column[0].endswith(COMPARING)]
        self._write_table("groups", columns, self.groups)
        self._draw("groups", columns, lines, self.groups, "date")

    def _write_table(self, name, columns, rows):
        sheet = self.sheets[name]
        sheet.freeze_panes(1, 2)
        sheet.set_row(0, 60)
        sheet.set_column(0, len(columns) - 1, 14)
        for column, (key, style, formula) in enumerate(columns):
            sheet.write_string(0, column, self.labels[f"{name}_{key}"], self.head)
            for row, month in enumerate(rows, start=1):
                if formula:
                    written = "=" + formula.format(r=row + 1)
                    look = self.formats[style]
                    sheet.write_formula(row, column, written, look, month[key])
                else:
                    look = self.formats if key in ("number", "date") else self.typed
                    sheet.write(row, column, month[key], look[style])

    def _draw(self, name, columns, lines, rows, along):
        """Lines over months, below their table."""
        drawn = self.book.add_chart({"type": "line"})
        keys = [column[0] for column in columns]
        area, x = (self.labels[name][:31], 1), keys.index(along)
        for key, colour in lines:
            column = keys.index(key)
            drawn.add_series(
                {
                    "name": self.labels[f"{name}_{key}"],
                    "categories": [*area, x, len(rows), x],
                    "values": [*area, column, len(rows), column],
                    "line": {"color": colour},
                }
            )
        self._name_chart(drawn, self.labels[f"{name}_chart"], width=760, height=320)
        look = {"num_format": "mm.yy"} if along == "date" else {}
        drawn.set_x_axis({"label_position": "low", "text_axis": True, **look})
        self.sheets[name].insert_chart(len(rows) + 2, 0, drawn)


def _complete(months):
    """What the formulas of the sheets of months give."""
    months = [dict(month) for month in months]
    cumulative = planned = 0.0
    for month in months:
        for name in ("margin", "orders", "buyers"):
            difference = month[f"{name}_member"] - month[f"{name}_control"]
            month[f"{name}_difference"] = difference
        if month["number"] >= 0:
            month["net"] = month["incremental_profit"] - month["cost"]
            cumulative += month["net"]
            planned += month["planned_net"]
            month["cumulative"], month["planned_cumulative"] = cumulative, planned
            month["against_plan"] = cumulative - planned
    return months
