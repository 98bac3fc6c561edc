"""The list that an action opens, as the web client shows it, and the numbers on the
buttons of a form that open one."""

from ast import literal_eval

from lxml import etree

from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

DEFAULT = "search_default_"


def search_listed(action, env):
    """Return the records of the list that ``action`` opens: those of its domain, with
    the filters that its search shows."""
    context = _read(action.get("context")) or {}
    Model = env[action["res_model"]].with_context(
        **{key: value for key, value in context.items() if key != "segment_facets"}
    )
    domain = Domain(_read(action.get("domain")) or [])
    for facet in context.get("segment_facets", ()):
        domain &= Domain(facet["domain"])
    return Model.search(domain & _get_defaults(action, Model, context))


def _read(value):
    return literal_eval(value) if isinstance(value, str) and value else value


def _get_defaults(action, Model, context):
    search_view = action.get("search_view_id")
    view_id = search_view[0] if isinstance(search_view, list | tuple) else search_view
    arch = etree.fromstring(Model.get_view(view_id or False, "search")["arch"])
    wanted = {
        key.removeprefix(DEFAULT): value
        for key, value in context.items()
        if key.startswith(DEFAULT) and value
    }
    domain = Domain.TRUE
    for group in _get_groups(arch):
        domains = [
            _get_domain(Model, node, wanted[name])
            for name, node in group
            if name in wanted
        ]
        if domains:
            domain &= Domain.OR(domains)
    return domain


def _get_groups(arch):
    """Filters without a separator between them are joined by OR; fields stand alone."""
    groups = [[]]
    for node in arch:
        if node.tag == "filter" and node.get("domain"):
            groups[-1].append((node.get("name"), node))
        elif node.tag == "field":
            groups.insert(0, [(node.get("name"), node)])
        elif node.tag == "separator":
            groups.append([])
    return groups


def _get_domain(Model, node, value):
    if node.tag == "filter":
        return Domain(safe_eval(node.get("domain"), {"uid": Model.env.uid}))
    return Domain(node.get("name"), node.get("operator", "="), value)


def get_stat_buttons(record):
    """Yield the number, the button and the action of each button of the form with the
    number of records that it lists, as the user sees the form."""
    arch = etree.fromstring(record.get_view(view_type="form")["arch"])
    for button in arch.iter("button"):
        [*names] = [node.get("name") for node in button.iter("field")]
        counts = [name for name in names if record._fields[name].type == "integer"]
        if "oe_stat_button" in button.get("class", "") and counts:
            context = safe_eval(button.get("context", "{}"), {"id": record.id})
            caller = record.with_context(**context)
            yield record[counts[0]], button, getattr(caller, button.get("name"))()


class ListedCase:
    """Checks for test cases."""

    def check_stat_buttons(self, record, expected):
        """Check that the buttons ``{method: number}`` of a form list as many records as
        they say, by filters that everybody sees."""
        found = {}
        for number, button, action in get_stat_buttons(record):
            name = button.get("name")
            if name in expected:
                listed = search_listed(action, record.env)
                self.assertEqual(len(listed), number, name)
                self.check_shown(action)
                found.setdefault(name, []).append(number)
        self.assertEqual(found, expected)

    def check_shown(self, action):
        """Nothing is filtered but by facets, and what each opening of the list is."""
        stored = self.env["ir.actions.act_window"].search(
            [("res_model", "=", action["res_model"])]
        )
        known = [_read(domain) or [] for domain in stored.mapped("domain")]
        self.assertIn(_read(action.get("domain")) or [], [[], *known])
