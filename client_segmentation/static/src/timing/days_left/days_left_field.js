import {
    RemainingDaysField,
    remainingDaysField,
} from "@web/views/fields/remaining_days/remaining_days_field";
import {capitalize} from "@web/core/utils/strings";
import {registry} from "@web/core/registry";

/** In days, always: "Next month" may be six days away, and is what nobody plans by. */
export class DaysLeftField extends RemainingDaysField {
    get diffString() {
        if (this.diffDays === null || Math.abs(this.diffDays) > 99) {
            return super.diffString;
        }
        const day = this.props.record.data[this.props.name].startOf("day");
        return capitalize(day.toRelativeCalendar({unit: "days"}));
    }
}

registry.category("fields").add("segment_days_left", {
    ...remainingDaysField,
    component: DaysLeftField,
});
