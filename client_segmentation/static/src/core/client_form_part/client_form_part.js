import {
    Component,
    onMounted,
    onWillStart,
    useRef,
    useState,
    useSubEnv,
} from "@odoo/owl";

import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {parseXML} from "@web/core/utils/xml";
import {Record} from "@web/model/record";
import {
    extractFieldsFromArchInfo,
    useRecordObserver,
} from "@web/model/relational_model/utils";
import {FormArchParser} from "@web/views/form/form_arch_parser";
import {loadSubViews} from "@web/views/form/form_controller";
import {FormRenderer} from "@web/views/form/form_renderer";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

/**
 * A form view of its own that shows more of the same record on a page of a form: it is
 * read when the page is opened, not each time the form is. Its buttons are the form's,
 * which is saved before and read again after.
 */
export class ClientFormPart extends Component {
    static template = "client_segmentation.ClientFormPart";
    static components = {FormRenderer, Record};
    static props = {...standardWidgetProps, viewId: Number};

    setup() {
        this.viewService = useService("view");
        this.root = useRef("root");
        this.state = useState({version: 0});
        // For what stands on the page and changes more than it
        useSubEnv({readFormAgain: () => this.readFormAgain()});
        onWillStart(() => this.loadArch());
        onMounted(() => this.bringIntoSight());
        // With the data, which are other ones after each reload
        useRecordObserver((record) => this.readAgain(record.resId, record.data));
    }

    async loadArch() {
        const {resModel} = this.props.record;
        const {fields, relatedModels, views} = await this.viewService.loadViews({
            context: {},
            resModel,
            views: [[this.props.viewId, "form"]],
        });
        const arch = parseXML(views.form.arch);
        this.archInfo = new FormArchParser().parse(arch, relatedModels, resModel);
        const {fieldNodes} = this.archInfo;
        const {isSmall} = this.env;
        await loadSubViews(fieldNodes, fields, {}, resModel, this.viewService, isSmall);
        this.shown = extractFieldsFromArchInfo(this.archInfo, fields);
    }

    /** On a phone the page of a client begins below all that is known of a contact. */
    bringIntoSight() {
        if (this.env.isSmall && this.props.record.context.client_page_first) {
            this.root.el.closest(".o_notebook")?.scrollIntoView();
        }
    }

    readAgain() {
        // Who works with the keyboard stays on the page, where all is made anew.
        if (this.root.el?.contains(document.activeElement)) {
            this.root.el.focus();
        }
        this.state.version++;
    }

    async readFormAgain() {
        const {record} = this.props;
        if (await record.save()) {
            await record.load();
        }
    }

    get recordProps() {
        const {context, resId, resModel} = this.props.record;
        return {...this.shown, context, mode: "readonly", resId, resModel};
    }
}

export const clientFormPart = {
    component: ClientFormPart,
    extractProps: ({options}) => ({viewId: options.view_id}),
};

registry.category("view_widgets").add("client_form_part", clientFormPart);
