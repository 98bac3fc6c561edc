from odoo import api, fields, models


class ResPartnerCategory(models.Model):
    """Tags of segments that belong to one of several companies."""

    _inherit = "res.partner.category"

    segment_company_id = fields.Many2one(
        comodel_name="res.company",
        string="Published by",
        readonly=True,
        copy=False,
        ondelete="cascade",
        index="btree_not_null",
    )
    segment_origin_id = fields.Many2one(
        comodel_name="res.partner.category",
        string="Stands for",
        readonly=True,
        copy=False,
        ondelete="cascade",
        index="btree_not_null",
    )

    _unique_company_segment = models.UniqueIndex(
        "(segment_company_id, segment_origin_id)"
        " WHERE segment_company_id IS NOT NULL AND segment_origin_id IS NOT NULL",
        "This company already has a tag for this segment.",
    )

    def _ensure_copies(self, company, origin_ids):
        """Return ``{id of a segment's tag: id of its copy}`` of ``company``; ``self``
        are the company's tags so far."""
        copy_ids = {tag.segment_origin_id.id: tag.id for tag in self}
        missing = self.browse(origin_ids) - self.segment_origin_id
        if missing:
            root = self.browse(copy_ids.get(False)) or self._create_root(company)
            for origin in missing:
                copy_ids[origin.id] = origin._create_copy(company, root).id
        return copy_ids

    @api.model
    def _create_root(self, company):
        return self.create({"name": company.name, "segment_company_id": company.id})

    def _create_copy(self, company, root):
        copy = self.create(
            {
                "name": self.with_context(lang="en_US").name,
                "color": self.color,
                "parent_id": root.id,
                "segment_company_id": company.id,
                "segment_origin_id": self.id,
            }
        )
        for code, _name in self.env["res.lang"].get_installed():
            copy.with_context(lang=code).name = self.with_context(lang=code).name
        return copy

    def _unlink_unused(self, used_ids):
        """Delete those of these tags that no contact has and we do not publish."""
        tags = self.filtered("segment_origin_id").filtered(
            lambda tag: tag.id not in set(used_ids) and not tag.partner_ids
        )
        roots = (self - self.filtered("segment_origin_id")).filtered(
            lambda root: not root.child_ids - tags and not root.partner_ids
        )
        (tags + roots).unlink()
