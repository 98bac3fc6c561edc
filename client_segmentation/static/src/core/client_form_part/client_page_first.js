import {Component, onMounted, useRef, xml} from "@odoo/owl";

import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

/**
 * Opens the page "Segments" of a contact that is opened as a client, from My Day or the
 * list of clients: there is what to do next.
 */
export class ClientPageFirst extends Component {
    static template = xml`<span t-ref="root" class="d-none"/>`;
    static props = {...standardWidgetProps};

    setup() {
        this.root = useRef("root");
        onMounted(() => this.props.record.context.client_page_first && this.open());
    }

    open() {
        const form = this.root.el.closest(".o_form_renderer");
        form.querySelector(".o_notebook_headers [name='client_segments']")?.click();
    }
}

registry.category("view_widgets").add("client_page_first", {
    component: ClientPageFirst,
});
