import {Component} from "@odoo/owl";

import {useChart} from "@client_segmentation/core/charts/use_chart";
import {cookie} from "@web/core/browser/cookie";
import {getColor, getCustomColor} from "@web/core/colors/colors";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {formatFloat} from "@web/views/fields/formatters";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** What a forecast said against what came, of each tenth of the clients. */
export class ForecastRecord extends Component {
    static template = "client_segmentation.ForecastRecord";
    static props = {...standardFieldProps};

    setup() {
        useChart(
            () => this.getChartConfig(),
            () => this.parts
        );
    }

    get parts() {
        return this.props.record.data[this.props.name] || [];
    }

    format(value) {
        return formatFloat(value, {digits: [16, 0]});
    }

    getChartConfig() {
        const scheme = cookie.get("color_scheme");
        const bars = (label, name, backgroundColor) => ({
            label,
            data: this.parts.map((part) => part[name]),
            backgroundColor,
        });
        const axis = (text) => ({title: {display: true, text}});
        return {
            type: "bar",
            data: {
                labels: this.parts.map((_part, index) => index + 1),
                datasets: [
                    bars(
                        _t("Predicted"),
                        "predicted",
                        getCustomColor(scheme, "#9a9a9a", "#7a7a7a")
                    ),
                    bars(_t("Came"), "actual", getColor(0, scheme, "sm")),
                ],
            },
            options: {
                maintainAspectRatio: false,
                animation: false,
                plugins: {
                    tooltip: {
                        callbacks: {
                            label: ({dataset, raw}) =>
                                `${dataset.label}: ${this.format(raw)}`,
                        },
                    },
                },
                scales: {
                    x: axis(_t("Tenths of the clients, most predicted first")),
                    y: {
                        ...axis(_t("Months with a purchase")),
                        ticks: {callback: (value) => this.format(value)},
                    },
                },
            },
        };
    }
}

registry.category("fields").add("forecast_record", {
    component: ForecastRecord,
    supportedTypes: ["json", "jsonb"],
});
