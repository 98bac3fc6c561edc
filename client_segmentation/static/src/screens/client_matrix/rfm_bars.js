import {Component} from "@odoo/owl";

import {formatCurrency} from "@web/core/currency";
import {_t} from "@web/core/l10n/translation";
import {formatPercentage} from "@web/views/fields/formatters";

/** The named RFM segments: how many clients, and what they bring. */
export class RfmBars extends Component {
    static template = "client_segmentation.RfmBars";
    static props = {
        rows: Array,
        gains: Object,
        amount: String,
        // Money at stake of each segment, if the user may see it
        stakes: {type: Object, optional: true},
        currencyId: [Number, {value: false}],
        open: Function,
    };

    get bars() {
        const {rows, gains, amount, stakes} = this.props;
        const total = gains.total[amount];
        const getGain = ({value}) => gains.rfm[value]?.[amount] || 0;
        const largest = Math.max(...rows.map((row) => row.count), 1);
        return rows
            .filter((row) => row.count)
            .map((row) => ({
                ...row,
                className: `o_segment_class_${row.value}`,
                width: `width: ${(100 * row.count) / largest}%`,
                share: total > 0 ? getGain(row) / total : 0,
                stake: stakes?.[row.value] || 0,
            }));
    }

    get amountTitle() {
        return this.props.amount === "margin" ? _t("Margin") : _t("Revenue");
    }

    get hasStakes() {
        return Object.values(this.props.stakes || {}).some((stake) => stake > 0);
    }

    /** A share of nothing says less than what could be lost. */
    isShareShown({share, stake}) {
        return share >= 0.0005 || !stake;
    }

    formatStake(stake) {
        return formatCurrency(stake, this.props.currencyId, {digits: [16, 0]});
    }

    formatShare(share) {
        return formatPercentage(share, {digits: [16, 1]});
    }
}
