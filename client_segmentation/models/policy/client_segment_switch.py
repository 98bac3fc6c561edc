import re

from odoo import api, models

DESCRIBED = ("searchable", "sortable", "groupable", "exportable")
# The fields that a filter asks for or groups by: first in a condition, or a group
FILTERED = re.compile(r"""(?:\(\s*|\[\s*|group_by['"]\s*:\s*)['"](\w+)""")


class ClientSegmentSwitch(models.AbstractModel):
    """Hides what the current company has switched off: from views, and from what
    can be searched, grouped and exported."""

    _name = "client.segment.switch"
    _description = "Optional Parts of Client Segmentation"

    @api.model
    def _get_hidden_names(self):
        policies = self.env["client.segment.policy"]
        return policies._get_hidden_names_of(self.env.company)

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self._get_hidden_names())

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        hidden = self._get_hidden_names()
        if hidden:
            for node in arch.xpath("//*[@name] | //label[@for]"):
                if hidden & self._get_node_names(node):
                    node.getparent().remove(node)
            for node in arch.xpath("//list/header[not(*)]"):
                node.getparent().remove(node)
            if hidden & set(re.findall(r"\w+", arch.get("default_order", ""))):
                del arch.attrib["default_order"]
        return arch, view

    @api.model
    def _get_node_names(self, node):
        """Return the name of a node, and those of the fields a filter is about."""
        names = {node.get("name") or node.get("for")}
        if node.tag == "filter":
            conditions = node.get("domain", "") + node.get("context", "")
            names.update(FILTERED.findall(conditions))
        return names

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        described = super().fields_get(allfields, attributes)
        for name in self._get_hidden_names() & described.keys():
            description = described[name]
            description.update({key: False for key in DESCRIBED if key in description})
        return described
