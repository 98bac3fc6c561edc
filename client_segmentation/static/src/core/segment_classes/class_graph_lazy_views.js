import {patch} from "@web/core/utils/patch";
import {sortBy} from "@web/core/utils/arrays";
import {GraphModel, SEP} from "@web/views/graph/graph_model";
import {GraphRenderer} from "@web/views/graph/graph_renderer";

import {getColorsByLabel} from "@client_segmentation/core/segment_classes/class_colors";

// Beside classes, for what is none of them
const OTHER = "#343a40";

/**
 * Charts of any document show classes in their own order and colours.
 */
patch(GraphModel.prototype, {
    /**
     * @param {Number} level of the grouping
     * @returns {Map<String, String>|null} see getColorsByLabel
     */
    getClassColors(level) {
        const {groupBy, fields} = this.metaData;
        const name = groupBy[level]?.fieldName;
        return name && fields[name] ? getColorsByLabel(name, fields[name]) : null;
    },

    /** @override Which of them comes first must not depend on the first group. */
    _getData() {
        const data = super._getData(...arguments);
        const colors = this.metaData.mode !== "pie" && this.getClassColors(1);
        if (colors) {
            const labels = [...colors.keys()];
            const getPlace = ({label}) => {
                const place = labels.indexOf(label.split(SEP)[0]);
                return place < 0 ? labels.length : place;
            };
            data.datasets = sortBy(data.datasets, getPlace);
        }
        return data;
    },
});

patch(GraphRenderer.prototype, {
    /** @override */
    getBarChartData() {
        const data = super.getBarChartData();
        this.colorDatasets((dataset, color) => {
            dataset.backgroundColor = color;
        });
        const colors = this.isOneClassPerBar && this.model.getClassColors(0);
        if (colors) {
            const [dataset] = this.model.data.datasets;
            dataset.backgroundColor = dataset.trueLabels.map(
                (label) => colors.get(label) || OTHER
            );
        }
        return data;
    },

    /** @override */
    getLineChartData() {
        const data = super.getLineChartData();
        this.colorDatasets((dataset, color) => {
            dataset.borderColor = color;
            dataset.backgroundColor = `${color}33`;
            dataset.pointBackgroundColor = color;
            dataset.hoverBackgroundColor = color;
        });
        return data;
    },

    /** @override */
    getPieChartData() {
        const data = super.getPieChartData();
        const colors = this.isOneClassPerBar && this.model.getClassColors(0);
        if (colors) {
            const ofLabels = data.labels.map((label) => colors.get(label) || OTHER);
            for (const dataset of data.datasets) {
                dataset.backgroundColor = ofLabels;
                dataset.hoverBackgroundColor = ofLabels;
            }
        }
        return data;
    },

    /** @override */
    getLegendOptions() {
        const options = super.getLegendOptions();
        const {generateLabels} = options.labels;
        options.labels.generateLabels = (chart) =>
            generateLabels(chart).map((item) => {
                const [dataset] = chart.data.datasets;
                if (this.model.metaData.mode === "pie") {
                    item.fillStyle = dataset.backgroundColor[item.index];
                } else if (Array.isArray(item.fillStyle)) {
                    item.fillStyle = item.strokeStyle = OTHER;
                }
                return item;
            });
        return options;
    },

    /** @override */
    getTooltipItems() {
        const items = super.getTooltipItems(...arguments);
        const colors = this.isOneClassPerBar && this.model.getClassColors(0);
        for (const item of items) {
            if (Array.isArray(item.boxColor)) {
                item.boxColor = colors?.get(item.label) || OTHER;
            }
        }
        return items;
    },

    get isOneClassPerBar() {
        return this.model.metaData.groupBy.length === 1;
    },

    colorDatasets(paint) {
        const colors = this.model.getClassColors(1);
        for (const dataset of colors ? this.model.data.datasets : []) {
            paint(dataset, colors.get(dataset.label.split(SEP)[0]) || OTHER);
        }
    },
});
