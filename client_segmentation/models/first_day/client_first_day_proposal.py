from odoo import api, models

from ...arithmetic.first_day.days import propose_days
from ...arithmetic.first_day.shares import propose_key, propose_tiers
from ...arithmetic.first_day.steady import propose_period
from ..core.segment_axes import AXES

# The settings of the policy in one row of the page; which axes stand beside them, the
# axes say.
ROWS = {
    "documents": ("source", "measure", "horizon_months"),
    "tiers": ("tier_gold", "tier_silver"),
    "key": ("key_share", "mono_share"),
    "steady": ("period", "xyz_threshold_x", "xyz_threshold_y"),
    "days": ("active_days", "state_new_days", "hot_months"),
}
# Goes along with the cuts, which are no shares of clients.
SILENT = ("xyz_mode",)


class ClientFirstDay(models.AbstractModel):
    """The thresholds that are proposed, beside those in force."""

    _inherit = "client.first.day"

    @api.model
    def _prepare_proposals(self, found):
        evidence = self._find_evidence(found)
        proposals = self._make_proposals(evidence)
        names = self._get_setting_names()
        policy = self._get_policy()
        current = {name: policy[name] for name in names}
        return {
            "rows": self._prepare_rows(evidence, proposals),
            "axes": self._prepare_axes(),
            "current": current,
            "values": {**current, **self._get_values(proposals, current)},
        }

    @api.model
    def _make_proposals(self, evidence):
        """Return what the arithmetic proposes; None where it has nothing to go by."""
        period, cuts = propose_period(evidence["histograms"])
        return {
            "period": period,
            "cuts": cuts,
            "tiers": propose_tiers(evidence["buckets"]),
            "key": propose_key(evidence["buckets"]),
            "days": propose_days(evidence["intervals"]),
            "source": evidence["source"].name,
            "measure": evidence["measure"],
            "horizon_months": evidence["horizon_months"],
        }

    @api.model
    def _get_values(self, proposals, current):
        """Return the settings that the proposals are."""
        values = {
            name: proposals[name] for name in ("source", "measure", "horizon_months")
        }
        if proposals["tiers"]:
            gold, silver = proposals["tiers"]
            values["tier_gold"] = float(gold.percent)
            values["tier_silver"] = float(silver.percent)
        if proposals["key"]:
            values["key_share"] = float(proposals["key"].percent)
        if proposals["days"]:
            days = proposals["days"]
            values["active_days"] = days.active_days
            values["state_new_days"] = days.new_days
            values["hot_months"] = days.hot_months
        if cuts := proposals["cuts"]:
            values["period"] = proposals["period"]
            values["xyz_mode"] = "threshold"
            values["xyz_threshold_x"], values["xyz_threshold_y"] = map(float, cuts[:2])
        elif not self._is_begun():
            values["use_xyz"] = False
        return values

    @api.model
    def _get_setting_names(self):
        """Return the names of the settings that this page writes."""
        return [
            *(name for names in ROWS.values() for name in names),
            *SILENT,
            *(axis.switch_field for axis in AXES),
        ]

    @api.model
    def _prepare_rows(self, evidence, proposals):
        policy = self._get_policy()
        names = [name for names in ROWS.values() for name in names]
        described = policy.fields_get(names, ["string", "type", "selection"])
        titles, notes = self._get_titles(), self._get_notes(evidence, proposals)
        return [
            {
                "key": key,
                "title": titles[key],
                "note": notes[key],
                "fields": [{"name": name, **described[name]} for name in names],
                "axes": [
                    {"axis": axis.column, "switch": axis.switch_field}
                    for axis in AXES
                    if axis.first_day == key
                ],
            }
            for key, names in ROWS.items()
        ]

    @api.model
    def _prepare_axes(self):
        """Return the axes to begin with: a tick and a sentence each."""
        described = (
            self.env["client.segment"]
            .sudo()
            .fields_get([axis.column for axis in AXES], ["string"])
        )
        return [
            {
                "name": axis.switch_field,
                "label": described[axis.column]["string"],
                "help": self._get_axis_help(axis),
            }
            for axis in AXES
        ]

    @api.model
    def _get_axis_help(self, axis):
        # That of the field, which is translated
        Partner = self.env["res.partner"].sudo()
        [described] = Partner.fields_get([axis.partner_field], ["help"]).values()
        return described.get("help") or ""
