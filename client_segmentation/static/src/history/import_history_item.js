import {Component} from "@odoo/owl";

import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {STATIC_ACTIONS_GROUP_NUMBER} from "@web/search/action_menus/action_menus";
import {SegmentSearchModel} from "@client_segmentation/core/segment_views/segment_search_model";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";

const MODEL = "client.history.import";

/** From the list of clients: what they have bought elsewhere, and who they are. */
export class ImportHistoryItem extends Component {
    static template = "client_segmentation.ImportHistoryItem";
    static components = {DropdownItem};
    static props = {};

    setup() {
        this.action = useService("action");
    }

    async open() {
        // The menu is closed, and this gone, before the server answers.
        const {orm} = this.env.services;
        this.action.doAction(await orm.call(MODEL, "action_open_new", []));
    }

    show() {
        this.action.doAction("client_segmentation.client_history_import_action");
    }
}

registry.category("cogMenu").add("import_client_history", {
    Component: ImportHistoryItem,
    groupNumber: STATIC_ACTIONS_GROUP_NUMBER,
    isDisplayed: async ({searchModel}) =>
        searchModel instanceof SegmentSearchModel &&
        searchModel.resModel === "res.partner" &&
        (await user.hasGroup("client_segmentation.group_segment_manager")),
});
