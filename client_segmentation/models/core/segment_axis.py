"""What an axis is: everything that the models, views, tags, pins and the history need
to know of it in one place, so that :data:`segment_axes.AXES` is the only list."""

from dataclasses import dataclass
from functools import cached_property

from odoo import fields

YES = "true"
GROW, WIN_BACK = "grow", "win_back"
OPPOSITE = {GROW: WIN_BACK, WIN_BACK: GROW, "": ""}


@dataclass(frozen=True)
class AxisClass:
    """One class of an axis; of an axis of yes or no, the yes.

    :param tag: the name of its tag; like the label, unless given
    :param color: number of the tag's colour
    :param filter: words of its filter in views of contacts; "" for no filter
    :param document_filter: the same in views of documents, if they differ
    :param stance: what there is to do with the client: :data:`GROW` or
        :data:`WIN_BACK`; nothing if the class does not tell
    """

    value: str
    label: str
    color: int = 0
    tag: str = ""
    filter: str = ""
    document_filter: str = ""
    stance: str = ""

    @property
    def tag_name(self):
        return self.tag or self.label.capitalize()


@dataclass(frozen=True)
class AxisFilter:
    """A filter of views that asks for more than one class."""

    name: str
    label: str
    domain: list


@dataclass(frozen=True)
class Axis:
    """A class of clients.

    :param column: the column of client.segment that holds it; the field of contacts
        and documents is called so, too, with ``segment_`` before it
    :param label: its words on contacts
    :param classes: best or first one first; of an axis of yes or no, the yes
    :param document_label: its words on documents, "Client" and the label by default
    :param filters: filters beside those of the single classes
    :param filter_prefix: begins the technical names of the filters of classes, unless
        their values alone say what they are
    :param starts_filters: filters of one group are combined by OR; is this axis the
        first of a group?
    :param is_typed: is it found by typing the name of a class? For axes with more
        classes than there should be filters.
    :param width: of its column in lists of contacts
    :param has_history: is each change kept? Axes that move every day are too many.
    :param first_day: the row of the page of the first day whose limits make its classes
    :param specificity: how much the axis says of a client; playbooks of axes that say
        more are offered first
    :param explanation: ``segment_explanation_...``: the template of the card with the
        arithmetic; axes may have one together
    :param also_explained: other fields that this card speaks of
    :param hides: names, beside its fields, of what a company that does without it does
        not see: fields of classes made of it and of figures that say nothing without
        it, its menus and tabs
    :param is_basic: does a new company begin with it?
    """

    column: str
    label: str
    classes: tuple
    help: str
    document_label: str = ""
    filters: tuple = ()
    filter_prefix: str = ""
    starts_filters: bool = True
    is_typed: bool = False
    width: str = ""
    has_history: bool = True
    first_day: str = ""
    specificity: int = 0
    explanation: str = ""
    also_explained: tuple = ()
    hides: tuple = ()
    is_basic: bool = True

    @property
    def partner_field(self):
        return f"segment_{self.column}"

    @property
    def switch_field(self):
        """The setting of a company that does without it."""
        return f"use_{self.column}"

    @property
    def publication_field(self):
        """The setting of a company that shows it in contact tags."""
        return f"publish_{self.column}"

    @property
    def label_on_documents(self):
        return self.document_label or f"Client {self.label}"

    @cached_property
    def values(self):
        """The possible values as a selection, None for yes or no."""
        if [known.value for known in self.classes] == [YES]:
            return None
        return [(known.value, known.label) for known in self.classes]

    def get_class_name(self, known):
        """Return the technical name of a class among those of all axes."""
        return f"{self.column}_{known.value}" if self.values else self.column

    def get_stance(self, value):
        """Return what there is to do with clients of a class; ``value`` is ``false``
        for the no of an axis of yes or no."""
        if value == "false":
            return OPPOSITE[self.classes[0].stance]
        return next(known.stance for known in self.classes if known.value == value)

    def get_field(self, label, **attributes):
        """Return a field of the ORM that holds the axis."""
        if self.values:
            return fields.Selection(selection=self.values, string=label, **attributes)
        return fields.Boolean(string=label, **attributes)

    def get_filters(self, is_document):
        """Return ``(technical name, words, domain)`` of each filter of views."""
        found = [
            (
                self._get_filter_name(known),
                is_document and known.document_filter or known.filter,
                [(self.partner_field, "=", known.value == YES or known.value)],
            )
            for known in self.classes
            if known.filter
        ]
        return found + [
            (f"segment_{other.name}", other.label, other.domain)
            for other in self.filters
        ]

    def _get_filter_name(self, known):
        if not self.values:
            return f"segment_{self.column.removeprefix('is_')}"
        return f"segment_{self.filter_prefix}{known.value}"
