import {SegmentControlPanel} from "@client_segmentation/core/segment_views/segment_control_panel";
import {SegmentSearchModel} from "@client_segmentation/core/segment_views/segment_search_model";
import {registry} from "@web/core/registry";
import {graphView} from "@web/views/graph/graph_view";
import {pivotView} from "@web/views/pivot/pivot_view";

for (const view of [graphView, pivotView]) {
    registry.category("views").add(`client_segment_${view.type}`, {
        ...view,
        ControlPanel: SegmentControlPanel,
        SearchModel: SegmentSearchModel,
    });
}
