import {Component, useState} from "@odoo/owl";

import {formatFloat} from "@web/views/fields/formatters";
import {parseFloat, parseInteger} from "@web/views/fields/parsers";

/** A few thresholds that go together, why, and whom they make what. */
export class FirstDayRow extends Component {
    static template = "client_segmentation.FirstDayRow";
    static props = {
        row: Object,
        values: Object,
        current: Object,
        axes: [Object, {value: null}],
        isBegun: Boolean,
        set: Function,
    };

    setup() {
        this.wrong = useState({});
    }

    /** A row is about nothing once none of its axes is used. */
    get isUsed() {
        const {row, values} = this.props;
        return row.axes.some(({switch: name}) => values[name]);
    }

    /** The classes with somebody in them. One of yes or no is called like its axis,
     * and told even if it is nobody. */
    get classes() {
        const {row, values, axes} = this.props;
        return row.axes
            .filter(({axis, switch: name}) => values[name] && axes?.[axis])
            .flatMap(({axis}) =>
                axes[axis].classes
                    .filter(({value}) => value && value !== "false")
                    .map((known) =>
                        known.value === "true"
                            ? {...known, axis, label: axes[axis].label}
                            : {...known, axis}
                    )
            )
            .filter(({value, before, after}) => value === "true" || before || after);
    }

    getExamples({after, examples}) {
        return examples.join(", ") + (after > examples.length ? "…" : "");
    }

    getText({selection, type}, value) {
        if (selection) {
            return selection.find(([key]) => key === value)?.[1];
        }
        return type === "float"
            ? formatFloat(value, {digits: [16, 6], trailingZeros: false})
            : String(value);
    }

    isChanged({name}) {
        return this.props.values[name] !== this.props.current[name];
    }

    onSelect({name}, {target}) {
        this.props.set(name, target.value);
    }

    onType({name, type}, {target}) {
        try {
            const parse = type === "float" ? parseFloat : parseInteger;
            this.props.set(name, parse(target.value));
            this.wrong[name] = false;
        } catch {
            this.wrong[name] = true;
        }
    }
}
