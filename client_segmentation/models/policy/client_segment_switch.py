import re

from odoo import api, models

from .res_company_axes import AXIS_SWITCHES

# What a company can switch off, and how the names of all that belongs to it begin:
# of fields, and of filters, group-bys and blocks in views.
SWITCHES = {
    "purchase_timing_enabled": (
        "purchase_timing",
        "segment_purchase_timing",
        "group_purchase_timing",
        "group_segment_purchase_timing",
    ),
    "qualification_enabled": ("qualification", "group_qualification"),
    "client_playbooks_enabled": ("segment_playbook", "action_start_playbook"),
    "client_terms_enabled": (
        "client_terms",
        "client_discount_limit",
        "client_delivery_days",
        "client_team_id",
    ),
}
SWITCHES |= {
    switch: (axis.partner_field, f"group_{axis.partner_field}")
    for switch, axis in AXIS_SWITCHES.items()
}
SWITCHES["segment_buyer_types"] = ("segment_buyer_type", "group_segment_buyer_type")
# Classes made of others, and figures that say nothing without them
SWITCHES["segment_use_xyz"] += (
    "segment_abcxyz",
    "group_segment_abcxyz",
    "segment_variation",
    "segment_margin_variation",
)
SWITCHES["segment_use_abc"] += ("segment_is_loss_making",)
SWITCHES["segment_use_is_stalling"] += ("stalling", "is_stalling", "postponement")
SWITCHES["segment_use_ltv"] = ("segment_ltv",)
DESCRIBED = ("searchable", "sortable", "groupable", "exportable")


class ClientSegmentSwitch(models.AbstractModel):
    """Hides what the current company has switched off: from views, and from what
    can be searched, grouped and exported."""

    _name = "client.segment.switch"
    _description = "Optional Parts of Client Segmentation"

    @api.model
    def _get_switched_off(self):
        """Return the beginnings of the names of what is switched off."""
        company = self.env.company.sudo()
        return tuple(
            prefix
            for switch, prefixes in SWITCHES.items()
            if not company[switch]
            for prefix in prefixes
        )

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self._get_switched_off())

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        switched_off = self._get_switched_off()
        if switched_off:
            for node in arch.xpath("//*[@name] | //label[@for]"):
                if self._is_switched_off(node, switched_off):
                    node.getparent().remove(node)
            if arch.get("default_order", "").startswith(switched_off):
                del arch.attrib["default_order"]
        return arch, view

    @api.model
    def _is_switched_off(self, node, switched_off):
        """Is the node of a view, or the field that it filters or groups by?"""
        names = [node.get("name") or node.get("for")]
        if node.tag == "filter":
            conditions = node.get("domain", "") + node.get("context", "")
            names += re.findall(r"['\"](\w+)", conditions)
        return any(name.startswith(switched_off) for name in names)

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        described = super().fields_get(allfields, attributes)
        switched_off = self._get_switched_off()
        if switched_off:
            for name, description in described.items():
                if name.startswith(switched_off):
                    hidden = {key: False for key in DESCRIBED if key in description}
                    description.update(hidden)
        return described
