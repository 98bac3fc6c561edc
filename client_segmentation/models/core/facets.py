"""Lists that are opened from a number show by what they are filtered."""

# With these a reload of the page would open the action as it is stored.
STORED = {"id", "path", "xml_id"}


def open_with_facet(action, description, domain, **context):
    """Return ``action``, as read, filtered by ``domain``: as a facet that everybody
    sees and may take off, not as a condition behind the scenes.

    The web client reads them in ``segment_facets.js``.

    :param context: more of it; the one of the action has filters of its own
    """
    facet = {"description": description, "domain": list(domain)}
    return {
        **{key: value for key, value in action.items() if key not in STORED},
        "context": {**context, "segment_facets": [facet]},
    }
