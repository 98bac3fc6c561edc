import {registry} from "@web/core/registry";
import {graphView} from "@web/views/graph/graph_view";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {listView} from "@web/views/list/list_view";
import {pivotView} from "@web/views/pivot/pivot_view";

import {SegmentControlPanel} from "./segment_control_panel";

const viewRegistry = registry.category("views");

for (const view of [listView, kanbanView, pivotView, graphView]) {
    viewRegistry.add(`client_segment_${view.type}`, {
        ...view,
        ControlPanel: SegmentControlPanel,
    });
}
