import {Component} from "@odoo/owl";

import {useChart} from "@client_segmentation/core/charts/use_chart";
import {cookie} from "@web/core/browser/cookie";
import {getColor} from "@web/core/colors/colors";
import {deserializeDate, formatDate} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** The client's share of purchases by competitor: a step each time somebody said so. */
export class KeyAccountSharesField extends Component {
    static template = "key_account_dossier.KeyAccountSharesField";
    static props = {...standardFieldProps};

    setup() {
        useChart(
            () => this.getChartConfig(),
            () => this.competitors,
            () => this.competitors.length > 0
        );
    }

    get competitors() {
        return this.props.record.data[this.props.name] || [];
    }

    get title() {
        return this.competitors
            .map(({name, points}) => `${name}: ${points.at(-1).share} %`)
            .join("; ");
    }

    formatDay(value) {
        return formatDate(deserializeDate(value));
    }

    getChartConfig() {
        const scheme = cookie.get("color_scheme");
        const days = new Set();
        for (const {points} of this.competitors) {
            points.forEach(({date}) => days.add(date));
        }
        const labels = [...days].sort();
        const datasets = this.competitors.map(({name, points}, i) => {
            const color = getColor(i, scheme, "sm");
            const shares = Object.fromEntries(
                points.map(({date, share}) => [date, share])
            );
            return {
                label: name,
                data: labels.map((day) => shares[day] ?? null),
                borderColor: color,
                backgroundColor: color,
                stepped: "before",
                spanGaps: true,
            };
        });
        return {
            type: "line",
            data: {labels: labels.map((day) => this.formatDay(day)), datasets},
            options: {
                maintainAspectRatio: false,
                animation: false,
                plugins: {legend: {position: "bottom"}},
                scales: {
                    x: {grid: {display: false}, ticks: {maxRotation: 0}},
                    y: {
                        beginAtZero: true,
                        ticks: {maxTicksLimit: 5, callback: (value) => `${value} %`},
                    },
                },
            },
        };
    }
}

registry.category("fields").add("key_account_shares", {
    component: KeyAccountSharesField,
    supportedTypes: ["json"],
});
