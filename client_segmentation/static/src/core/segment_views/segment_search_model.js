import {SearchModel} from "@web/search/search_model";

/** Prospects and lost clients are left out. */
const ACTING_FILTER = "segment_acting";

/** The counters of the search panel follow a new run. */
export class SegmentSearchModel extends SearchModel {
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
