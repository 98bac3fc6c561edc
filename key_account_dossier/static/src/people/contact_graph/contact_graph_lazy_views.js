import {registry} from "@web/core/registry";
import {GraphRenderer} from "@web/views/graph/graph_renderer";
import {graphView} from "@web/views/graph/graph_view";

const COLORS = {
    positive: "#28a745",
    neutral: "#adb5bd",
    negative: "#dc3545",
    missed: "#fd7e14",
    ok: "#28a745",
    soon: "#ffc107",
    today: "#fd7e14",
    overdue: "#dc3545",
    paused: "#17a2b8",
};

/** Outcomes and states have the colours that they have everywhere else. */
export class ContactGraphRenderer extends GraphRenderer {
    /** @override */
    getBarChartData() {
        const data = super.getBarChartData();
        for (const dataset of data.datasets) {
            const color = COLORS[this.colorNames[dataset.label]];
            if (color) {
                dataset.backgroundColor = color;
            }
        }
        return data;
    }

    get colorNames() {
        const {fields} = this.model.metaData;
        const options = [fields.outcome, fields.clock_state].flatMap(
            (field) => field?.selection || []
        );
        return Object.fromEntries(options.map(([value, label]) => [label, value]));
    }
}

registry.category("views").add("key_account_contact_graph", {
    ...graphView,
    Renderer: ContactGraphRenderer,
});
