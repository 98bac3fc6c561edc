"""A business case as a workbook whose formulas recompute it.

The inputs have names, the cash flow and the results are formulas over them: whoever
changes an input in a spreadsheet sees what follows. The risk analysis is the one of
the case; draws cannot be redone by a formula.
"""

import io

from .chart import BARS, BINS
from .present_value import periodic_rate
from .ramp import ramp_share
from .risk import DRAWS, SEED, tornado
from .statistic import percentile

MONEY, NUMBER, SHARE = "#,##0.00", "#,##0.####", "0.00%"
# Beyond 1,000 % a yearly rate only says that it is huge
RATE = '[>10]">1,000%";0.00%'
INPUTS = (
    ("clients", NUMBER),
    ("enrolment", SHARE),
    ("orders_per_month", NUMBER),
    ("average_order", MONEY),
    ("margin", SHARE),
    ("retention", SHARE),
    ("frequency_uplift", SHARE),
    ("order_uplift", SHARE),
    ("retention_uplift", SHARE),
    ("referral_rate", SHARE),
    ("cost_one_off", MONEY),
    ("cost_monthly", MONEY),
    ("cost_per_member", MONEY),
    ("cost_per_order", MONEY),
    ("discount", SHARE),
    ("reward_cost", MONEY),
    ("reward_share", SHARE),
    ("redemption", SHARE),
    ("redemption_lag", NUMBER),
    ("yearly_rate", SHARE),
)
DERIVED = (
    ("members", NUMBER, "clients*enrolment"),
    ("stays", SHARE, "MIN(1,MAX(0,retention+retention_uplift))^(1/12)"),
    ("stayed", SHARE, "retention^(1/12)"),
    ("program_order", MONEY, "average_order*(1+order_uplift)"),
    ("program_frequency", NUMBER, "orders_per_month*(1+frequency_uplift)"),
    (
        "reward_per_order",
        MONEY,
        "(reward_cost+reward_share*program_order)*redemption",
    ),
    (
        "order_contribution",
        MONEY,
        "program_order*(margin-discount)-cost_per_order-reward_per_order",
    ),
    ("monthly_rate", SHARE, "(1+yearly_rate)^(1/12)-1"),
)
# Column, its formula in row {r} after row {p}, and the one of the launch. {m} is the
# column of months, {earned} the one of what orders earn.
FLOW = (
    ("month", NUMBER, None, None),
    ("share", SHARE, None, None),
    ("joining", NUMBER, "members*(B{r}-B{p})", "0"),
    ("brought", NUMBER, "referral_rate/12*E{p}", "0"),
    ("enrolled", NUMBER, "E{p}*stays+C{r}", "0"),
    ("referred", NUMBER, "F{p}*stays+D{r}", "0"),
    ("members", NUMBER, "E{r}+F{r}", "0"),
    ("baseline", NUMBER, "H{p}*stayed+C{r}", "0"),
    ("orders", NUMBER, "program_frequency*G{r}", "0"),
    ("revenue", MONEY, "I{r}*program_order", "0"),
    (
        "incremental_profit",
        MONEY,
        "margin*(J{r}-orders_per_month*H{r}*average_order)",
        "0",
    ),
    ("earned", MONEY, "reward_per_order*I{r}", "0"),
    (
        "liability",
        MONEY,
        'SUMIFS({earned},{m},">"&(A{r}-redemption_lag),{m},"<="&A{r})',
        "0",
    ),
    ("redeemed", MONEY, "SUMIFS({earned},{m},A{r}-redemption_lag){last}", "0"),
    (
        "cost",
        MONEY,
        "cost_monthly+cost_per_member*(C{r}+D{r})+cost_per_order*I{r}"
        "+discount*J{r}+N{r}",
        "cost_one_off",
    ),
    ("net", MONEY, "K{r}-O{r}", "K{r}-O{r}"),
    ("cumulative", MONEY, "Q{p}+P{r}", "P{r}"),
    ("present_value", MONEY, "P{r}/(1+monthly_rate)^A{r}", "P{r}"),
    ("in_the_red", NUMBER, "IF(Q{r}<0,A{r},-1)", "IF(Q{r}<0,A{r},-1)"),
)
LAUNCH_ROW = 2


