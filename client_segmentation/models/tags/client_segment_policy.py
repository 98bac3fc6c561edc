from odoo import api, fields, models
from odoo.fields import Domain

from ..core.segment_axes import AXES

PUBLICATIONS = {axis.publication_field for axis in AXES}


class ClientSegmentPolicy(models.Model):
    """Classes that a company shows as ordinary tags of its clients, axis by axis."""

    _inherit = "client.segment.policy"

    for _axis in AXES:
        locals()[_axis.publication_field] = fields.Boolean(
            string=f"{_axis.label} in Tags"
        )
    del _axis

    def write(self, vals):
        result = super().write(vals)
        if PUBLICATIONS & vals.keys():
            # Other companies may have to tell their tags from ours from now on.
            for policy in self | self._search_publishing():
                policy.company_id._publish_or_schedule()
        return result

    @api.model
    def _search_publishing(self):
        """Return the policies that publish, whether the user works for their companies
        or not: it is their tags that are put in order, too."""
        return self.sudo().search(
            Domain.OR([(name, "=", True)] for name in sorted(PUBLICATIONS))
        )

    def _get_published_columns(self):
        """Return ``{field of contacts: column of client.segment}``."""
        return {
            axis.partner_field: axis.column
            for axis in AXES
            if self[axis.publication_field]
        }
