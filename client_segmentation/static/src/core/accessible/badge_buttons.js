import {registry} from "@web/core/registry";
import {
    BadgeSelectionField,
    badgeSelectionField,
} from "@web/views/fields/badge_selection/badge_selection_field";

/** Odoo's badges to choose from are reached by the mouse alone; these are buttons. */
export class BadgeButtonsField extends BadgeSelectionField {
    static template = "client_segmentation.BadgeButtonsField";
}

registry.category("fields").add("badge_buttons", {
    ...badgeSelectionField,
    component: BadgeButtonsField,
});
