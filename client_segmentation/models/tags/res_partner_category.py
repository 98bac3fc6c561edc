from odoo import api, fields, models, tools

from ..core.segment_axes import AXES

PREFIX = "client_segmentation.segment_tag_"


class ResPartnerCategory(models.Model):
    _inherit = "res.partner.category"

    segment_field = fields.Char(
        string="Segment Axis",
        readonly=True,
        copy=False,
        help="The segment field of the contact whose value this tag represents.",
    )
    segment_value = fields.Char(readonly=True, copy=False)

    _unique_segment = models.UniqueIndex(
        "(segment_field, segment_value) WHERE segment_field IS NOT NULL",
        "There is already a tag for this segment.",
    )

    @api.model
    @tools.ormcache()
    def _get_segment_tag_ids(self):
        """Return the id of the tag of each segment as
        ``{(segment field, value): id}``."""
        # Everybody who sees a segment field sees its tags, which hold no secret.
        tags = self.sudo().search([("segment_field", "!=", False)])
        return {(tag.segment_field, tag.segment_value): tag.id for tag in tags}

    @api.model
    def _load_segment_tags(self):
        """Create the tags of the classes that have none yet. Those that are there stay
        as people have named and coloured them."""
        tags = [
            {
                "xml_id": f"{PREFIX}{axis.get_class_name(known)}",
                "noupdate": True,
                "values": {
                    "name": known.tag_name,
                    "color": known.color,
                    "segment_field": axis.partner_field,
                    "segment_value": known.value,
                },
            }
            for axis in AXES
            for known in axis.classes
        ]
        return self._load_records(tags, update=True)

    @api.model_create_multi
    def create(self, vals_list):
        tags = super().create(vals_list)
        if any(tag.segment_field for tag in tags):
            self.env.registry.clear_cache()
        return tags

    def write(self, vals):
        if vals.keys() & {"active", "segment_field", "segment_value"}:
            self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        # Not asked of the tags: Odoo lets those be deleted that are gone.
        if not {*self.ids}.isdisjoint(self._get_segment_tag_ids().values()):
            self.env.registry.clear_cache()
        return super().unlink()
