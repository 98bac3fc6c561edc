import {Component} from "@odoo/owl";

import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {getAxisName, getClassKey} from "./class_colors";
import {useClassExplanation} from "./class_explanation";

/**
 * The class of a client as a badge that says, when clicked, why. Of a document it is
 * the class of its client; where no client is known, there is nothing to click on.
 */
export class ClassBadgeField extends Component {
    static template = "client_segmentation.ClassBadgeField";
    static props = {
        ...standardFieldProps,
        string: {type: String, optional: true},
    };

    setup() {
        this.explain = useClassExplanation();
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    get label() {
        const {selection, string} = this.props.record.fields[this.props.name];
        if (this.value === true) {
            return this.props.string || string;
        }
        return selection.find(([value]) => value === this.value)?.[1];
    }

    get className() {
        return `o_segment_class_${getClassKey(this.props.name, this.value)}`;
    }

    /** Of "axis:class" the axis; otherwise the field is one. */
    get axis() {
        if (String(this.value).includes(":")) {
            return this.value.split(":")[0];
        }
        return getAxisName(this.props.name);
    }

    get clientId() {
        const {resModel, resId, data} = this.props.record;
        return resModel === "res.partner" ? resId : data.partner_id?.id;
    }
}

export const classBadgeField = {
    component: ClassBadgeField,
    displayName: _t("Class of a client"),
    supportedTypes: ["selection", "boolean"],
    extractProps: ({string}) => ({string}),
};

registry.category("fields").add("segment_class", classBadgeField);
