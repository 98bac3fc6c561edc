import {Component, useRef} from "@odoo/owl";

import {useChart} from "@client_segmentation/core/charts/use_chart";
import {cookie} from "@web/core/browser/cookie";
import {getColor, hexToRGBA} from "@web/core/colors/colors";
import {formatCurrency} from "@web/core/currency";
import {deserializeDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const COLORS = {positive: "success", neutral: "secondary", negative: "danger"};

/** What a manager needs before a call. The server has worded it; here it is laid out. */
export class KeyAccountCockpitField extends Component {
    static template = "key_account_dossier.KeyAccountCockpitField";
    static props = {...standardFieldProps};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.root = useRef("root");
        useChart(
            () => this.getChartConfig(),
            () => this.cockpit,
            () => this.hasChart
        );
    }

    get cockpit() {
        return this.props.record.data[this.props.name];
    }

    get hasChart() {
        return Boolean(this.cockpit?.months.length);
    }

    get chartTitle() {
        const {months, revenue} = this.cockpit;
        return months
            .map(
                (month, i) =>
                    `${this.getMonth(month)}: ${this.formatAmount(revenue[i])}`
            )
            .join("; ");
    }

    getColor(outcome) {
        return COLORS[outcome];
    }

    getMonth(month) {
        return deserializeDate(month).toFormat("LLL yyyy");
    }

    formatAmount(amount, options) {
        const currencyId = this.cockpit.currency_id;
        return formatCurrency(amount, currencyId, {digits: [16, 0], ...options});
    }

    /** Do what the button of a warning, or of the next step, is for. */
    async onClick({method, documents, page}) {
        if (page) {
            return this.openPage(page);
        }
        const {record} = this.props;
        if (!(await record.save())) {
            return;
        }
        const name = method || "action_open_documents";
        const args = documents ? [[record.resId], documents] : [[record.resId]];
        const action = await this.orm.call(record.resModel, name, args);
        const onClose = () => record.load();
        return this.action.doAction(action, {onClose});
    }

    openPage(page) {
        const form = this.root.el.closest(".o_form_renderer");
        form.querySelector(`.o_notebook_headers [name='${page}']`)?.click();
    }

    getChartConfig() {
        const scheme = cookie.get("color_scheme");
        const [bar, line] = [0, 1].map((i) => getColor(i, scheme, "sm"));
        const {months, ...cockpit} = this.cockpit;
        const rows = [
            [
                _t("Revenue the year before"),
                "revenue_before",
                "bar",
                hexToRGBA(bar, 0.35),
            ],
            [_t("Revenue"), "revenue", "bar", bar],
            [
                _t("Margin the year before"),
                "margin_before",
                "line",
                hexToRGBA(line, 0.4),
            ],
            [_t("Margin"), "margin", "line", line],
        ];
        const datasets = rows
            .filter(([, name]) => cockpit[name].length)
            .map(([label, name, type, color]) => ({
                type,
                label,
                data: cockpit[name],
                backgroundColor: color,
                borderColor: color,
                borderWidth: type === "line" ? 2 : 0,
                pointRadius: 0,
                order: type === "line" ? 1 : 2,
            }));
        return {
            type: "bar",
            data: {
                labels: months.map((month) => deserializeDate(month).toFormat("LLL")),
                datasets,
            },
            options: {
                maintainAspectRatio: false,
                animation: false,
                interaction: {mode: "index", intersect: false},
                plugins: {
                    legend: {position: "bottom", labels: {boxWidth: 12, padding: 6}},
                    tooltip: {
                        callbacks: {
                            title: ([item]) => this.getMonth(months[item.dataIndex]),
                            label: ({dataset, raw}) =>
                                `${dataset.label}: ${this.formatAmount(raw)}`,
                        },
                    },
                },
                scales: {
                    x: {grid: {display: false}, ticks: {maxRotation: 0}},
                    y: {
                        ticks: {
                            maxTicksLimit: 4,
                            callback: (value) =>
                                this.formatAmount(value, {humanReadable: true}),
                        },
                    },
                },
            },
        };
    }
}

registry.category("fields").add("key_account_cockpit", {
    component: KeyAccountCockpitField,
    supportedTypes: ["json"],
});
