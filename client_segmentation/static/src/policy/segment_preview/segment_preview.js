import {Component, useState} from "@odoo/owl";

import {Dialog} from "@web/core/dialog/dialog";
import {deserializeDate, formatDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useDebounced} from "@web/core/utils/timing";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

// A preview that takes longer than this (ms) waits for a click.
const PATIENCE = 2000;
const TYPING = 500;

const formatDay = (day) => formatDate(deserializeDate(day));

/** How many clients are in each class, now and with other settings. */
export class SegmentPreviewTable extends Component {
    static template = "client_segmentation.SegmentPreviewTable";
    static props = {axes: Array, onMove: {type: Function, optional: true}};

    getDifference({before, after}) {
        const sign = after > before ? "+" : "−";
        return after === before ? "" : sign + Math.abs(after - before);
    }
}

export class SegmentPreviewDialog extends Component {
    static template = "client_segmentation.SegmentPreviewDialog";
    static components = {Dialog, SegmentPreviewTable};
    static props = {preview: Object, note: String, close: Function};

    get asOf() {
        return formatDay(this.props.preview.as_of);
    }

    get isUnchanged() {
        return this.props.preview.axes.every((axis) => !axis.changed);
    }
}

/** Beside the form of the policy: what the values as typed would change. It saves
 * nothing. */
export class SegmentPreview extends Component {
    static template = "client_segmentation.SegmentPreview";
    static components = {SegmentPreviewTable};
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({preview: null, isBusy: false, isOutdated: false});
        this.duration = 0;
        this.showSoon = useDebounced(() => this.show(), TYPING);
        let known = null;
        useRecordObserver((record) => {
            const typed = this.getTyped(record);
            if (known !== null && known !== typed) {
                this.onChange(record);
            }
            known = typed;
        });
    }

    /** All that is set, as one string to compare. */
    getTyped(record) {
        return JSON.stringify(
            Object.keys(record.activeFields)
                .filter(
                    (name) =>
                        !["one2many", "many2many"].includes(record.fields[name].type)
                )
                .map((name) => record.data[name]?.id ?? record.data[name])
        );
    }

    onChange() {
        this.state.isOutdated = Boolean(this.state.preview);
        if (this.duration < PATIENCE) {
            this.showSoon();
        }
    }

    get asOf() {
        return formatDay(this.state.preview.as_of);
    }

    get changed() {
        return this.state.preview.axes.filter((axis) => axis.changed);
    }

    get unchanged() {
        const labels = this.state.preview.axes
            .filter((axis) => !axis.changed)
            .map((axis) => axis.label);
        return labels.length ? _t("Unchanged: %s", labels.join(", ")) : "";
    }

    async show() {
        const {record} = this.props;
        if (!(await record.checkValidity({displayNotification: true}))) {
            return;
        }
        this.values = await record.getChanges();
        this.state.isBusy = true;
        const start = Date.now();
        try {
            this.state.preview = await this.call("get_preview");
            this.state.isOutdated = false;
        } finally {
            this.state.isBusy = false;
            this.duration = Date.now() - start;
        }
    }

    /** Who they are, in a dialog: the form stays as it is typed. */
    async openMove(axis, {before, after}) {
        const action = await this.call("action_preview_clients", axis, before, after);
        this.action.doAction(action);
    }

    call(method, ...args) {
        const {resModel, resId} = this.props.record;
        return this.orm.call(resModel, method, [[resId], this.values, ...args]);
    }
}

registry.category("view_widgets").add("client_segment_preview", {
    component: SegmentPreview,
});
