import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const CRITERIA = [
    "qualification_money",
    "qualification_problem",
    "qualification_offer",
    "qualification_decision",
    "qualification_terms",
];
const SELECTION = [
    ["yes", _t("Yes")],
    ["no", _t("No")],
    ["unknown", _t("Unknown")],
];
const COLORS = {yes: "bg-success", no: "bg-danger"};

/**
 * The five criteria of an opportunity: as a score with a tooltip, or, on the form, with
 * one button for each answer.
 */
export class QualificationField extends Component {
    static template = "client_segmentation.QualificationField";
    static props = {
        ...standardFieldProps,
        compact: {type: Boolean, optional: true},
    };

    get criteria() {
        const {data, fields} = this.props.record;
        return CRITERIA.map((name) => {
            const answer = data[name] || "unknown";
            return {
                name,
                answer,
                label: fields[name].string,
                color: COLORS[answer] || "bg-secondary-subtle border",
            };
        });
    }

    get answers() {
        return SELECTION;
    }

    get score() {
        return this.criteria.filter(({answer}) => answer === "yes").length;
    }

    get tooltip() {
        const open = this.criteria.filter(({answer}) => answer !== "yes");
        if (!open.length) {
            return _t("Fully qualified");
        }
        const labels = open.map(({label}) => label).join(", ");
        return _t("Not confirmed: %(criteria)s", {criteria: labels});
    }

    onClick(name, answer) {
        return this.props.record.update({[name]: answer}, {save: true});
    }
}

export const qualificationField = {
    component: QualificationField,
    displayName: _t("Qualification"),
    supportedTypes: ["integer"],
    fieldDependencies: CRITERIA.map((name) => ({
        name,
        type: "selection",
        selection: SELECTION,
        readonly: false,
    })),
    extractProps: ({viewType}, {readonly}) => ({
        readonly,
        compact: viewType !== "form",
    }),
};

registry.category("fields").add("qualification", qualificationField);
