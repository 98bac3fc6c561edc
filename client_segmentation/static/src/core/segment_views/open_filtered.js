/**
 * Open a list, filtered so that everybody sees by what, and can take the filters off.
 *
 * @param {Object} service that of actions
 * @param {String} name the action of the list, by its external id
 * @param {Object} filters ``title`` and ``domain`` of the list where they are others
 *  than its own; ``defaults`` of the search, without their prefix; ``facets`` others
 *  than the search view has
 * @returns {Promise}
 */
export async function openFiltered(service, name, filters) {
    const {title, domain, defaults = {}, facets = []} = filters;
    const action = await service.loadAction(name);
    // Without its id, so that a reload of the page keeps the filters.
    const {id, path, xml_id, ...rest} = action; // eslint-disable-line no-unused-vars
    const context = Object.fromEntries(
        Object.entries(defaults).map(([key, value]) => [`search_default_${key}`, value])
    );
    return service.doAction({
        ...rest,
        ...(title && {name: title, display_name: title}),
        ...(domain && {domain}),
        context: {...context, segment_facets: facets},
    });
}
