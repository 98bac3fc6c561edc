import {Component} from "@odoo/owl";

import {_t} from "@web/core/l10n/translation";
import {deserializeDate} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const WIDTH = 100;
const HEIGHT = 30;

/** A line of percentages by month, 0 to 100, and the target as a dashed one. */
export class SegmentSparkline extends Component {
    static template = "client_segmentation.SegmentSparkline";
    static props = {...standardFieldProps};

    setup() {
        this.viewBox = `0 -2 ${WIDTH} ${HEIGHT + 4}`;
    }

    get points() {
        return this.props.record.data[this.props.name] || [];
    }

    get title() {
        return this.points
            .map(({month, rate}) => {
                const name = deserializeDate(month).toFormat("LLL yyyy");
                return _t("%(month)s: %(rate)s %", {month: name, rate});
            })
            .join("\n");
    }

    getY(percent) {
        return HEIGHT * (1 - Math.min(Math.max(percent, 0), 100) / 100);
    }

    /** A single point makes a line, too: all we know is that level. */
    getLine(name) {
        const {points} = this;
        const all = points.length > 1 ? points : [...points, ...points];
        const step = WIDTH / (all.length - 1);
        return all.map((point, i) => `${i * step},${this.getY(point[name])}`).join(" ");
    }
}

registry.category("fields").add("segment_sparkline", {
    component: SegmentSparkline,
    supportedTypes: ["json"],
});
