import {useState} from "@odoo/owl";

import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";
import {ListController} from "@web/views/list/list_controller";
import {ListRenderer} from "@web/views/list/list_renderer";
import {listView} from "@web/views/list/list_view";

import {SegmentPreviewDialog} from "../segment_preview/segment_preview";
import {RfmMap} from "./rfm_map";

/** The order of the rules decides; a rule that is moved changes what others say. */
class RfmRuleListRenderer extends ListRenderer {
    async sortDrop(...args) {
        await super.sortDrop(...args);
        await this.props.list.model.load();
    }
}

/** The list of RFM rules, with what is wrong with the table as a whole above it. */
export class RfmRuleListController extends ListController {
    static template = "client_segmentation.RfmRuleList";
    static components = {...ListController.components, RfmMap};

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.lint = useState({});
        super.setup();
    }

    get modelParams() {
        const params = super.modelParams;
        params.hooks.onRootLoaded = () => this.loadLint();
        return params;
    }

    async loadLint() {
        const lint = await this.orm.call("client.segment.rfm.rule", "get_lint");
        Object.assign(this.lint, lint);
    }

    /** How many clients are in each segment, now and by the rules as they stand. */
    async openPreview() {
        if (!(await this.model.root.leaveEditMode())) {
            return;
        }
        const policyIds = await this.orm.search("client.segment.policy", [
            ["company_id", "=", user.activeCompany.id],
        ]);
        const preview = await this.orm.call("client.segment.policy", "get_preview", [
            policyIds,
            {},
        ]);
        const axes = preview.axes.filter(({axis}) => axis === "rfm");
        this.dialog.add(SegmentPreviewDialog, {
            preview: {...preview, axes},
            note: _t(
                "This shows the current rules; clients are updated in the next run."
            ),
        });
    }

    /** @override */
    async onRecordSaved() {
        await super.onRecordSaved(...arguments);
        // Not awaited: the list is loaded once the record being saved is done.
        this.model.load();
    }
}

registry.category("views").add("client_segment_rfm_rule_list", {
    ...listView,
    Controller: RfmRuleListController,
    Renderer: RfmRuleListRenderer,
});
