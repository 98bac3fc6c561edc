import {SegmentControlPanel} from "@client_segmentation/core/segment_views/segment_control_panel";
import {registry} from "@web/core/registry";
import {GraphModel} from "@web/views/graph/graph_model";
import {GraphRenderer} from "@web/views/graph/graph_renderer";
import {graphView} from "@web/views/graph/graph_view";

/** Rates by month, with the target of the time as one more line. */
export class ActiveGraphModel extends GraphModel {
    /** @override */
    async _loadDataPoints(metaData) {
        const [month] = metaData.groupBy;
        const loaded = [await super._loadDataPoints(metaData)];
        if (metaData.measure === "rate" && month?.fieldName === "month") {
            const target = {...metaData, measure: "target", groupBy: [month]};
            loaded.push(await super._loadDataPoints(target));
        }
        const [[points, currencies], [targets] = [[]]] = loaded;
        for (const point of targets) {
            point.labels.push(this.targetLabel);
        }
        return [[...points, ...targets], currencies];
    }

    /** @override Months without a rate have none; they are not zero. */
    _getData() {
        const data = super._getData(...arguments);
        if (this.metaData.mode === "line" && this.metaData.measure === "rate") {
            for (const dataset of data.datasets) {
                dataset.spanGaps = true;
                dataset.data = dataset.data.map((value, index) =>
                    dataset.domains[index].length ? value : null
                );
            }
        }
        return data;
    }

    get targetLabel() {
        return this.metaData.fields.target.string;
    }
}

export class ActiveGraphRenderer extends GraphRenderer {
    /** @override */
    getLineChartData() {
        const data = super.getLineChartData();
        for (const dataset of data.datasets) {
            if (dataset.label === this.model.targetLabel) {
                dataset.borderDash = [6, 4];
                dataset.pointRadius = 0;
            }
        }
        return data;
    }
}

registry.category("views").add("client_segment_active_graph", {
    ...graphView,
    ControlPanel: SegmentControlPanel,
    Model: ActiveGraphModel,
    Renderer: ActiveGraphRenderer,
});
