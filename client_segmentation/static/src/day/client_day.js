import {Component, onWillStart, useEffect, useRef, useState} from "@odoo/owl";

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

import {DayLine} from "./day_line";

const {DateTime} = luxon;

/**
 * Whom a salesperson calls today, and why: the most worth first.
 */
export class ClientDay extends Component {
    static template = "client_segmentation.ClientDay";
    static components = {DayLine, Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.display = {controlPanel: {}};
        this.state = useState({day: null, openKey: false, panel: false});
        this.page = useRef("page");
        onWillStart(() => this.load());
        useEffect(
            () => this.focusPlace(),
            () => [this.state.day]
        );
    }

    get day() {
        return this.state.day;
    }

    /** Whose list is looked at, unless it is the own one. */
    get userId() {
        return this.props.action.params?.user_id || false;
    }

    get todayText() {
        return deserializeDate(this.day.today).toLocaleString(DateTime.DATE_FULL);
    }

    get computedText() {
        const {computed_on: moment} = this.day;
        return moment && formatDateTime(deserializeDateTime(moment));
    }

    async load() {
        this.state.day = await this.orm.call("client.day", "get_day", [this.userId]);
        this.state.openKey = this.state.panel = false;
    }

    /** Who works with the keyboard goes on where a line was, with the next one. */
    focusPlace() {
        const {focusIndex} = this;
        this.focusIndex = undefined;
        if (focusIndex !== undefined) {
            const names = this.page.el.querySelectorAll(".o_day_name");
            const [undo] = this.page.el.querySelectorAll(".o_day_undo button");
            (names[Math.min(focusIndex, names.length - 1)] || undo)?.focus();
        }
    }

    toggle(line, panel) {
        const isOpen = this.state.openKey === line.key && this.state.panel === panel;
        this.state.openKey = isOpen ? false : line.key;
        this.state.panel = isOpen ? false : panel;
    }

    async log(line, kind, values) {
        const result = await this.orm.call("client.day.result", "log", [
            line.client.id,
            kind,
            {...values, user_id: line.user_id},
        ]);
        const day = formatDate(deserializeDate(result.next_date));
        this.notification.add(_t("%(name)s: next on %(day)s", {...result, day}), {
            type: "success",
        });
        this.focusIndex = this.day.lines.indexOf(line);
        await this.load();
    }

    /** What nobody else may know of is logged where it is kept. */
    logPrivately({private: {model, id, method}}) {
        return this.action.doActionButton({
            type: "object",
            name: method,
            resModel: model,
            resId: id,
            resIds: [id],
            context: {},
            onClose: () => this.load(),
        });
    }

    async finish({task_id: taskId}) {
        await this.orm.call("mail.activity", "action_done", [[taskId]]);
        await this.load();
    }

    async undo() {
        await this.orm.call("client.day.result", "undo", []);
        await this.load();
    }

    open({model, id}) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
            context: {client_page_first: true},
        });
    }

    write({client}) {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: _t("Write to %(name)s", client),
                res_model: "mail.compose.message",
                views: [[false, "form"]],
                target: "new",
                context: {
                    default_model: "res.partner",
                    default_res_ids: [client.id],
                    default_partner_ids: [client.id],
                    default_composition_mode: "comment",
                },
            },
            {onClose: () => this.load()}
        );
    }

    quote({client, reasons}) {
        const lead = reasons.find(({record}) => record?.model === "crm.lead");
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("New Quotation"),
            res_model: "sale.order",
            views: [[false, "form"]],
            context: {
                default_partner_id: client.id,
                ...(lead && {default_opportunity_id: lead.record.id}),
            },
        });
    }
}

registry.category("actions").add("client_day", ClientDay);
