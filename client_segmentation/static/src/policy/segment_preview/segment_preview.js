import {Component} from "@odoo/owl";

import {Dialog} from "@web/core/dialog/dialog";
import {deserializeDate, formatDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

/** How many clients are in each class, now and with the settings on the screen. */
export class SegmentPreviewDialog extends Component {
    static template = "client_segmentation.SegmentPreviewDialog";
    static components = {Dialog};
    static props = {
        preview: Object,
        note: {type: String, optional: true},
        close: Function,
    };

    get asOf() {
        return formatDate(deserializeDate(this.props.preview.as_of));
    }

    get note() {
        return (
            this.props.note || _t("With the settings on the screen. Nothing is saved.")
        );
    }

    get isUnchanged() {
        return this.props.preview.axes.every((axis) => !axis.changed);
    }

    getDifference({before, after}) {
        const sign = after > before ? "+" : "−";
        return after === before ? "" : sign + Math.abs(after - before);
    }
}

/** The button in the settings. It saves nothing: a button of the view would. */
export class SegmentPreviewButton extends Component {
    static template = "client_segmentation.SegmentPreviewButton";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
    }

    async openPreview() {
        const {record} = this.props;
        if (!(await record.checkValidity({displayNotification: true}))) {
            return;
        }
        const names = Object.keys(record.activeFields).filter((name) =>
            name.startsWith("segment_")
        );
        const preview = await this.orm.call("res.company", "get_segment_preview", [
            record.data.company_id.id,
            Object.fromEntries(
                names.map((name) => [name, record.data[name]?.id ?? record.data[name]])
            ),
        ]);
        this.dialog.add(SegmentPreviewDialog, {preview});
    }
}

registry.category("view_widgets").add("client_segment_preview", {
    component: SegmentPreviewButton,
    fieldDependencies: [{name: "company_id", type: "many2one"}],
});
