import {Component, onMounted, onWillUnmount, useEffect, useState} from "@odoo/owl";

import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

const MODEL = "client.history.import";

/**
 * Asks the server for one step after the other of an import that has begun, each of them
 * committed; whoever leaves the page and comes back goes on where it was.
 */
export class ImportProgress extends Component {
    static template = "client_segmentation.ImportProgress";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.state = useState({done: 0, failed: false});
        this.isMounted = false;
        this.isBusy = false;
        onMounted(() => (this.isMounted = true));
        onWillUnmount(() => (this.isMounted = false));
        useEffect(
            (isRunning) => {
                if (isRunning) {
                    this.goOn();
                }
            },
            () => [this.isRunning]
        );
    }

    get isRunning() {
        return this.props.record.data.state === "running";
    }

    get percent() {
        return Math.round(this.state.done * 100);
    }

    async goOn() {
        if (this.isBusy) {
            return;
        }
        this.isBusy = true;
        this.state.failed = false;
        try {
            while (this.isMounted && this.isRunning) {
                const {resId} = this.props.record;
                const step = await this.orm.silent.call(MODEL, "import_next", [
                    [resId],
                ]);
                this.state.done = step.done;
                if (step.is_done) {
                    break;
                }
            }
            if (this.isMounted) {
                await this.props.record.load();
            }
        } catch (error) {
            this.state.failed = true;
            throw error;
        } finally {
            this.isBusy = false;
        }
    }
}

registry.category("view_widgets").add("client_history_progress", {
    component: ImportProgress,
    fieldDependencies: [{name: "state", type: "selection"}],
});
