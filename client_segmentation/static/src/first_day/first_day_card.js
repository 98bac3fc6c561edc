import {Component, useState} from "@odoo/owl";

import {ClientDay} from "@client_segmentation/day/client_day";
import {SegmentControlPanel} from "@client_segmentation/core/segment_views/segment_control_panel";
import {useService} from "@web/core/utils/hooks";

/** While nobody has chosen the limits of classes: the way to them, until dismissed. */
export class FirstDayCard extends Component {
    static template = "client_segmentation.FirstDayCard";
    static props = {};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({isDismissed: false});
    }

    open() {
        return this.action.doAction("client_segmentation.client_first_day_action");
    }

    async dismiss() {
        await this.orm.call("client.first.day", "dismiss");
        this.state.isDismissed = true;
    }
}

for (const Page of [ClientDay, SegmentControlPanel]) {
    Page.components = {...Page.components, FirstDayCard};
}
