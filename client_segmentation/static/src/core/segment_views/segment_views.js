import {registry} from "@web/core/registry";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {listView} from "@web/views/list/list_view";

import {SegmentControlPanel} from "./segment_control_panel";
import {SegmentSearchModel} from "./segment_search_model";

for (const view of [listView, kanbanView]) {
    registry.category("views").add(`client_segment_${view.type}`, {
        ...view,
        ControlPanel: SegmentControlPanel,
        SearchModel: SegmentSearchModel,
    });
}
