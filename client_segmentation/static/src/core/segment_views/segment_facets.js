import {patch} from "@web/core/utils/patch";
import {SearchModel} from "@web/search/search_model";

/** Filters that the screen before has set are facets, and can be removed. */
patch(SearchModel.prototype, {
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
    },

    /** @override */
    reload(config = {}) {
        const {segment_facets, ...context} = config.context || {}; // eslint-disable-line no-unused-vars
        return super.reload(segment_facets ? {...config, context} : config);
    },
});
