import {Component} from "@odoo/owl";

import {_t} from "@web/core/l10n/translation";

const CLASSES = ["a", "b", "c", ""];

/** How many clients went from which ABC class to which. */
export class ClassMoves extends Component {
    static template = "client_segmentation.ClassMoves";
    static props = {
        moves: Array,
        day: String,
        openMove: Function,
    };

    get classes() {
        return CLASSES.map((abc) => ({abc, label: abc.toUpperCase() || _t("None")}));
    }

    getMove(before, after) {
        return this.props.moves.find(
            (move) => move.before === before && move.after === after
        );
    }

    getMoveClass(before, after) {
        const isUp = CLASSES.indexOf(after) < CLASSES.indexOf(before);
        return isUp ? "o_class_move_up" : "o_class_move_down";
    }
}
