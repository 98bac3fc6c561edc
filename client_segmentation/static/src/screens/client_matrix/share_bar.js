import {Component} from "@odoo/owl";

import {formatPercentage} from "@web/views/fields/formatters";

/** The clients by the classes of one axis, as parts of a bar. */
export class ShareBar extends Component {
    static template = "client_segmentation.ShareBar";
    static props = {
        name: String,
        title: String,
        // Whose number is 100 %
        whole: String,
        rows: Array,
        open: Function,
    };

    get total() {
        return this.props.rows.reduce((sum, row) => sum + row.count, 0);
    }

    get parts() {
        const {rows} = this.props;
        return rows.map((row) => ({
            ...row,
            className: `o_segment_bar o_segment_class_${row.value}`,
            width: `flex: ${row.count} 0 0`,
            share: this.total ? row.count / this.total : 0,
        }));
    }

    formatShare(share) {
        return formatPercentage(share, {digits: [16, 1]});
    }
}
