from dataclasses import replace

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ...arithmetic.policy.preview import Move, get_previews
from ...sql.core import pins
from ...sql.core.results import CLASS_COLUMNS, select_labelled
from ...sql.policy.preview import select_moves
from ..core.client_segment import MANAGER_GROUP
from ..core.doors import need_one
from ..core.segment_axes import AXES, AXIS_BY_COLUMN

# Settings, and the rules of RFM, which are stored as they are edited, decide on what
# a run computes.
PREVIEW_AXES = tuple(axis.column for axis in AXES if axis.column in CLASS_COLUMNS)


class ResCompany(models.Model):
    _inherit = "res.company"

    def get_segment_preview(self, values):
        """Return how many clients would change class with other settings.

        Nothing is stored. Classes are those of the day that the stored ones show,
        so that only the settings, and documents entered since, make a difference.

        :param values: ``{field of the settings: value}``; saved values for the others
        :return: ``as_of``, ``is_computed``: whether there are stored classes, and
            ``axes``: a list of ``axis``, ``label``, ``changed`` and ``classes``, a list
            of ``value`` (False for none), ``label``, ``before``, ``after``
        :raise ValidationError: if the settings make no sense
        """
        need_one(self)
        if not self.env.user.has_group(MANAGER_GROUP):
            raise AccessError(
                self.env._("Only heads of sales may preview the client segments.")
            )
        # As in a run, classes come from documents of all salespeople, whatever the
        # user's own record rules; that the user may see them all is checked above.
        company = self.sudo()
        draft = company._get_segment_draft(values)
        last_run = self.env["client.segment"]._get_last_run(self)
        as_of = last_run.as_of or company._get_segment_today()
        previews = get_previews(PREVIEW_AXES, company._read_segment_moves(draft, as_of))
        return {
            "as_of": as_of,
            "is_computed": bool(last_run),
            "axes": [
                company._describe_segment_preview(axis, preview)
                for axis, preview in previews.items()
            ],
        }

    def _get_segment_draft(self, values):
        """Return this company with other settings, in memory only and checked."""
        if not isinstance(values, dict):
            raise UserError(
                self.env._("The settings to preview are missing: {field: value}.")
            )
        settings = self.env["res.config.settings"]._get_segment_setting_names()
        unknown = sorted(values.keys() - settings)
        if unknown:
            raise UserError(
                self.env._("No segment settings: %(names)s", names=", ".join(unknown))
            )
        draft = self.new(origin=self)
        # All of them: drafts of one company share their values in the cache.
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

    def _read_segment_moves(self, draft, as_of):
        Run = self.env["client.segment.run"]
        run = Run.new({"company_id": draft, "as_of": as_of})
        parameters = replace(run._get_parameters(), company_id=self.id)
        self.env.flush_all()
        with self.env.cr.savepoint(), run._temporary_facts(parameters) as cut_offs:
            labelled = select_labelled(parameters, cut_offs)
            # A pinned class stays what it is, whatever the settings.
            effective = pins.select_effective(labelled, PREVIEW_AXES, self.id, as_of)
            axes = [AXIS_BY_COLUMN[name] for name in PREVIEW_AXES]
            rows = self.env.execute_query(select_moves(effective, axes, self.id))
        return [Move(*row) for row in rows]

    @api.model
    def _describe_segment_preview(self, axis, preview):
        [description] = (
            self.env["client.segment"]
            .fields_get([axis], ["string", "selection"])
            .values()
        )
        labels = dict(
            description.get("selection") or [("true", self.env._("Yes"))],
        )
        if "selection" in description and preview.before[None] + preview.after[None]:
            labels[None] = self.env._("No class")
        return {
            "axis": axis,
            "label": description["string"],
            "changed": preview.changed,
            "classes": [
                {
                    "value": value or False,
                    "label": label,
                    "before": preview.before[value],
                    "after": preview.after[value],
                }
                for value, label in labels.items()
            ],
        }