class CaseWorkbook:
    """Writes a business case; ``labels`` are the words of all keys used here."""

    def __init__(self, case, simulation, ranges, labels):
        self.case = case
        self.simulation = simulation
        self.ranges = ranges
        self.labels = labels
        self.last_row = LAUNCH_ROW + case.horizon

    def render(self):
        # As in Odoo's own exports, only loaded where it is used
        import xlsxwriter  # noqa: PLC0415

        output = io.BytesIO()
        with xlsxwriter.Workbook(output, {"in_memory": True}) as self.book:
            self.bold = self.book.add_format({"bold": True})
            self.head = self.book.add_format(
                {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
            )
            self.formats = {
                style: self.book.add_format({"num_format": style})
                for style in (MONEY, NUMBER, SHARE, RATE)
            }
            self.typed = {
                style: self.book.add_format(
                    {
                        "num_format": style,
                        "font_color": "#0000ff",
                        "bg_color": "#fff9e5",
                    }
                )
                for style in (MONEY, NUMBER, SHARE, RATE)
            }
            # The director's page first
            names = ("results", "inputs", "cash_flow", "risk")
            self.sheets = {name: self._add_sheet(name) for name in names}
            self._write_inputs()
            self._write_flow()
            self._write_results()
            self._write_risk()
        return output.getvalue()

    def _add_sheet(self, name):
        sheet = self.book.add_worksheet(self.labels[name][:31])
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _place(self, sheet, cell):
        name = self.labels[sheet][:31].replace("'", "''")
        return f"'{name}'!{cell}"

    def _column(self, name, launch=True):
        letter = chr(ord("A") + [column[0] for column in FLOW].index(name))
        first = LAUNCH_ROW + (0 if launch else 1)
        place = f"${letter}${first}:${letter}${max(self.last_row, first)}"
        return self._place("cash_flow", place)

    def _write_inputs(self):
        sheet = self.sheets["inputs"]
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, 1, 18)
        sheet.write_string(0, 0, self.labels["title"], self.bold)
        sheet.write_string(1, 0, self.labels["inputs_hint"])
        row = 2
        for key, style in INPUTS:
            row = self._write_named(sheet, row, key)
            sheet.write_number(row, 1, getattr(self.case, key), self.typed[style])
        if self._is_linear():
            row = self._write_named(sheet, row, "ramp_months")
            sheet.write_number(row, 1, len(self.case.ramp), self.typed[NUMBER])
        row += 1
        for key, style, formula in DERIVED:
            row = self._write_named(sheet, row, key)
            value = self._get_derived()[key]
            sheet.write_formula(row, 1, f"={formula}", self.formats[style], value)

    def _get_derived(self):
        case = self.case
        return {
            "members": case.members,
            "stays": case.monthly_retention,
            "stayed": case.monthly_baseline_retention,
            "program_order": case.program_order,
            "program_frequency": case.program_frequency,
            "reward_per_order": case.reward_per_order,
            "order_contribution": case.order_contribution,
            "monthly_rate": periodic_rate(case.yearly_rate),
        }

    def _write_named(self, sheet, row, key):
        row += 1
        sheet.write_string(row, 0, self.labels[key])
        self.book.define_name(key, "=" + self._place("inputs", f"$B${row + 1}"))
        return row

    def _is_linear(self):
        ramp = self.case.ramp
        return all(
            abs(share - month / len(ramp)) < 1e-9
            for month, share in enumerate(ramp, start=1)
        )

    def _write_flow(self):
        sheet = self.sheets["cash_flow"]
        sheet.freeze_panes(1, 1)
        sheet.set_row(0, 45)
        sheet.set_column(0, len(FLOW) - 1, 13)
        for column, (key, *_rest) in enumerate(FLOW):
            sheet.write_string(0, column, self.labels[f"flow_{key}"], self.head)
        known = self._get_known_columns()
        for month in range(self.case.horizon + 1):
            self._write_month(sheet, month, known)

    def _get_known_columns(self):
        """What is known already, for programs that show a workbook uncomputed."""
        rows, enrolled, cumulative = [], 0.0, 0.0
        for month in self.case.months:
            brought = self.case.referral_rate / 12 * enrolled if month.number else 0.0
            row = self._get_known_members(month.number, enrolled, brought)
            enrolled = row["enrolled"]
            cumulative += month.net
            rows.append(row | self._get_known_money(month, enrolled, cumulative))
        return rows

    def _get_known_members(self, number, before, brought):
        case = self.case
        share = ramp_share(case.ramp, number)
        joining = case.members * (share - ramp_share(case.ramp, number - 1))
        return {
            "share": share,
            "joining": joining,
            "brought": brought,
            "enrolled": before * case.monthly_retention + joining,
            "baseline": case.membership[number - 1].baseline if number else 0.0,
        }

    def _get_known_money(self, month, enrolled, cumulative):
        case, number = self.case, month.number
        rate = periodic_rate(case.yearly_rate)
        names = ("members", "orders", "incremental_profit", "liability", "cost", "net")
        return {
            **{name: getattr(month, name) for name in names},
            "referred": month.members - enrolled,
            "revenue": month.orders * case.program_order,
            "earned": case.get_earned(number),
            "redeemed": case.get_redeemed(number) if number else 0.0,
            "cumulative": cumulative,
            "present_value": month.net / (1 + rate) ** number,
            "in_the_red": number if cumulative < 0 else -1,
        }

    def _write_month(self, sheet, month, known):
        row = LAUNCH_ROW - 1 + month
        words = {
            "r": row + 1,
            "p": row,
            "m": self._column("month"),
            "earned": self._column("earned"),
            "last": f"+M{row + 1}" if month == self.case.horizon else "",
        }
        for column, (key, style, usual, launch) in enumerate(FLOW):
            formula = usual if month else launch
            if key == "month":
                sheet.write_number(row, column, month, self.formats[style])
            elif key == "share":
                self._write_share(sheet, row, column, month)
            else:
                formula, value = "=" + formula.format(**words), known[month][key]
                sheet.write_formula(row, column, formula, self.formats[style], value)

    def _write_share(self, sheet, row, column, month):
        if self._is_linear():
            formula = f"=MIN(1,A{row + 1}/ramp_months)"
            share = ramp_share(self.case.ramp, month)
            sheet.write_formula(row, column, formula, self.formats[SHARE], share)
        else:
            share = ramp_share(self.case.ramp, month)
            sheet.write_number(row, column, share, self.typed[SHARE])

    def _get_results(self):
        """Key, style and formula of each result; earlier ones as {key}."""
        column, word = self._column, self._word
        month, total = column("month"), "SUM({})".format
        payback = (
            f"IF({{last_red}}<0,{word('nothing_to_pay_back')},"
            f"IF({{last_red}}=MAX({month}),{word('beyond_horizon')},"
            f"{{last_red}}-INDEX({column('cumulative')},{{last_red}}+1)"
            f"/INDEX({column('net')},{{last_red}}+2)))"
        )
        roi = f"IF({{cost}}<=0,{word('no_cost')},{{net_effect}}/{{cost}})"
        joined = f"({total(column('joining'))}+{total(column('brought'))})"
        usual = f"orders_per_month*{total(column('baseline'))}"
        return (
            ("incremental_profit", MONEY, total(column("incremental_profit"))),
            ("cost", MONEY, total(column("cost"))),
            ("net_effect", MONEY, "{incremental_profit}-{cost}"),
            ("roi", SHARE, roi),
            ("last_red", NUMBER, f"MAX({column('in_the_red')})"),
            ("payback", NUMBER, payback),
            ("npv", MONEY, total(column("present_value"))),
            ("irr", RATE, self._get_irr_formula()),
            ("program_cost", MONEY, f"cost_one_off+cost_monthly*MAX({month})"),
            ("fixed_cost", MONEY, f"{{program_cost}}+cost_per_member*{joined}"),
            ("baseline_profit", MONEY, f"{usual}*average_order*margin"),
            *self._get_break_even_results(),
            (
                "liability",
                MONEY,
                f"INDEX({column('liability')},{self.case.horizon + 1})",
            ),
        )

    def _get_break_even_results(self):
        word = self._word
        orders = f"(orders_per_month*SUM({self._column('members')}))"
        no_margin = f"IF(order_contribution<=0,{word('no_unit_margin')},"
        brought = "({net_effect}+{program_cost})"
        return (
            (
                "break_even_orders",
                NUMBER,
                f"{no_margin}MAX({{fixed_cost}}+{{baseline_profit}},0)"
                "/order_contribution)",
            ),
            (
                "break_even_revenue",
                MONEY,
                f"{no_margin}{{break_even_orders}}*program_order)",
            ),
            (
                "break_even_uplift",
                SHARE,
                f"{no_margin}IF({orders}<=0,{word('no_baseline')},"
                f"{{break_even_orders}}/{orders}-1))",
            ),
            (
                "break_even_members",
                NUMBER,
                f"IF(members=0,{word('no_members')},"
                f"IF({brought}<=0,{word('no_member_margin')},"
                f"{{program_cost}}*members/{brought}))",
            ),
            (
                "required_increase",
                SHARE,
                f"IF(margin-discount<=0,{word('no_unit_margin')},"
                "discount/(margin-discount))",
            ),
        )

    def _word(self, reason):
        text = self.labels[reason].replace('"', '""')
        return f'"{text}"'

    def _get_irr_formula(self):
        rate = self.case.internal_rate
        if not rate.is_defined:
            return self._word(rate.reason)
        guess = (1 + rate.value) ** (1 / 12) - 1
        nothing = self._word("out_of_range")
        return f"IFERROR((1+IRR({self._column('net')},{guess!r}))^12-1,{nothing})"

    def _get_values(self):
        """The same results by the case itself, to compare with."""
        case = self.case
        figures = {
            "roi": case.roi,
            "payback": case.payback,
            "irr": case.internal_rate,
            "break_even_orders": case.break_even_orders,
            "break_even_revenue": case.break_even_revenue,
            "break_even_uplift": case.break_even_uplift,
            "break_even_members": case.break_even_members,
            "required_increase": case.required_sales_increase,
        }
        return {
            "incremental_profit": case.incremental_profit,
            "cost": case.cost,
            "net_effect": case.net_effect,
            "npv": case.net_present_value,
            "fixed_cost": case.fixed_cost,
            "baseline_profit": case.baseline_profit,
            "program_cost": case.program_cost,
            "liability": case.final_liability,
            "last_red": max(row["in_the_red"] for row in self._get_known_columns()),
            **{
                key: figure.value if figure.is_defined else self.labels[figure.reason]
                for key, figure in figures.items()
            },
        }

    def _write_results(self):
        sheet, values = self.sheets["results"], self._get_values()
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, 2, 24)
        sheet.write_string(0, 0, self.labels["title"], self.bold)
        sheet.set_row(2, 30)
        for column, key in enumerate(("result", "by_formula", "by_odoo")):
            sheet.write_string(2, column, self.labels[key], self.head)
        places = {}
        for row, (key, style, formula) in enumerate(self._get_results(), start=3):
            places[key] = f"$B${row + 1}"
            value = values.get(key, 0)
            sheet.write_string(row, 0, self.labels[key])
            formula = "=" + formula.format(**places)
            sheet.write_formula(row, 1, formula, self.formats[style], value)
            if key in values:
                sheet.write(row, 2, value, self.formats[style])
        self._draw_flow(sheet)
        self._draw_break_even(sheet, places, row + 3)

    def _draw_flow(self, sheet):
        drawn = self.book.add_chart({"type": "line"})
        drawn.add_series(
            {
                "name": self.labels["flow_cumulative"],
                "categories": "=" + self._column("month"),
                "values": "=" + self._column("cumulative"),
                "line": {"color": "#017e84"},
            }
        )
        self._insert(sheet, drawn, "E3", self.labels["flow_cumulative"])

    def _draw_break_even(self, sheet, places, row):
        """Two points of either line, as formulas beside the results."""
        orders = "{break_even_orders}".format(**places)
        planned = f"SUM({self._column('orders')})"
        most = f"1.25*MAX({planned},IF(ISNUMBER({orders}),{orders},0))"
        target = "{fixed_cost}+{baseline_profit}".format(**places)
        heads = ("orders_of_members", "earned_by_orders", "to_be_covered")
        for column, key in enumerate(heads):
            sheet.write_string(row, column, self.labels[key], self.head)
        first, last = row + 2, row + 3
        even = self.case.break_even_orders.value or 0.0
        known = 1.25 * max(self.case.planned_orders, even)
        covered = self.case.fixed_cost + self.case.baseline_profit
        for line, x, orders in ((first, "0", 0.0), (last, most, known)):
            money, left = self.formats[MONEY], self.case.order_contribution * orders
            sheet.write_formula(f"A{line}", f"={x}", self.formats[NUMBER], orders)
            sheet.write_formula(f"B{line}", f"=order_contribution*A{line}", money, left)
            sheet.write_formula(f"C{line}", f"={target}", money, covered)
        drawn = self.book.add_chart({"type": "scatter", "subtype": "straight"})
        colours = {"B": "#017e84", "C": "#d44c59"}
        for (letter, colour), key in zip(colours.items(), heads[1:], strict=True):
            drawn.add_series(
                {
                    "name": self.labels[key],
                    "categories": "=" + self._place("results", f"$A${first}:$A${last}"),
                    "values": "="
                    + self._place("results", f"${letter}${first}:${letter}${last}"),
                    "line": {"color": colour},
                }
            )
        self._insert(sheet, drawn, "E19", self.labels["break_even_chart"])

    def _insert(self, sheet, drawn, cell, title):
        drawn.set_title({"name": title, "name_font": {"size": 12}})
        drawn.set_legend({"position": "bottom"})
        drawn.set_size({"width": 560, "height": 300})
        sheet.insert_chart(cell, drawn)

    def _write_risk(self):
        sheet, simulation = self.sheets["risk"], self.simulation
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, 3, 18)
        sheet.write_string(0, 0, self.labels["risk_hint"], self.bold)
        sheet.write_string(1, 0, self.labels["draws"])
        sheet.write_number(1, 1, DRAWS)
        sheet.write_string(2, 0, self.labels["seed"])
        sheet.write_number(2, 1, SEED)
        row = 3
        for share in (0.1, 0.5, 0.9):
            sheet.write_string(row, 0, self.labels[f"roi_p{share * 100:.0f}"])
            figure = simulation.roi_percentile(share)
            value = figure.value if figure.is_defined else self.labels[figure.reason]
            sheet.write(row, 1, value, self.formats[SHARE])
            row += 1
        sheet.write_string(row, 0, self.labels["loss_probability"])
        sheet.write_number(row, 1, simulation.loss_probability, self.formats[SHARE])
        row = self._write_tornado(sheet, row + 2)
        self._write_distribution(sheet, row + 2)

    def _write_tornado(self, sheet, row):
        for column, key in enumerate(("input", "at_low", "at_high")):
            sheet.write_string(row, column, self.labels[key], self.head)
        sheet.set_row(row, 30)
        swings = tornado(self.case, self.ranges)[:BARS]
        for line, swing in enumerate(swings, start=row + 1):
            sheet.write_string(line, 0, self.labels[swing.range.name])
            sheet.write_number(line, 1, swing.low, self.formats[MONEY])
            sheet.write_number(line, 2, swing.high, self.formats[MONEY])
        if not swings:
            return row
        drawn = self.book.add_chart({"type": "bar"})
        for column, key in ((1, "at_low"), (2, "at_high")):
            area = (self.labels["risk"][:31], row + 1)
            drawn.add_series(
                {
                    "name": self.labels[key],
                    "categories": [*area, 0, row + len(swings), 0],
                    "values": [*area, column, row + len(swings), column],
                    "fill": {"color": "#d44c59" if column == 1 else "#017e84"},
                    "overlap": 100,
                }
            )
        drawn.set_y_axis({"reverse": True, "label_position": "low"})
        drawn.set_x_axis({"crossing": self.case.net_effect})
        self._insert(sheet, drawn, "F2", self.labels["tornado_chart"])
        return row + len(swings)

    def _write_distribution(self, sheet, row):
        returns = self.simulation.returns
        if not returns or not self.simulation.has_spread:
            return
        low, high = percentile(returns, 0.005), percentile(returns, 0.995)
        step = (high - low) / BINS
        for column, key in enumerate(("roi", "number_of_draws")):
            sheet.write_string(row, column, self.labels[key], self.head)
        for number in range(BINS):
            start = low + number * step
            count = sum(start <= value < start + step for value in returns)
            sheet.write_number(row + 1 + number, 0, start, self.formats[SHARE])
            sheet.write_number(row + 1 + number, 1, count)
        drawn = self.book.add_chart({"type": "column"})
        area = (self.labels["risk"][:31], row + 1)
        drawn.add_series(
            {
                "name": self.labels["number_of_draws"],
                "categories": [*area, 0, row + BINS, 0],
                "values": [*area, 1, row + BINS, 1],
                "fill": {"color": "#017e84"},
                "gap": 5,
            }
        )
        drawn.set_x_axis({"num_format": "0%", "label_position": "low"})
        self._insert(sheet, drawn, "F18", self.labels["distribution_chart"])
