import {Component, useState} from "@odoo/owl";

import {deserializeDate, serializeDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";

/** Mon, Nov 30 */
const formatDay = (day) =>
    deserializeDate(day).toLocaleString({
        weekday: "short",
        month: "short",
        day: "numeric",
    });
const CALLS = ["soon", "talked", "no_answer", "not_interested"];

export const getPhoneUrl = ({phone}) => `tel:${phone.replace(/\s+/g, "")}`;

/** What came of a call, or why there was none: one tap, and when the client comes back. */
export class DayPanel extends Component {
    static template = "client_segmentation.DayPanel";
    static props = {panel: String, day: Object, onLog: Function};

    setup() {
        this.state = useState({note: "", reason: "", date: ""});
    }

    get outcomes() {
        return this.props.day.kinds
            .filter(({kind}) => CALLS.includes(kind))
            .map((outcome) => ({
                ...outcome,
                next: formatDay(this.state.date || outcome.next_date),
            }));
    }

    /** Days to come back on: the next working day and the next Monday. */
    get delays() {
        const today = deserializeDate(this.props.day.today);
        const {next_date: tomorrow} = this.props.day.kinds.find(
            ({kind}) => kind === "snoozed"
        );
        const monday = serializeDate(today.plus({weeks: 1}).startOf("week"));
        return [
            {date: tomorrow, label: _t("Tomorrow")},
            {date: monday, label: _t("Next week")},
        ].map((delay) => ({...delay, next: formatDay(delay.date)}));
    }

    get usualReasons() {
        return [_t("Closed down"), _t("Buys elsewhere"), _t("Wrong contact")];
    }

    get firstDay() {
        return serializeDate(deserializeDate(this.props.day.today).plus({days: 1}));
    }

    log(kind) {
        const {note, date} = this.state;
        return this.props.onLog(kind, {note, next_date: date || false});
    }

    snooze(date) {
        return this.props.onLog("snoozed", {next_date: date});
    }

    dismiss(reason) {
        return this.props.onLog("irrelevant", {reason});
    }
}
