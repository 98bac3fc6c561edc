import {Component, onWillStart, onWillUnmount, useState} from "@odoo/owl";

import {openFiltered} from "@client_segmentation/core/segment_views/open_filtered";
import {browser} from "@web/core/browser/browser";
import {useService} from "@web/core/utils/hooks";

const CLIENTS_ACTION = "client_segmentation.client_segment_partner_action";
const DAY_ACTION = "client_segmentation.client_day_action";
const WHILE_FILLING = 5000;

/** What is worth doing first, and how far the months of the past are. */
export class FirstDaySteps extends Component {
    static template = "client_segmentation.FirstDaySteps";
    static props = {result: Object};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({months: false});
        onWillStart(() => this.follow());
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    /** The job in the background, as long as it is at it. */
    async follow() {
        const {months} = await this.orm.call("client.segment.run", "get_freshness");
        this.state.months = months;
        if (months) {
            this.timer = browser.setTimeout(() => this.follow(), WHILE_FILLING);
        }
    }

    get percent() {
        const {done, count} = this.state.months;
        return Math.round((100 * done) / count);
    }

    /** The list has as many lines as the step says; a filter tells why. */
    openStep({title, domain}) {
        const facet = {description: title, domain: JSON.stringify(domain)};
        return openFiltered(this.action, CLIENTS_ACTION, {title, facets: [facet]});
    }

    openDay() {
        return this.action.doAction(DAY_ACTION);
    }

    openClients() {
        return this.action.doAction(CLIENTS_ACTION);
    }
}
