import {SearchModel} from "@web/search/search_model";

/** Prospects and lost clients are left out. */
const ACTING_FILTER = "segment_acting";

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

    /** The filter that hides who is no acting client, if it is on. */
    get actingFilter() {
        const [filter] = this.getSearchItems(({name}) => name === ACTING_FILTER);
        return filter?.isActive ? filter : null;
    }

    showAllClients() {
        this.toggleSearchItem(this.actingFilter.id);
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
