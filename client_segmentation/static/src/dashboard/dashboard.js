import {Component, markup, onWillStart, useState, useSubEnv} from "@odoo/owl";

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
        useSubEnv({
            config: {
                ...this.env.config,
                segmentTabs: this.props.action.context?.segment_tabs,
            },
        });
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
        const {action: name, facets} = JSON.parse(line.dataset.open);
        const {id, path, xml_id, ...action} = await this.action.loadAction(name); // eslint-disable-line no-unused-vars
        if (action.type === "ir.actions.client") {
            return this.action.doAction(name);
        }
        const defaults = Object.entries(facets).map(([key, value]) => [
            `search_default_${key}`,
            value,
        ]);
        return this.action.doAction({...action, context: Object.fromEntries(defaults)});
    }
}

registry.category("actions").add("client_segment_dashboard", Dashboard);
