from .chart import BARS, BINS
from .risk import DRAWS, SEED, tornado
from .sheets import MONEY, SHARE, Workbook
from .statistic import percentile


class RiskSheet(Workbook):
    """Writes what the draws came to: quantiles, the tornado and the distribution."""

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
        self._write_heads(sheet, row, ("input", "at_low", "at_high"))
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
        self._write_heads(sheet, row, ("roi", "number_of_draws"))
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

    def _insert(self, sheet, drawn, cell, title):
        self._name_chart(drawn, title, width=560, height=300)
        sheet.insert_chart(cell, drawn)
