"""What the web client asks for to show a view."""

from lxml import etree


def specification(env, model, kind):
    """Of the fields in the view of this ``kind`` that is shown by default"""
    answer = env[model].get_views([(False, kind)])
    arch = etree.fromstring(answer["views"][kind]["arch"])
    models = {name: data["fields"] for name, data in answer["models"].items()}
    return _fields(arch, models, model)


def _fields(node, models, model):
    level = node.xpath("count(ancestor-or-self::field)")
    found = {}
    for field in node.xpath(f".//field[count(ancestor::field) = {level}]"):
        # Columns that are not shown by default are read as those that are.
        name = field.get("name")
        found.setdefault(name, {}).update(_field(field, models, model))
    return found


def _field(field, models, model):
    known = models.get(model, {}).get(field.get("name"), {})
    kind = known.get("type")
    if kind in ("many2one", "reference"):
        return {"fields": {} if _is_hidden(field) else {"display_name": {}}}
    if kind not in ("one2many", "many2many"):
        return {}
    inside = field.xpath("./list | ./kanban")
    if inside:
        return {"fields": _fields(inside[0], models, known["relation"])}
    return {"fields": {"display_name": {}}}


def _is_hidden(field):
    """Is it there for conditions only? Then nobody reads its name."""
    return {field.get("invisible"), field.get("column_invisible")} & {"1", "True"}
