import {Component, useState} from "@odoo/owl";

import {DayPanel, getPhoneUrl} from "./day_panel";

/** One client: why to call, and what came of it. */
export class DayLine extends Component {
    static template = "client_segmentation.DayLine";
    static components = {DayPanel};
    static props = {
        line: Object,
        day: Object,
        panel: [String, Boolean],
        actions: Object,
    };

    setup() {
        this.state = useState({showsWhy: false});
    }

    get client() {
        return this.props.line.client;
    }

    get phoneUrl() {
        return getPhoneUrl(this.client);
    }

    startLog() {
        const {line, actions} = this.props;
        return line.private ? actions.logPrivately(line) : actions.toggle(line, "log");
    }

    log(kind, values) {
        return this.props.actions.log(this.props.line, kind, values);
    }
}
