"""A business case as a workbook whose formulas recompute it.

The inputs have names, the cash flow and the results are formulas over them: whoever
changes an input in a spreadsheet sees what follows. The risk analysis is the one of
the case; draws cannot be redone by a formula.
"""

from .present_value import periodic_rate
from .ramp import ramp_share
from .sheets import MONEY, NUMBER, SHARE
from .workbook_formulas import DERIVED, FLOW, INPUTS
from .workbook_risk import RiskSheet

# Beyond 1,000 % a yearly rate only says that it is huge
RATE = '[>10]">1,000%";0.00%'
LAUNCH_ROW = 2


class CaseWorkbook(RiskSheet):
    """Writes a business case."""

    sheet_names = ("results", "inputs", "cash_flow", "risk")
    styles = (MONEY, NUMBER, SHARE, RATE)

    def __init__(self, case, simulation, ranges, labels):
        super().__init__(labels)
        self.case = case
        self.simulation = simulation
        self.ranges = ranges
        self.last_row = LAUNCH_ROW + case.horizon

    def _write(self):
        self._write_inputs()
        self._write_flow()
        self._write_results()
        self._write_risk()

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
        self._write_heads(sheet, 0, [f"flow_{key}" for key, *_rest in FLOW])
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
        self._write_heads(sheet, 2, ("result", "by_formula", "by_odoo"))
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
        self._write_heads(sheet, row, heads)
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
