import {Component, markup, useState} from "@odoo/owl";

import {registry} from "@web/core/registry";
import {KeepLast} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

/**
 * Why a client is in its classes, on a page of its form. It is read when the page is
 * opened: it takes as long as the rest of the form, which is opened for many reasons.
 */
export class ExplanationWidget extends Component {
    static template = "client_segmentation.ExplanationWidget";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.state = useState({isRead: false, text: ""});
        this.keepLast = new KeepLast();
        // With the data, which are other ones after each reload
        useRecordObserver((record) => this.read(record.resId, record.data));
    }

    async read(clientId) {
        if (!clientId) {
            return;
        }
        const [client] = await this.keepLast.add(
            this.orm.read("res.partner", [clientId], ["segment_explanation"])
        );
        // Made by the server from its own templates
        const text = client.segment_explanation;
        Object.assign(this.state, {isRead: true, text: text && markup(text)});
    }
}

export const explanationWidget = {component: ExplanationWidget};

registry.category("view_widgets").add("segment_explanation", explanationWidget);
