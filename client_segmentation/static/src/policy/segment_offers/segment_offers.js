import {Component, onWillStart, useState} from "@odoo/owl";

import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

/** What is switched off: what it would tell, and of which client. */
export class SegmentOffers extends Component {
    static template = "client_segmentation.SegmentOffers";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.state = useState({offers: [], hasExamples: false, isBusy: false});
        onWillStart(() => this.load(false));
    }

    async load(withExamples) {
        const {resModel, resId} = this.props.record;
        if (!resId) {
            return;
        }
        this.state.isBusy = true;
        try {
            this.state.offers = await this.orm.call(resModel, "get_offers", [
                [resId],
                withExamples,
            ]);
            this.state.hasExamples = withExamples;
        } finally {
            this.state.isBusy = false;
        }
    }

    /** Those that have not been switched on since. */
    get offers() {
        const {data} = this.props.record;
        return this.state.offers.filter(({switch: name}) => !data[name]);
    }

    switchOn(offer) {
        return this.props.record.update({[offer.switch]: true});
    }
}

registry.category("view_widgets").add("client_segment_offers", {
    component: SegmentOffers,
});
