import {Component} from "@odoo/owl";

import {ClientDay} from "@client_segmentation/day/client_day";
import {SegmentControlPanel} from "@client_segmentation/core/segment_views/segment_control_panel";
import {useService} from "@web/core/utils/hooks";

/** Where there is nothing to see before the first run: the way to it. */
export class FirstDayCard extends Component {
    static template = "client_segmentation.FirstDayCard";
    static props = {};

    setup() {
        this.action = useService("action");
    }

    open() {
        return this.action.doAction("client_segmentation.client_first_day_action");
    }
}

for (const Page of [ClientDay, SegmentControlPanel]) {
    Page.components = {...Page.components, FirstDayCard};
}
