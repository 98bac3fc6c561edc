import {Component} from "@odoo/owl";

import {useChart} from "@client_segmentation/core/charts/use_chart";
import {cookie} from "@web/core/browser/cookie";
import {getColor, getCustomColor, hexToRGBA} from "@web/core/colors/colors";
import {formatCurrency} from "@web/core/currency";
import {deserializeDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {formatPercentage} from "@web/views/fields/formatters";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const YEAR = 12;

/** Revenue by month as bars and, for those who may see it, margin as a line. */
export class KeyAccountMonthsField extends Component {
    static template = "key_account_dossier.KeyAccountMonthsField";
    static props = {...standardFieldProps};

    setup() {
        useChart(
            () => this.getChartConfig(),
            () => this.revenue
        );
    }

    get revenue() {
        return this.props.record.data[this.props.name] || [];
    }

    /** The field is not on the form of users who may not see margins. */
    get margin() {
        return this.props.record.data.margin_months || [];
    }

    get currencyId() {
        return this.props.record.data.figures_currency_id?.id;
    }

    get title() {
        return this.revenue
            .map(
                (point, i) => `${this.getMonth(i)}: ${this.formatAmount(point.amount)}`
            )
            .join("; ");
    }

    getMonth(index) {
        const month = deserializeDate(this.revenue[index].month).toFormat("LLL yyyy");
        return index === this.revenue.length - 1
            ? _t("%(month)s, still in progress", {month})
            : month;
    }

    formatAmount(amount, options) {
        return formatCurrency(amount, this.currencyId, {digits: [16, 0], ...options});
    }

    getTooltip({dataset, dataIndex, raw}) {
        const lines = [`${dataset.label}: ${this.formatAmount(raw)}`];
        const before = dataIndex >= YEAR && dataset.data[dataIndex - YEAR];
        if (before > 0 && dataIndex < this.revenue.length - 1) {
            const change = formatPercentage((raw - before) / before, {digits: [16, 0]});
            lines.push(_t("compared with a year earlier: %(change)s", {change}));
        }
        return lines;
    }

    /** The last year stands out, the running month is only outlined. */
    getBarColors(color) {
        const last = this.revenue.length - 1;
        return this.revenue.map((_, i) =>
            i === last
                ? hexToRGBA(color, 0.15)
                : hexToRGBA(color, i < last - YEAR ? 0.4 : 0.9)
        );
    }

    getChartConfig() {
        const scheme = cookie.get("color_scheme");
        const [barColor, lineColor] = [0, 1].map((i) => getColor(i, scheme, "sm"));
        const grid = getCustomColor(scheme, "#e5e5e5", "#3c3e4b");
        const datasets = [
            {
                label: _t("Revenue"),
                data: this.revenue.map((point) => point.amount),
                backgroundColor: this.getBarColors(barColor),
                borderColor: barColor,
                borderWidth: 1,
                order: 2,
            },
        ];
        if (this.margin.length) {
            datasets.push({
                type: "line",
                label: _t("Margin"),
                data: this.margin.map((point) => point.amount),
                borderColor: lineColor,
                backgroundColor: lineColor,
                borderWidth: 2,
                pointRadius: 2,
                order: 1,
            });
        }
        return {
            type: "bar",
            data: {labels: this.revenue.map((_, i) => this.getLabel(i)), datasets},
            options: {
                maintainAspectRatio: false,
                animation: false,
                interaction: {mode: "index", intersect: false},
                plugins: {
                    legend: {display: datasets.length > 1, position: "bottom"},
                    tooltip: {
                        callbacks: {
                            title: ([item]) => this.getMonth(item.dataIndex),
                            label: (item) => this.getTooltip(item),
                        },
                    },
                },
                scales: {
                    x: {grid: {display: false}, ticks: {maxRotation: 0}},
                    y: {
                        grid: {color: grid},
                        ticks: {
                            maxTicksLimit: 5,
                            callback: (value) =>
                                this.formatAmount(value, {humanReadable: true}),
                        },
                    },
                },
            },
        };
    }

    getLabel(index) {
        const month = deserializeDate(this.revenue[index].month);
        return month.toFormat(month.month === 1 || index === 0 ? "LLL yy" : "LLL");
    }
}

registry.category("fields").add("key_account_months", {
    component: KeyAccountMonthsField,
    supportedTypes: ["json"],
});
