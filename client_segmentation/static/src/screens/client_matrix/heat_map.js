import {Component} from "@odoo/owl";

import {_t} from "@web/core/l10n/translation";
import {formatPercentage} from "@web/views/fields/formatters";

import {getAdvice} from "./advice";

const ROWS = ["a", "b", "c"];
const COLUMNS = ["x", "y", "z", "n"];
const SHADES = 5;
const NOTHING = {count: 0, revenue: 0, margin: 0};

/** ABC by XYZ: the deeper the colour, the larger the share of the measure. */
export class HeatMap extends Component {
    static template = "client_segmentation.HeatMap";
    static props = {
        total: Object,
        matrix: Object,
        gains: Object,
        measure: String,
        amount: String,
        settings: Object,
        comparison: {type: [Object, {value: null}], optional: true},
        openCell: Function,
        mailCell: {type: [Function, {value: false}], optional: true},
    };

    get rows() {
        return ROWS.map((abc) => ({
            abc,
            hint: this.abcHints[abc],
            cells: COLUMNS.map((xyz) => this.getCell([abc], [xyz])),
            total: this.getCell([abc], COLUMNS),
        }));
    }

    get columns() {
        return COLUMNS.map((xyz) => ({
            xyz,
            hint: this.xyzHints[xyz],
            total: this.getCell(ROWS, [xyz]),
        }));
    }

    get grandTotal() {
        return this.getCell(ROWS, COLUMNS);
    }

    get abcHints() {
        const {a, b} = this.props.settings.abc;
        return {
            a: _t("up to %(limit)s", {limit: this.formatShare(a, 100)}),
            b: _t("up to %(limit)s", {limit: this.formatShare(b, 100)}),
            c: _t("the rest"),
        };
    }

    get xyzHints() {
        return {
            x: _t("steady"),
            y: _t("variable"),
            z: _t("erratic"),
            n: _t("too early to tell"),
        };
    }

    get advice() {
        return getAdvice();
    }

    getClientsText(cell) {
        return _t("%(share)s of clients", {share: cell.countShare});
    }

    getAmountText(cell) {
        const share = cell.amountShare;
        return this.props.amount === "margin"
            ? _t("%(share)s of margin", {share})
            : _t("%(share)s of revenue", {share});
    }

    getCell(abcs, xyzs) {
        const names = abcs.flatMap((abc) => xyzs.map((xyz) => abc + xyz));
        const cells = names.map((name) => this.props.matrix[name] || NOTHING);
        const {measure, amount, total} = this.props;
        const count = cells.reduce((sum, cell) => sum + cell.count, 0);
        const shareOf = (kind) =>
            names.reduce((sum, name) => sum + this.getShare(name, kind), 0);
        return {
            name: names.length === 1 ? names[0] : "total",
            abc: abcs.length === 1 && abcs[0],
            xyz: xyzs.length === 1 && xyzs[0],
            count,
            shade: this.getShade(shareOf(measure)),
            countShare: this.formatShare(count, total.count),
            amountShare: this.formatShare(shareOf(amount), this.hasAny(amount)),
            delta: this.getDelta(names, count),
        };
    }

    /** What a cell has of all that is above zero: the whole is the same as in ABC. */
    getShare(name, measure) {
        const {matrix, gains, total} = this.props;
        const [part, whole] =
            measure === "count"
                ? [matrix[name]?.count, total.count]
                : [gains.matrix[name]?.[measure], gains.total[measure]];
        return whole > 0 ? (part || 0) / whole : 0;
    }

    hasAny(amount) {
        return this.props.gains.total[amount] > 0 ? 1 : 0;
    }

    /**
     * 0 for nothing, then 1 to 5 up to the largest cell. In steps of the root, or all
     * cells beside the largest one would look alike.
     */
    getShade(share) {
        const {matrix, measure} = this.props;
        const largest = Math.max(
            ...Object.keys(matrix).map((name) => this.getShare(name, measure))
        );
        const part = share > 0 ? Math.sqrt(share / largest) : 0;
        return Math.min(Math.ceil(part * SHADES), SHADES);
    }

    getDelta(names, count) {
        const {comparison} = this.props;
        if (!comparison) {
            return "";
        }
        const before = names.reduce(
            (sum, name) => sum + (comparison.matrix[name] || 0),
            0
        );
        const sign = count > before ? "+" : "−";
        return count === before ? "±0" : sign + Math.abs(count - before);
    }

    formatShare(part, whole) {
        return whole > 0 ? formatPercentage(part / whole, {digits: [16, 1]}) : "–";
    }
}
