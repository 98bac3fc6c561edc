import {Component, markup, onMounted, onWillStart, useRef} from "@odoo/owl";

import {Dialog} from "@web/core/dialog/dialog";
import {useService} from "@web/core/utils/hooks";

/** Why a client is in its classes; the one that was asked for comes first. */
export class ClassExplanation extends Component {
    static template = "client_segmentation.ClassExplanation";
    static components = {Dialog};
    static props = {
        clientId: Number,
        axis: String,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.body = useRef("body");
        onWillStart(async () => {
            const [client] = await this.orm.read(
                "res.partner",
                [this.props.clientId],
                ["display_name", "segment_explanation"]
            );
            this.name = client.display_name;
            // Made by the server from its own templates
            this.text =
                client.segment_explanation && markup(client.segment_explanation);
        });
        onMounted(() => {
            const card = this.body.el.querySelector(
                `[data-axes~="${this.props.axis}"]`
            );
            card?.classList.add("order-first", "o_segment_explained");
            card?.querySelector("details")?.setAttribute("open", "");
        });
    }

    openClient() {
        this.props.close();
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "res.partner",
            res_id: this.props.clientId,
            views: [[false, "form"]],
            context: {client_page_first: true},
        });
    }
}

/**
 * @returns {Function} shows why a client is in a class of an axis
 */
export function useClassExplanation() {
    const dialog = useService("dialog");
    return (clientId, axis) => dialog.add(ClassExplanation, {clientId, axis});
}
