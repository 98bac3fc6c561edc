import {Component} from "@odoo/owl";

import {useChart} from "@client_segmentation/core/charts/use_chart";
import {cookie} from "@web/core/browser/cookie";
import {getColor} from "@web/core/colors/colors";
import {formatCurrency} from "@web/core/currency";
import {deserializeDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** What a client has bought by month, and in lighter bars what is expected of it. */
export class ClientPurchases extends Component {
    static template = "client_segmentation.ClientPurchases";
    static props = {...standardFieldProps};

    setup() {
        useChart(
            () => this.getChartConfig(),
            () => this.chart,
            () => !this.chart.is_empty
        );
    }

    get chart() {
        return this.props.record.data[this.props.name];
    }

    /** Months with anything to say, for those who do not see the bars. */
    get rows() {
        return this.chart.months.filter(({amount, expected}) => amount || expected);
    }

    formatMonth(month) {
        return deserializeDate(month).toFormat("LLL yyyy");
    }

    formatAmount(amount) {
        return formatCurrency(amount, this.chart.currency_id, {digits: [16, 0]});
    }

    getChartConfig() {
        const {months} = this.chart;
        const color = getColor(0, cookie.get("color_scheme"));
        const getBars = (name, label, look) => ({
            label,
            data: months.map((month) => month[name]),
            stack: "purchases",
            ...look,
        });
        return {
            type: "bar",
            data: {
                labels: months.map(({month}) => this.formatMonth(month)),
                datasets: [
                    getBars("amount", _t("Purchases"), {backgroundColor: color}),
                    getBars("expected", _t("Expected"), {
                        backgroundColor: `${color}40`,
                        borderColor: color,
                        borderWidth: 1,
                    }),
                ],
            },
            options: {
                maintainAspectRatio: false,
                animation: false,
                scales: {
                    x: {stacked: true, grid: {display: false}},
                    y: {stacked: true, ticks: {maxTicksLimit: 4}},
                },
                plugins: {
                    legend: {display: false},
                    tooltip: {
                        filter: ({raw}) => raw !== 0,
                        callbacks: {
                            label: ({dataset, raw}) =>
                                `${dataset.label}: ${this.formatAmount(raw)}`,
                        },
                    },
                },
            },
        };
    }
}

export const clientPurchases = {
    component: ClientPurchases,
    supportedTypes: ["json"],
};

registry.category("fields").add("client_purchases", clientPurchases);
