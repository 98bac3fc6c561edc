import {Component, onWillStart, useEnv, useSubEnv} from "@odoo/owl";

import {useService} from "@web/core/utils/hooks";
import {patch} from "@web/core/utils/patch";
import {ControlPanel} from "@web/search/control_panel/control_panel";

/** The tabs of a menu: actions that take each other's place, each with its address. */
export class ActionTabs extends Component {
    static template = "client_segmentation.ActionTabs";
    static props = {menu: String};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.tabs = [];
        onWillStart(async () => {
            this.tabs = await this.orm.call("client.segment", "get_tabs", [
                this.props.menu,
            ]);
        });
    }

    /** The tab of the action on show; what is opened from there has none. */
    get current() {
        return this.tabs.find(({actions}) => actions.some(({id}) => this.isShown(id)));
    }

    isShown(actionId) {
        return actionId === this.env.config.actionId;
    }

    open(actionId) {
        return this.action.doAction(actionId, {stackPosition: "replaceCurrentAction"});
    }
}

/**
 * Show the tabs that the context of a client action names, as lists do.
 *
 * @param {Object} action
 * @param {Object} [more] of the configuration of what is within
 */
export function useActionTabs({context}, more = {}) {
    const {config} = useEnv();
    useSubEnv({config: {...config, ...more, segmentTabs: context?.segment_tabs}});
}

patch(ControlPanel, {components: {...ControlPanel.components, ActionTabs}});
patch(ControlPanel.prototype, {
    /** The menu whose tabs belong here; records have none. */
    get tabsMenu() {
        const {segmentTabs, viewType} = this.env.config;
        const menu = segmentTabs || this.env.searchModel?.globalContext?.segment_tabs;
        return viewType === "form" ? undefined : menu;
    },
});
