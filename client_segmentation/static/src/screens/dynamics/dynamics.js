import {Component, onWillStart, useState} from "@odoo/owl";

import {useActionTabs} from "@client_segmentation/core/action_tabs/action_tabs";
import {useChart} from "@client_segmentation/core/charts/use_chart";
import {cookie} from "@web/core/browser/cookie";
import {getCustomColor} from "@web/core/colors/colors";
import {formatCurrency} from "@web/core/currency";
import {deserializeDate, formatDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {formatPercentage} from "@web/views/fields/formatters";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

const MONTHS = [1, 3, 6, 12];
const DARKEST = 0.5;
const COHORTS = "client_segment_cohorts";

/** Where the change of revenue comes from, or how many of those who came stay. */
export class Dynamics extends Component {
    static template = "client_segmentation.Dynamics";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        useActionTabs(this.props.action);
        this.state = useState({months: 12, cohortMeasure: "share", dynamics: null});
        onWillStart(() => this.load());
        useChart(
            () => this.getChartConfig(),
            () => this.state.dynamics
        );
    }

    async load() {
        const {months} = this.state;
        const dynamics = await this.orm.call("client.segment", "get_dynamics", [
            months,
        ]);
        if (months === this.state.months) {
            this.state.dynamics = dynamics;
        }
    }

    get display() {
        return {controlPanel: {}};
    }

    get showsCohorts() {
        return this.props.action.tag === COHORTS;
    }

    get dynamics() {
        return this.state.dynamics;
    }

    get spans() {
        return MONTHS.map((months) => ({
            months,
            label: months === 1 ? _t("1 month") : _t("%s months", months),
        }));
    }

    get cohortMeasures() {
        return [
            {name: "share", label: _t("Clients who buy")},
            {name: "kept", label: _t("Revenue kept")},
        ];
    }

    /** The newest cohort first, and as many columns as the oldest has months. */
    get cohorts() {
        return [...this.dynamics.cohorts].reverse();
    }

    get ages() {
        const most = Math.max(0, ...this.cohorts.map((cohort) => cohort.cells.length));
        return [...Array(most).keys()];
    }

    setMonths(months) {
        this.state.months = months;
        return this.load();
    }

    formatDay(day) {
        return formatDate(deserializeDate(day));
    }

    formatMonth(day) {
        return deserializeDate(day).toFormat("LLL yyyy");
    }

    formatAmount(amount) {
        return formatCurrency(amount, this.dynamics.currency_id, {digits: [16, 0]});
    }

    formatChange(amount) {
        const gain = amount > 0 ? "+" : "";
        return (amount < 0 ? "−" : gain) + this.formatAmount(Math.abs(amount));
    }

    formatShare(share) {
        return share === null ? "" : formatPercentage(share, {digits: [16, 0]});
    }

    getValue(cell) {
        return cell[this.state.cohortMeasure];
    }

    getShade(cell) {
        const value = Math.min(Math.max(this.getValue(cell) || 0, 0), 1);
        return `background-color: rgba(var(--primary-rgb, 113, 75, 103), ${value * DARKEST});`;
    }

    openStep({name}) {
        return this.openClients("action_open_step", [this.state.months, name]);
    }

    openCell(cohort, month) {
        // The oldest cell of a cohort is that of last month.
        return this.openClients("action_open_cohort", [cohort.cells.length, month]);
    }

    async openClients(method, args) {
        return this.action.doAction(
            await this.orm.call("client.segment", method, args)
        );
    }

    open(name) {
        return this.action.doAction(`client_segmentation.${name}`);
    }

    /** Bars that float where the one before has ended. */
    getBars() {
        const {earlier, later, steps} = this.dynamics;
        let level = earlier.revenue;
        const floating = steps.map(({label, change}) => {
            const bar = {label, range: [level, level + change], change};
            level += change;
            return bar;
        });
        const whole = (label, {revenue}) => ({label, range: [0, revenue]});
        return [whole(_t("Before"), earlier), ...floating, whole(_t("Now"), later)];
    }

    getChartConfig() {
        const scheme = cookie.get("color_scheme");
        const grey = getCustomColor(scheme, "#9a9a9a", "#7a7a7a");
        const getBarColor = ({change}) =>
            change === undefined ? grey : change < 0 ? "#d9534f" : "#28a745";
        const bars = this.getBars();
        return {
            type: "bar",
            data: {
                labels: bars.map((bar) => bar.label),
                datasets: [
                    {
                        data: bars.map((bar) => bar.range),
                        backgroundColor: bars.map(getBarColor),
                    },
                ],
            },
            options: {
                maintainAspectRatio: false,
                animation: false,
                plugins: {
                    legend: {display: false},
                    tooltip: {
                        displayColors: false,
                        callbacks: {
                            label: ({raw: [from, to]}) => this.formatChange(to - from),
                        },
                    },
                },
            },
        };
    }
}

registry
    .category("actions")
    .add("client_segment_dynamics", Dynamics)
    .add(COHORTS, Dynamics);
