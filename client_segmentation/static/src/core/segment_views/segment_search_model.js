import {SearchModel} from "@web/search/search_model";

/** Clients without revenue, that is the warm and cold ones, are left out. */
const REVENUE_FILTER = "segment_has_revenue";

/**
 * Filters that the screen before has set are facets, and can be removed; the counters
 * of the search panel follow a new run.
 */
export class SegmentSearchModel extends SearchModel {
    /**
     * @override
     * @param {Object} config its context may hold ``segment_facets``: descriptions and
     *  domains of filters that no search view can know
     */
    load(config) {
        const {segment_facets: dynamicFilters, ...context} = config.context || {};
        return super.load(
            dynamicFilters ? {...config, context, dynamicFilters} : config
        );
    }

    /** @override */
    reload(config = {}) {
        const {segment_facets, ...context} = config.context || {}; // eslint-disable-line no-unused-vars
        return super.reload({...config, context});
    }

    /** The filter that hides clients without revenue, if it is on. */
    get revenueFilter() {
        const [filter] = this.getSearchItems(({name}) => name === REVENUE_FILTER);
        return filter?.isActive ? filter : null;
    }

    showClientsWithoutRevenue() {
        this.toggleSearchItem(this.revenueFilter.id);
    }

    /**
     * Say of when the figures on show are. Counters that were kept from before, for
     * another view or the way back to this one, are counted again after a new run.
     *
     * @param {String|false} computedAt
     */
    async setComputedAt(computedAt) {
        const {computedAt: before, loaded} = this.searchPanelInfo;
        this.searchPanelInfo.computedAt = computedAt;
        if (loaded && before !== undefined && before !== computedAt) {
            this.searchPanelInfo.shouldReload = true;
            await this._notify();
        }
    }
}
