import {Component} from "@odoo/owl";

import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {
    Many2ManyTagsFieldColorEditable,
    many2ManyTagsFieldColorEditable,
} from "@web/views/fields/many2many_tags/many2many_tags_field";

import {getClassKey} from "./class_colors";
import {useClassExplanation} from "./class_explanation";

const CLASS_OF_TAG = [
    {name: "segment_field", type: "char", readonly: true},
    {name: "segment_value", type: "char", readonly: true},
];

function getAxis(tag) {
    return tag.data.segment_field.replace(/^segment_/, "");
}

/** The classes of a contact, from their tags. A click explains one. */
export class ClassTagsField extends Component {
    static template = "client_segmentation.ClassTagsField";
    static props = {...standardFieldProps, limit: {type: Number, optional: true}};

    setup() {
        this.explain = useClassExplanation();
    }

    get clientId() {
        return this.props.record.resId;
    }

    get tags() {
        return this.props.record.data[this.props.name].records;
    }

    /** How many the client has beside those on show. */
    get moreCount() {
        return Math.max(0, this.tags.length - (this.props.limit || Infinity));
    }

    get badges() {
        return this.tags.slice(0, this.props.limit).map((tag) => {
            const {display_name, segment_field, segment_value} = tag.data;
            return {
                id: tag.resId,
                label: display_name,
                axis: getAxis(tag),
                className: `o_segment_class_${getClassKey(segment_field, segment_value)}`,
            };
        });
    }
}

registry.category("fields").add("segment_tags", {
    component: ClassTagsField,
    displayName: _t("Classes of a client"),
    supportedTypes: ["many2many"],
    extractProps: ({options}) => ({limit: options.limit}),
    relatedFields: [{name: "display_name", type: "char"}, ...CLASS_OF_TAG],
});

/**
 * Tags of contacts as in Odoo, but for those of classes that are published among them:
 * a click does not recolour these for everybody, it explains the class.
 */
export class PublishedTagsField extends Many2ManyTagsFieldColorEditable {
    setup() {
        super.setup();
        this.explain = useClassExplanation();
    }

    onTagClick(ev, tag) {
        if (!tag.data.segment_field) {
            return super.onTagClick(ev, tag);
        }
        return this.explain(this.props.record.resId, getAxis(tag));
    }
}

registry.category("fields").add("segment_published_tags", {
    ...many2ManyTagsFieldColorEditable,
    component: PublishedTagsField,
    relatedFields: (fieldInfo) => [
        ...many2ManyTagsFieldColorEditable.relatedFields(fieldInfo),
        ...CLASS_OF_TAG,
    ],
});
