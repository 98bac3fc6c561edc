"""Ways to get at a record of any model, as the server offers them to everybody.

Each takes the environment of the user who tries and the record, and returns what it
finds. A way that is refused raises an error.
"""

from ..common import SECRET

TEXTS = ("char", "text", "html")
PART = SECRET[:12].lower()


def _get_text_names(model):
    return [
        field.name
        for field in model._fields.values()
        if field.type in TEXTS
        and field.store
        and not field.translate
        and model._has_field_access(field, "read")
    ]


def _mine(env, record):
    return env[record._name].browse(record.ids)


def search(env, record):
    return env[record._name].search([("id", "in", record.ids)]).ids


def search_count(env, record):
    return env[record._name].search_count([("id", "in", record.ids)])


def search_text(env, record):
    model = env[record._name]
    return [
        name
        for name in _get_text_names(model)
        if model.search_count([(name, "ilike", PART), ("id", "in", record.ids)])
    ]


def read(env, record):
    model = _mine(env, record)
    return model.read(["id", *_get_text_names(model)])


def web_read(env, record):
    model = _mine(env, record)
    names = ["display_name", *_get_text_names(model)]
    return model.web_read({name: {} for name in names})


def web_search_read(env, record):
    domain = [("id", "in", record.ids)]
    return env[record._name].web_search_read(domain, {"display_name": {}})["records"]


def name_search(env, record):
    found = env[record._name].name_search("", domain=[("id", "in", record.ids)])
    return found


def label(env, record):
    """What a many2one shows: computed as superuser, for the user."""
    name = _mine(env, record).sudo().display_name
    return name if name != env._("Private") else None


def read_group(env, record):
    domain = [("id", "in", record.ids)]
    [total] = env[record._name].formatted_read_group(domain, [], ["__count"])
    return total["__count"]


def export_data(env, record):
    names = _get_text_names(env[record._name]) or ["id"]
    return _mine(env, record).export_data(names)["datas"]


def copy_data(env, record):
    return _mine(env, record).copy_data()


def has_access(env, record):
    return _mine(env, record).has_access("read")


def metadata(env, record):
    # Bare numbers come back from where they came.
    return [line for line in _mine(env, record).get_metadata() if len(line) > 4]


def write(env, record):
    _mine(env, record).write({})
    return _mine(env, record).has_access("write")


def unlink(env, record):
    return _mine(env, record).unlink()


RECORD_PATHS = {
    path.__name__: path
    for path in (
        search,
        search_count,
        search_text,
        read,
        web_read,
        web_search_read,
        name_search,
        label,
        read_group,
        export_data,
        copy_data,
        has_access,
        metadata,
        write,
        unlink,
    )
}

# What changes something where it succeeds, and is undone by the tests.
CHANGING = {export_data, write, unlink}
