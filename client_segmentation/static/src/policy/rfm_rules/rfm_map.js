import {Component, useState} from "@odoo/owl";

import {_t} from "@web/core/l10n/translation";

const LEVELS = [1, 2, 3, 4, 5];

/** Which segment a client of given scores R and F gets, for one M or for all. */
export class RfmMap extends Component {
    static template = "client_segmentation.RfmMap";
    static props = {map: Array, segments: Object};

    setup() {
        this.levels = LEVELS;
        this.state = useState({monetary: 0});
    }

    get rows() {
        return [...LEVELS].reverse().map((recency) => ({
            recency,
            cells: LEVELS.map((frequency) => ({
                frequency,
                parts: this.getParts(this.props.map[recency - 1][frequency - 1]),
            })),
        }));
    }

    /** Segments of a cell, the one for the highest M first. */
    getParts(segments) {
        const {monetary} = this.state;
        const shown = monetary ? [segments[monetary - 1]] : [...segments].reverse();
        return [...new Set(shown)].map((segment) => ({
            name: segment || "none",
            label: segment ? this.props.segments[segment] : _t("No rule"),
            color: segment
                ? `o_segment_badge o_segment_class_${segment}`
                : "o_rfm_map_gap",
        }));
    }
}
