import {Component} from "@odoo/owl";

import {SegmentSearchModel} from "@client_segmentation/core/segment_views/segment_search_model";
import {Domain} from "@web/core/domain";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

const NEW_ACTION = "client_segmentation.client_saved_segment_new_action";
// What holds for all saved segments need not stand in each
const IS_CLIENT = new Domain([
    "|",
    ["parent_id", "=", false],
    ["is_company", "=", true],
]);
const LIST_ACTION = "client_segmentation.client_saved_segment_action";

/** Saves what is shown as a segment that is counted from then on. */
export class SaveSegmentItem extends Component {
    static template = "client_segmentation.SaveSegmentItem";
    static components = {DropdownItem};
    static props = {};

    setup() {
        this.action = useService("action");
    }

    get domain() {
        const {searchModel} = this.env;
        const all = new Domain(searchModel.globalDomain).toString();
        const withGlobal = all !== IS_CLIENT.toString();
        return searchModel._getDomain({raw: true, withGlobal}).toString();
    }

    save() {
        const {searchModel} = this.env;
        this.action.doAction(NEW_ACTION, {
            additionalContext: {default_domain: this.domain},
            onClose: () => {
                searchModel.searchPanelInfo.shouldReload = true;
                return searchModel._notify();
            },
        });
    }

    manage() {
        this.action.doAction(LIST_ACTION);
    }
}

registry.category("favoriteMenu").add("save_client_segment", {
    Component: SaveSegmentItem,
    groupNumber: 2,
    isDisplayed: ({searchModel}) =>
        searchModel instanceof SegmentSearchModel &&
        searchModel.resModel === "res.partner",
});
