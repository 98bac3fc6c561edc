import {registry} from "@web/core/registry";
import {
    PercentageField,
    percentageField,
} from "@web/views/fields/percentage/percentage_field";

/** Odoo's percentage has no id for its label, and in a table of ours there is none. */
export class NamedPercentageField extends PercentageField {
    static template = "client_segmentation.NamedPercentageField";

    get label() {
        return this.props.record.fields[this.props.name].string;
    }
}

registry.category("fields").add("named_percentage", {
    ...percentageField,
    component: NamedPercentageField,
});
