import {Component, useState} from "@odoo/owl";

import {deserializeDate, formatDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {DayPanel, getPhoneUrl} from "./day_panel";

/** What to do next with a client: as on My Day, on the page of the client. */
export class ClientNextStep extends Component {
    static template = "client_segmentation.ClientNextStep";
    static components = {DayPanel};
    static props = {...standardFieldProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.state = useState({isLogging: false});
    }

    get line() {
        return this.props.record.data[this.props.name];
    }

    get phoneUrl() {
        return getPhoneUrl(this.line.client);
    }

    open({model, id}) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    run({model, id, method}, context = {}) {
        return this.action.doActionButton({
            type: "object",
            name: method,
            resModel: model,
            resId: id,
            resIds: [id],
            context,
            onClose: () => this.env.readFormAgain(),
        });
    }

    startLog() {
        if (this.line.private) {
            return this.run(this.line.private);
        }
        this.state.isLogging = !this.state.isLogging;
    }

    async log(kind, values) {
        const result = await this.orm.call("client.day.result", "log", [
            this.line.client.id,
            kind,
            {...values, user_id: this.line.user_id},
        ]);
        const day = formatDate(deserializeDate(result.next_date));
        this.notification.add(_t("%(name)s: next on %(day)s", {...result, day}), {
            type: "success",
        });
        await this.env.readFormAgain();
    }

    startPlaybook() {
        return this.run(
            {
                model: "client.segment.playbook",
                id: this.line.step.id,
                method: "action_start_for_client",
            },
            {segment_client_id: this.line.client.id}
        );
    }

    async finish({task_id: taskId}) {
        await this.orm.call("mail.activity", "action_done", [[taskId]]);
        await this.env.readFormAgain();
    }
}

export const clientNextStep = {
    component: ClientNextStep,
    supportedTypes: ["json"],
};

registry.category("fields").add("client_next_step", clientNextStep);
