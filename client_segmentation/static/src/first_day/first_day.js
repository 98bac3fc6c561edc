import {Component, onWillStart, onWillUnmount, useState} from "@odoo/owl";

import {browser} from "@web/core/browser/browser";
import {deserializeDate, formatDate} from "@web/core/l10n/dates";
import {RecordSelector} from "@web/core/record_selectors/record_selector";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";
import {useDebounced} from "@web/core/utils/timing";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {formatInteger} from "@web/views/fields/formatters";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

import {FirstDayRow} from "./first_day_row";
import {FirstDaySteps} from "./first_day_steps";

const TYPING = 500;
const SECOND = 1000;

/** From documents to a ranked list of clients: one page, one button. */
export class FirstDay extends Component {
    static template = "client_segmentation.FirstDay";
    static components = {FirstDayRow, FirstDaySteps, Layout, RecordSelector};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = {controlPanel: {}};
        this.userId = user.userId;
        this.state = useState({
            page: null,
            values: {},
            axes: null,
            headId: user.userId,
            isBusy: false,
            seconds: 0,
            result: this.props.state?.result || null,
        });
        // Who comes back from the list finds the things to do.
        useSetupAction({getLocalState: () => ({result: this.state.result})});
        this.previewSoon = useDebounced(() => this.preview(), TYPING);
        onWillStart(() => this.load());
        onWillUnmount(() => browser.clearInterval(this.clock));
    }

    get page() {
        return this.state.page;
    }

    /** Where somebody may do everything on the page. */
    get canStart() {
        return this.page.is_manager && Boolean(this.page.rows);
    }

    get isEmpty() {
        return !this.page.found.sources.length;
    }

    formatDay(day) {
        return formatDate(deserializeDate(day));
    }

    formatCount(count) {
        return formatInteger(count);
    }

    async load() {
        this.state.page = await this.orm.call("client.first.day", "get_page", []);
        this.state.values = {...this.page.values};
        if (this.canStart) {
            // The page is there at once, the numbers beside it a moment later.
            this.preview();
        }
    }

    set(name, value) {
        this.state.values[name] = value;
        this.previewSoon();
    }

    /** Back to the settings in force: nothing would change. */
    keep() {
        this.state.values = {...this.page.current};
        return this.preview();
    }

    propose() {
        this.state.values = {...this.page.values};
        return this.preview();
    }

    async preview() {
        const asked = JSON.stringify(this.state.values);
        const {axes} = await this.orm.call("client.first.day", "get_preview", [
            this.state.values,
        ]);
        if (asked === JSON.stringify(this.state.values)) {
            this.state.axes = Object.fromEntries(axes.map((axis) => [axis.axis, axis]));
        }
    }

    async nameHead() {
        this.page.heads = await this.orm.call(
            "client.first.day",
            "name_head_of_sales",
            [this.state.headId]
        );
        if (this.state.headId === this.userId) {
            // The own role shows in menus and on this page.
            window.location.reload();
        }
    }

    async start() {
        this.state.isBusy = true;
        this.state.seconds = 0;
        this.clock = browser.setInterval(() => this.state.seconds++, SECOND);
        try {
            this.state.result = await this.orm.call("client.first.day", "start", [
                this.state.values,
            ]);
        } finally {
            browser.clearInterval(this.clock);
            this.state.isBusy = false;
        }
    }

    openHistory({action}) {
        return this.action.doAction(action);
    }
}

registry.category("actions").add("client_first_day", FirstDay);
