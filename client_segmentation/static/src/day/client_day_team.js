import {Component, onWillStart, useState} from "@odoo/owl";

import {formatCurrency} from "@web/core/currency";
import {
    deserializeDate,
    deserializeDateTime,
    formatDate,
    formatDateTime,
} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

// In the order of their columns
const FIGURES = ["late", "left", "done", "won_back"];
const HANDOVER_ACTION = "client_segmentation.client_day_handover_action";

/** How far the salespeople are with their days, for the head of sales. */
export class ClientDayTeam extends Component {
    static template = "client_segmentation.ClientDayTeam";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = {controlPanel: {}};
        this.figures = FIGURES;
        this.state = useState({team: null});
        onWillStart(() => this.load());
    }

    get team() {
        return this.state.team;
    }

    get computedText() {
        const {computed_on: moment} = this.team;
        return moment && formatDateTime(deserializeDateTime(moment));
    }

    async load() {
        this.state.team = await this.orm.call("client.day", "get_team", []);
    }

    getTotal(name) {
        return this.team.people.reduce((total, person) => total + person[name], 0);
    }

    formatAmount(amount) {
        return formatCurrency(amount, this.team.currency_id, {digits: [16, 0]});
    }

    getHandoverText({handover}) {
        return _t("%(deputy)s until %(day)s", {
            deputy: handover.deputy,
            day: formatDate(deserializeDate(handover.date_end)),
        });
    }

    openDay({id, name}) {
        return this.action.doAction({
            type: "ir.actions.client",
            tag: "client_day",
            name: _t("Day of %(name)s", {name}),
            params: {user_id: id},
        });
    }

    /** What is behind a figure: the day for calls to make, or clients. */
    async open(person, figure) {
        if (figure === "left") {
            return this.openDay(person);
        }
        const args = [person.id, figure];
        return this.action.doAction(
            await this.orm.call("client.day", "action_open_team", args)
        );
    }

    async handOver({id}) {
        return this.action.doAction(HANDOVER_ACTION, {
            additionalContext: {default_user_id: id},
            onClose: () => this.load(),
        });
    }

    async endHandover({handover}) {
        await this.orm.unlink("client.day.handover", [handover.id]);
        await this.load();
    }
}

registry.category("actions").add("client_day_team", ClientDayTeam);
