import {Component} from "@odoo/owl";

import {useChart} from "@client_segmentation/core/charts/use_chart";
import {cookie} from "@web/core/browser/cookie";
import {getColor, getCustomColor, hexToRGBA} from "@web/core/colors/colors";
import {formatCurrency} from "@web/core/currency";
import {_t} from "@web/core/l10n/translation";
import {formatFloat, formatPercentage} from "@web/views/fields/formatters";

/** How much a few clients bring: curve, index and the largest clients. */
export class Concentration extends Component {
    static template = "client_segmentation.Concentration";
    static props = {
        figures: Object,
        amount: String,
        currencyId: [Number, {value: false}],
        openClient: Function,
    };

    setup() {
        useChart(
            () => this.getChartConfig(),
            () => this.props.figures
        );
    }

    get title() {
        return this.props.amount === "margin"
            ? _t("How much of the profit depends on a few")
            : _t("How much of the revenue depends on a few");
    }

    get amountTitle() {
        return this.props.amount === "margin" ? _t("Margin") : _t("Revenue");
    }

    get headline() {
        const {head, buyers} = this.props.figures;
        const values = {
            count: head.count,
            clients: this.formatShare(head.count / buyers),
            share: this.formatShare(head.share),
        };
        return this.props.amount === "margin"
            ? _t(
                  "The %(count)s largest clients (%(clients)s of those who have bought) bring in %(share)s of the profit.",
                  values
              )
            : _t(
                  "The %(count)s largest clients (%(clients)s of those who have bought) bring in %(share)s of the revenue.",
                  values
              );
    }

    get indexText() {
        const words = {
            low: _t("Low concentration: losing any single client would not hurt much."),
            moderate: _t("Moderate concentration: keep an eye on the largest clients."),
            high: _t("High concentration: the loss of a large client would hurt."),
        };
        return words[this.props.figures.level];
    }

    get index() {
        return formatFloat(this.props.figures.index, {digits: [16, 3]});
    }

    getChartConfig() {
        const scheme = cookie.get("color_scheme");
        const color = getColor(0, scheme, "sm");
        const grey = getCustomColor(scheme, "#9a9a9a", "#7a7a7a");
        const points = this.props.figures.curve.map(([x, y]) => ({x, y}));
        const ticks = {
            callback: (value) => formatPercentage(value, {digits: [16, 0]}),
            maxTicksLimit: 6,
        };
        const axis = (text) => ({
            type: "linear",
            min: 0,
            max: 1,
            ticks,
            title: {display: true, text},
        });
        return {
            type: "line",
            data: {
                datasets: [
                    {
                        data: points,
                        borderColor: color,
                        backgroundColor: hexToRGBA(color, 0.2),
                        fill: true,
                        pointRadius: points.length > 30 ? 0 : 3,
                        pointHitRadius: 8,
                    },
                    {
                        // If all clients brought the same
                        data: [
                            {x: 0, y: 0},
                            {x: 1, y: 1},
                        ],
                        borderColor: grey,
                        borderDash: [4, 4],
                        borderWidth: 1,
                        pointRadius: 0,
                        pointHitRadius: 0,
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
                            title: () => "",
                            label: ({raw}) => this.getPointText(raw),
                        },
                    },
                },
                scales: {
                    x: axis(_t("Clients who have bought, the largest first")),
                    y: axis(this.amountTitle),
                },
            },
        };
    }

    getPointText({x, y}) {
        return _t("%(clients)s of clients: %(share)s", {
            clients: this.formatShare(x),
            share: this.formatShare(y),
        });
    }

    formatShare(share) {
        return formatPercentage(share, {digits: [16, 1]});
    }

    formatAmount(amount) {
        return formatCurrency(amount, this.props.currencyId, {digits: [16, 0]});
    }
}
