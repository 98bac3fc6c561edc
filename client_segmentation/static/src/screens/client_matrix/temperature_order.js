import {Component} from "@odoo/owl";

import {_t} from "@web/core/l10n/translation";
import {formatPercentage} from "@web/views/fields/formatters";

/** Whether there are most clients of the temperature that should have most. */
export class TemperatureOrder extends Component {
    static template = "client_segmentation.TemperatureOrder";
    static props = {
        check: Object,
        rows: Array,
        open: Function,
    };

    get violations() {
        return this.props.check.violations.map((violation) => ({
            ...violation,
            key: `${violation.more}>${violation.less}`,
            row: this.getRow(violation.more),
            text: this.getText(violation),
        }));
    }

    getRow(value) {
        return this.props.rows.find((row) => row.value === value);
    }

    // A sentence each: the words for the temperatures change with their case.
    getText({more, less, more_share, less_share}) {
        const shares = {
            more: this.formatShare(more_share),
            less: this.formatShare(less_share),
        };
        return {
            "cold>warm": _t(
                "There are more cold clients than warm ones: %(more)s against %(less)s.",
                shares
            ),
            "cold>hot": _t(
                "There are more cold clients than hot ones: %(more)s against %(less)s.",
                shares
            ),
            "warm>cold": _t(
                "There are more warm clients than cold ones: %(more)s against %(less)s.",
                shares
            ),
            "warm>hot": _t(
                "There are more warm clients than hot ones: %(more)s against %(less)s.",
                shares
            ),
            "hot>cold": _t(
                "There are more hot clients than cold ones: %(more)s against %(less)s.",
                shares
            ),
            "hot>warm": _t(
                "There are more hot clients than warm ones: %(more)s against %(less)s.",
                shares
            ),
        }[`${more}>${less}`];
    }

    formatShare(share) {
        return formatPercentage(share, {digits: [16, 1]});
    }
}
