import {Component, markup, onWillStart, useState} from "@odoo/owl";

import {useActionTabs} from "@client_segmentation/core/action_tabs/action_tabs";
import {openFiltered} from "@client_segmentation/core/segment_views/open_filtered";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

const REPORT = "client_segmentation.dashboard_report";

/** How the client base stands: the same page that is printed and sent. */
export class Dashboard extends Component {
    static template = "client_segmentation.Dashboard";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        useActionTabs(this.props.action);
        this.state = useState({page: ""});
        onWillStart(async () => {
            this.state.page = markup(
                await this.orm.call("client.segment", "get_dashboard")
            );
        });
    }

    get display() {
        return {controlPanel: {}};
    }

    print() {
        return this.action.doAction(REPORT, {
            additionalContext: {active_ids: [user.activeCompany.id]},
        });
    }

    /** The clients behind a line, with the filters that ask for them on show. */
    async open({target}) {
        const line = target.closest("[data-open]");
        if (!line) {
            return;
        }
        const {action, facets} = JSON.parse(line.dataset.open);
        const {type} = await this.action.loadAction(action);
        return type === "ir.actions.client"
            ? this.action.doAction(action)
            : openFiltered(this.action, action, {defaults: facets});
    }
}

registry.category("actions").add("client_segment_dashboard", Dashboard);
