from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ...arithmetic.policy.preview import Move, get_previews
from ...sql.core import pins
from ...sql.core.results import CLASS_COLUMNS, select_labelled
from ...sql.policy.preview import select_largest, select_movers, select_moves
from ..core.client_segment import MANAGER_GROUP
from ..core.doors import need_one
from ..core.segment_axes import AXES, AXIS_BY_COLUMN

# Settings, and the rules of RFM, which are stored as they are edited, decide on what
# a run computes.
PREVIEW_AXES = tuple(axis.column for axis in AXES if axis.column in CLASS_COLUMNS)
# Of those who move from one class to another, the largest are shown.
MOST_CLIENTS = 1000
# So many clients of a class are told by name.
EXAMPLES = 3


class ClientSegmentPolicy(models.Model):
    """What other settings would change, before they are saved."""

    _inherit = "client.segment.policy"

    def get_preview(self, values, with_examples=False):
        """Return how many clients would change class with other settings.

        Nothing is stored. Classes are those of the day that the stored ones show,
        so that only the settings, and documents entered since, make a difference.

        :param values: ``{field: value}``; saved values for the others
        :param with_examples: name the largest clients of each class
        :return: ``as_of``, ``is_computed``: whether there are stored classes, and
            ``axes``: a list of ``axis``, ``label``, ``changed``, ``classes``, a list
            of ``value`` (False for none), ``label``, ``before``, ``after`` and
            ``examples``, names of who is in it after, and ``moves``, a list of
            ``before``, ``after``, ``label``, ``count``
        :raise ValidationError: if the settings are invalid
        """
        policy = self._get_previewed()
        draft = policy._get_draft(values)
        last_run = self.env["client.segment"]._get_last_run(policy.company_id)
        with draft._preview_classes() as (found, company_id):
            axes = [AXIS_BY_COLUMN[name] for name in PREVIEW_AXES]
            rows = self.env.execute_query(select_moves(found, axes, company_id))
            names = self._find_examples(found) if with_examples else {}
        previews = get_previews(PREVIEW_AXES, [Move(*row) for row in rows])
        return {
            "as_of": draft._get_preview_day(),
            "is_computed": bool(last_run),
            "axes": [
                policy._describe_preview(axis, preview, names)
                for axis, preview in previews.items()
            ],
        }

    def action_preview_clients(self, values, axis, before, after):
        """Return the action that shows who would move from class to class: the largest
        of them, and its name says of how many, where there are too many for a list.

        :param values: as for :meth:`get_preview`
        :param axis: one of the axes of the preview
        :param before: the class now, False for none
        :param after: the class with these settings, False for none
        """
        policy = self._get_previewed()
        if axis not in PREVIEW_AXES:
            raise UserError(self.env._("There is no such axis: %(axis)s", axis=axis))
        label, labels = policy._get_class_labels(axis)
        for value in (before, after):
            if value not in (False, *labels):
                raise UserError(
                    self.env._("The axis has no such class: %(value)s", value=value)
                )
        with policy._get_draft(values)._preview_classes() as (found, company_id):
            rows = self.env.execute_query(
                select_movers(
                    found,
                    AXIS_BY_COLUMN[axis],
                    company_id,
                    (before or None, after or None),
                    MOST_CLIENTS,
                )
            )
        name = self.env._(
            "%(axis)s: %(before)s → %(after)s",
            axis=label,
            before=labels.get(before or None),
            after=labels.get(after or None),
        )
        return policy._open_movers(name, rows)

    @api.model
    def _open_movers(self, name, rows):
        """Return the action that lists ``rows`` of movers, see the statement."""
        total = rows[0][1] if rows else 0
        if total > len(rows):
            name = self.env._(
                "%(move)s (the largest %(shown)s of %(total)s)",
                move=name,
                shown=len(rows),
                total=total,
            )
        view = self.env.ref("client_segmentation.client_segment_partner_view_list")
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "res.partner",
            "views": [(view.id, "list")],
            "domain": [("id", "in", [partner_id for partner_id, _total in rows])],
            "target": "new",
        }

    def _get_previewed(self):
        """Return this policy as one of whose company all clients are looked at."""
        need_one(self)
        if not self.env.user.has_group(MANAGER_GROUP):
            raise AccessError(
                self.env._("Only heads of sales may preview the client segments.")
            )
        # As in a run, classes come from documents of all salespeople, whatever the
        # user's own record rules; that the user may see them all is checked above.
        return self.sudo()

    def _get_draft(self, values):
        """Return this policy with other settings, in memory only and checked."""
        if not isinstance(values, dict):
            raise UserError(
                self.env._("The settings to preview are missing: {field: value}.")
            )
        settings = self._get_setting_names()
        unknown = sorted(values.keys() - settings)
        if unknown:
            raise UserError(
                self.env._(
                    "There are no such segment settings: %(names)s",
                    names=", ".join(unknown),
                )
            )
        draft = self.new(origin=self)
        # All of them: drafts of one policy share their values in the cache.
        for name, value in {
            **{name: self[name] for name in settings},
            **values,
        }.items():
            try:
                draft[name] = value
            except (TypeError, ValueError) as error:
                raise UserError(
                    self.env._(
                        "%(setting)s cannot be “%(value)s”.",
                        setting=self._fields[name]._description_string(self.env),
                        value=value,
                    )
                ) from error
        draft._validate_fields(settings)
        return draft

    def _get_preview_day(self):
        company = self.company_id._origin
        last_run = self.env["client.segment"]._get_last_run(company)
        return last_run.as_of or company._get_segment_today()

    @contextmanager
    def _preview_classes(self):
        """Yield a select of the classes by this draft, and the company's id, as long
        as the facts are there."""
        company = self.company_id._origin
        day = self._get_preview_day()
        run = self.env["client.segment.run"].new(
            {"company_id": company.id, "as_of": day}
        )
        parameters = run._get_parameters(self._get_settings())
        self.env.flush_all()
        with self.env.cr.savepoint(), run._temporary_facts(parameters) as cut_offs:
            labelled = select_labelled(parameters, cut_offs)
            # A pinned class stays what it is, whatever the settings.
            yield (
                pins.select_effective(labelled, PREVIEW_AXES, company.id, day),
                company.id,
            )

    @api.model
    def _get_class_labels(self, axis):
        """Return the label of an axis and ``{class: label}``, None for no class."""
        [description] = (
            self.env["client.segment"]
            .fields_get([axis], ["string", "selection"])
            .values()
        )
        labels = description.get("selection") or [
            ("true", self.env._("Yes")),
            ("false", self.env._("No")),
        ]
        return description["string"], dict(labels) | {None: self.env._("No class")}

    @api.model
    def _find_examples(self, found):
        """Return the names of the largest clients by ``(axis, class)``."""
        axes = [AXIS_BY_COLUMN[name] for name in PREVIEW_AXES]
        statement = select_largest(found, axes, EXAMPLES)
        names = {}
        for axis, value, name in self.env.execute_query(statement):
            names.setdefault((axis, value), []).append(name)
        return names

    @api.model
    def _describe_preview(self, axis, preview, names):
        label, labels = self._get_class_labels(axis)
        shown = set(labels) - {"false"}
        if "false" in labels or not preview.before[None] + preview.after[None]:
            shown.remove(None)
        return {
            "axis": axis,
            "label": label,
            "changed": preview.changed,
            "classes": [
                {
                    "value": value or False,
                    "label": labels[value],
                    "before": preview.before[value],
                    "after": preview.after[value],
                    "examples": names.get((axis, value), []),
                }
                for value in labels
                if value in shown
            ],
            "moves": [
                {
                    "before": move.before or False,
                    "after": move.after or False,
                    "label": f"{labels[move.before]} → {labels[move.after]}",
                    "count": move.count,
                }
                for move in preview.moves
            ],
        }
