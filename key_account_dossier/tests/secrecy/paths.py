"""Every way known to get at a dossier, as functions that return what they find.

Each takes the environment of the user who tries, and the dossier and one contact
of its log as plain records. A path that is refused raises an error.
"""

DOSSIER = "key.account.dossier"
CONTACT = "key.account.contact"
FIELDS = ["display_name", "partner_id", "user_id", "needs", "next_contact_date"]
SPECIFICATION = {
    "display_name": {},
    "needs": {},
    "partner_id": {"fields": {"display_name": {}}},
    "contact_ids": {"fields": {"note": {}}},
}


def _mine(model, record):
    return model.browse(record.id)


def search(env, dossier, contact):
    return env[DOSSIER].search([("id", "=", dossier.id)]).ids


def search_contact(env, dossier, contact):
    return env[CONTACT].search([("note", "ilike", "tender")]).ids


def search_count(env, dossier, contact):
    return env[DOSSIER].search_count([("partner_id", "=", dossier.partner_id.id)])


def search_by_contact(env, dossier, contact):
    return env[DOSSIER].search([("contact_ids.note", "ilike", "tender")]).ids


def search_contact_by_dossier(env, dossier, contact):
    return env[CONTACT].search([("dossier_id.needs", "!=", False)]).ids


def search_read(env, dossier, contact):
    return env[DOSSIER].search_read([("id", "=", dossier.id)], FIELDS)


def web_search_read(env, dossier, contact):
    return env[DOSSIER].web_search_read([], SPECIFICATION)["records"]


def name_search(env, dossier, contact):
    return env[DOSSIER].name_search("Quicksilver")


def read(env, dossier, contact):
    return _mine(env[DOSSIER], dossier).read(FIELDS)


def read_contact(env, dossier, contact):
    return _mine(env[CONTACT], contact).read(["note", "dossier_id"])


def web_read(env, dossier, contact):
    return _mine(env[DOSSIER], dossier).web_read(SPECIFICATION)


def attribute(env, dossier, contact):
    return _mine(env[DOSSIER], dossier).needs


def one2many(env, dossier, contact):
    return _mine(env[DOSSIER], dossier).contact_ids.ids


def has_access(env, dossier, contact):
    return _mine(env[DOSSIER], dossier).has_access("read")


def filtered_access(env, dossier, contact):
    return _mine(env[CONTACT], contact)._filtered_access("read").ids


def read_group(env, dossier, contact):
    return env[DOSSIER]._read_group([], ["partner_id"], ["__count"])


def read_group_path(env, dossier, contact):
    return env[CONTACT]._read_group([], ["dossier_id.partner_id"], ["__count"])


def formatted_read_group(env, dossier, contact):
    groups = env[DOSSIER].formatted_read_group([], ["partner_id"], ["__count"])
    return [group for group in groups if group["__count"]]


def formatted_total(env, dossier, contact):
    [total] = env[CONTACT].formatted_read_group([], [], ["__count"])
    return total["__count"]


def web_read_group(env, dossier, contact):
    return env[DOSSIER].web_read_group([], ["user_id"], ["__count"])["groups"]


def export_data(env, dossier, contact):
    names = ["partner_id/name", "needs", "contact_ids/note"]
    return _mine(env[DOSSIER], dossier).export_data(names)["datas"]


def onchange(env, dossier, contact):
    record = _mine(env[DOSSIER], dossier)
    return record.onchange({"since_date": "2020-01-01"}, ["since_date"], SPECIFICATION)


def copy(env, dossier, contact):
    return _mine(env[DOSSIER], dossier).copy().needs


def copy_data(env, dossier, contact):
    return _mine(env[DOSSIER], dossier).copy_data()


def filtered_domain(env, dossier, contact):
    records = _mine(env[DOSSIER], dossier)
    return records.filtered_domain([("needs", "ilike", "tender")]).ids


def web_name_search(env, dossier, contact):
    return env[DOSSIER].web_name_search("Quick", {"display_name": {}})


def progress_bar(env, dossier, contact):
    bar = {"field": "active", "colors": {True: "success"}}
    return env[DOSSIER].read_progress_bar([], "user_id", bar)


def search_panel(env, dossier, contact):
    panel = env[DOSSIER].search_panel_select_multi_range(
        "type_id", enable_counters=True, group_by=False
    )
    return [value for value in panel["values"] if value.get("__count")]


def reach_through_user(env, dossier, contact):
    domain = [("dossier_id", "any", [("user_id", "=", dossier.user_id.id)])]
    return env[CONTACT].search(domain).ids


def write(env, dossier, contact):
    return _mine(env[DOSSIER], dossier).write({"goals": "taken over"})


def web_save(env, dossier, contact):
    return _mine(env[DOSSIER], dossier).web_save({"goals": "x"}, SPECIFICATION)


def archive(env, dossier, contact):
    _mine(env[DOSSIER], dossier).action_archive()
    return True


def write_contact(env, dossier, contact):
    return _mine(env[CONTACT], contact).write({"outcome": "negative"})


def unlink_contact(env, dossier, contact):
    return _mine(env[CONTACT], contact).unlink()


def create_contact(env, dossier, contact):
    values = {"dossier_id": dossier.id, "outcome": "negative"}
    return env[CONTACT].create(values).id


def log_contact(env, dossier, contact):
    log = env["key.account.contact.log"].create({"dossier_id": dossier.id})
    return bool(log.action_log_negative())


def action(env, dossier, contact):
    return _mine(env[DOSSIER], dossier).action_log_contact()["name"]


def start_review(env, dossier, contact):
    return _mine(env[DOSSIER], dossier).action_start_review()["res_id"]


def metadata(env, dossier, contact):
    return _mine(env[DOSSIER], dossier).get_metadata()


def external_id(env, dossier, contact):
    ids = _mine(env[DOSSIER], dossier).get_external_id()
    return ids[dossier.id]


def attachment(env, dossier, contact):
    domain = [("res_model", "=", DOSSIER), ("res_id", "=", dossier.id)]
    return env["ir.attachment"].search(domain).mapped("name")


PATHS = {
    path.__name__: path
    for path in (
        search,
        search_contact,
        search_count,
        search_by_contact,
        search_contact_by_dossier,
        search_read,
        web_search_read,
        name_search,
        read,
        read_contact,
        web_read,
        attribute,
        one2many,
        has_access,
        filtered_access,
        read_group,
        read_group_path,
        formatted_read_group,
        formatted_total,
        web_read_group,
        export_data,
        onchange,
        copy,
        copy_data,
        filtered_domain,
        web_name_search,
        progress_bar,
        search_panel,
        reach_through_user,
        web_save,
        archive,
        write,
        write_contact,
        unlink_contact,
        create_contact,
        log_contact,
        action,
        start_review,
        metadata,
        external_id,
        attachment,
    )
}
