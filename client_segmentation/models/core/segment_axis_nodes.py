"""What views show of the axes.

A view says with an element ``<segment_axes nodes="..."/>`` where the axes go, and with
what: ``columns``, ``filters``, ``groups`` (to group by), ``typed`` (fields to search
in), ``panel`` (of the search), ``changes`` (filters of the history) or ``signals`` (the
switches of those that make a client warm). Loading the view puts the nodes there, so
that other add-ons and people find an ordinary view.

Other attributes of the element:

- ``document``: does the view show documents of clients? They have words of their own.
- ``fixed``, ``shown``: columns that cannot be hidden, or are shown by default.
- ``without``: switches that the view shows by itself.
"""

from lxml import etree
from lxml.builder import E

from ..signals.warm_signals import WARM_SIGNALS
from . import segment_axes
from .segment_columns import SEGMENT_GROUP

MARK = "segment_axes"
# Classes with names first, those of yes or no after them
SHOWN = sorted(segment_axes.CLASSES, key=lambda axis: axis.values is None)


def has_marks(arch):
    # Whoever writes what lxml has serialized writes bytes.
    text = arch.decode(errors="replace") if isinstance(arch, bytes) else arch
    return f"<{MARK} " in text or f"<{MARK}\n" in text


def put_axes(arch):
    """Return the architecture of a view with nodes in place of marks.

    It may be bytes, as Odoo takes them too; without marks it is left as it is.
    """
    if not has_marks(arch):
        return arch
    root = etree.fromstring(arch)
    for mark in root.findall(f".//{MARK}"):
        parent, place = mark.getparent(), mark.getparent().index(mark)
        parent[place : place + 1] = NODES[mark.get("nodes")](mark)
    return etree.tostring(root, encoding="unicode")


def _get_columns(mark):
    return [_get_column(axis, mark) for axis in SHOWN]


def _get_column(axis, mark):
    attributes = {"name": axis.partner_field, "readonly": "1"}
    if axis.values:
        attributes["widget"] = "segment_class"
    if axis.values and mark.get("document"):
        attributes["string"] = axis.label
    elif axis.width:
        attributes["width"] = axis.width
    if axis.partner_field not in mark.get("fixed", "").split():
        is_shown = axis.partner_field in mark.get("shown", "").split()
        attributes["optional"] = "show" if is_shown else "hide"
    return E.field(attributes)


def _get_filters(mark):
    """Filters of one class each, and others; groups of them are combined by AND."""
    nodes = []
    for axis in segment_axes.AXES:
        filters = axis.get_filters(bool(mark.get("document")))
        if nodes and filters and axis.starts_filters:
            nodes.append(E.separator())
        nodes += [
            E.filter(name=name, string=label, domain=str(domain), groups=SEGMENT_GROUP)
            for name, label, domain in filters
        ]
    return [*nodes, E.separator()]


def _get_groups(mark):
    return [
        E.filter(
            name=f"group_{axis.partner_field}",
            string=axis.label_on_documents if mark.get("document") else axis.label,
            context=str({"group_by": axis.partner_field}),
            groups=SEGMENT_GROUP,
        )
        for axis in SHOWN
    ]


def _get_typed(_mark):
    return [E.field(name=axis.partner_field) for axis in SHOWN if axis.is_typed]


def _get_panel(_mark):
    return [
        E.field(
            name=axis.partner_field,
            string=axis.label,
            select="multi",
            enable_counters="1",
        )
        for axis in segment_axes.AXES
        if axis.values
    ]


def _get_changes(_mark):
    return [
        E.filter(
            name=f"axis_{axis.column.removeprefix('is_')}",
            string=axis.label,
            domain=str([("axis", "=", axis.column)]),
        )
        for axis in segment_axes.AXES
    ]


def _get_signals(mark):
    return [
        E.div(E.field(name=signal.switch_field), E.label({"for": signal.switch_field}))
        for signal in WARM_SIGNALS
        if signal.switch_field not in mark.get("without", "").split()
    ]


NODES = {
    "columns": _get_columns,
    "filters": _get_filters,
    "groups": _get_groups,
    "typed": _get_typed,
    "panel": _get_panel,
    "changes": _get_changes,
    "signals": _get_signals,
}
