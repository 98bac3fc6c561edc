import {Component} from "@odoo/owl";
import {DateTimePickerPopover} from "@web/core/datetime/datetime_picker_popover";
import {_t} from "@web/core/l10n/translation";
import {formatDate} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {usePopover} from "@web/core/popover/popover_hook";

const ICONS = {
    urgent: "fa-bolt",
    scheduled: "fa-calendar-check-o",
    researching: "fa-search",
};
const DATE_FIELD = "purchase_timing_date";
const CLOSING_FIELD = "date_deadline";
const {DateTime} = luxon;

/**
 * Sets the purchase timing of an opportunity with one click; another click on the
 * same button clears it. A scheduled purchase takes the expected closing as the day of
 * the decision, or asks for it.
 */
export class PurchaseTimingField extends Component {
    static template = "client_segmentation.PurchaseTimingField";
    static props = {
        ...standardFieldProps,
        withLabels: {type: Boolean, optional: true},
    };

    setup() {
        this.calendar = usePopover(DateTimePickerPopover, {position: "bottom"});
    }

    get timings() {
        const {fields, data} = this.props.record;
        return fields[this.props.name].selection.map(([value, label]) => ({
            value,
            label,
            icon: ICONS[value],
            selected: data[this.props.name] === value,
        }));
    }

    get date() {
        return this.props.record.data[DATE_FIELD];
    }

    get dateLabel() {
        const sameYear = this.date.hasSame(DateTime.local(), "year");
        return sameYear
            ? this.date.toLocaleString({day: "numeric", month: "short"})
            : formatDate(this.date);
    }

    get isScheduled() {
        return this.props.record.data[this.props.name] === "scheduled";
    }

    get isPast() {
        return this.date < DateTime.local().startOf("day");
    }

    get dateTooltip() {
        return this.isPast ? _t("The decision date has passed") : _t("Decision date");
    }

    onClick({value, selected}, ev) {
        if (selected) {
            return this.save({[this.props.name]: false});
        }
        const closing = this.props.record.data[CLOSING_FIELD];
        if (value === "scheduled" && !closing) {
            return this.askDate(ev);
        }
        if (value === "scheduled") {
            return this.schedule(closing);
        }
        return this.save({[this.props.name]: value});
    }

    askDate(ev) {
        const onSelect = (date) => {
            this.calendar.close();
            this.schedule(date);
        };
        const pickerProps = {
            type: "date",
            value: this.date || false,
            minDate: DateTime.local().startOf("day"),
            onSelect,
        };
        this.calendar.open(ev.currentTarget, {pickerProps});
    }

    schedule(date) {
        return this.save({[this.props.name]: "scheduled", [DATE_FIELD]: date});
    }

    save(changes) {
        return this.props.record.update(changes, {save: true});
    }
}

export const purchaseTimingField = {
    component: PurchaseTimingField,
    displayName: _t("Purchase timing"),
    supportedTypes: ["selection"],
    fieldDependencies: [
        {name: DATE_FIELD, type: "date", readonly: false},
        {name: CLOSING_FIELD, type: "date"},
    ],
    extractProps: ({viewType}, {readonly}) => ({
        readonly,
        withLabels: viewType === "form",
    }),
};

registry.category("fields").add("purchase_timing", purchaseTimingField);
