from odoo import api, fields, models
from odoo.fields import Domain

from ..core.segment_axes import BADGES
from ..core.segment_columns import CLASS_COLUMNS, SEGMENT_GROUP


class ResPartner(models.Model):
    """Classes of a client as tags that nobody need put on."""

    _inherit = "res.partner"

    segment_tag_ids = fields.Many2many(
        comodel_name="res.partner.category",
        string="Segment Tags",
        compute="_compute_segment_tag_ids",
        search="_search_segment_tag_ids",
        groups=SEGMENT_GROUP,
    )

    @api.depends(*CLASS_COLUMNS)
    @api.depends_context("company")
    def _compute_segment_tag_ids(self):
        Tag = self.env["res.partner.category"]
        tag_ids = Tag._get_segment_tag_ids()
        names = [axis.partner_field for axis in BADGES]
        classes = {name: self._get_field_values(name) for name in names}
        values = {}
        for partner in self:
            keys = [
                (name, self._get_tag_value(of_each[partner._ids[0]]))
                for name, of_each in classes.items()
            ]
            values[partner] = tuple(tag_ids[key] for key in keys if key in tag_ids)
        # Straight into the cache, as the classes themselves
        saved = self.filtered("id")
        self._fields["segment_tag_ids"]._insert_cache(saved, map(values.get, saved))
        # What is typed into a form holds other ids there.
        for partner in self - saved:
            partner.segment_tag_ids = Tag.browse(values[partner])

    @api.model
    def _get_tag_value(self, value):
        """Return how a tag names a class: yes or no as ``true`` or nothing."""
        return "true" if value is True else value

    def _search_segment_tag_ids(self, operator, value):
        if operator == "any":
            value = self.env["res.partner.category"]._search(value)
        elif operator != "in":
            return NotImplemented
        searched = set(value)
        tag_ids = self.env["res.partner.category"]._get_segment_tag_ids()
        domains = [
            Domain(field_name, "=", segment_value == "true" or segment_value)
            for (field_name, segment_value), tag_id in tag_ids.items()
            if tag_id in searched
        ]
        if False in searched:
            domains.append(
                Domain.AND(Domain(name, "=", False) for name in CLASS_COLUMNS)
            )
        return Domain.OR(domains)

    @api.model
    def _invalidate_segment_fields(self):
        self.invalidate_model(["segment_tag_ids"])
        return super()._invalidate_segment_fields()
