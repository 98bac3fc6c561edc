import {onMounted, onWillStart, useState} from "@odoo/owl";

import {deserializeDateTime, deserializeDate, formatDate} from "@web/core/l10n/dates";
import {useBus, useService} from "@web/core/utils/hooks";
import {ControlPanel} from "@web/search/control_panel/control_panel";

const RECOMPUTE_ACTION = "client_segmentation.client_segment_recompute_action";

/**
 * The control panel of views that show computed segments: says when they were
 * computed and lets those who may recompute them.
 */
export class SegmentControlPanel extends ControlPanel {
    static template = "client_segmentation.SegmentControlPanel";

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.action = useService("action");
        this.freshness = useState({});
        if (this.env.searchModel) {
            useBus(this.env.searchModel, "update", () => this.render());
        }
        onWillStart(() => this.loadFreshness());
        // The search panel listens from then on.
        onMounted(() =>
            this.env.searchModel?.setComputedAt?.(this.freshness.computed_at)
        );
    }

    async loadFreshness() {
        const freshness = await this.orm.call("client.segment.run", "get_freshness");
        Object.assign(this.freshness, freshness);
    }

    get hidesClients() {
        return Boolean(this.env.searchModel?.actingFilter);
    }

    showAllClients() {
        this.env.searchModel.showAllClients();
    }

    get computedAgo() {
        return deserializeDateTime(this.freshness.computed_at).toRelative();
    }

    get asOf() {
        return formatDate(deserializeDate(this.freshness.as_of));
    }

    recomputeSegments() {
        return this.action.doAction(RECOMPUTE_ACTION);
    }
}
