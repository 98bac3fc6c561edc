from odoo import api, models

from .segment_axis_nodes import has_marks, put_axes

ARCHITECTURES = ("arch", "arch_base", "arch_db")


class IrUiView(models.Model):
    """Views get the nodes of all axes when they are loaded."""

    _inherit = "ir.ui.view"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._put_segment_axes(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._put_segment_axes(vals))

    def _compute_arch(self):
        """What Odoo reads from files while somebody develops."""
        super()._compute_arch()
        for view in self:
            if has_marks(view.arch or ""):
                view.arch = put_axes(view.arch)

    @api.model
    def _put_segment_axes(self, vals):
        marked = {
            name: put_axes(vals[name]) for name in ARCHITECTURES if vals.get(name)
        }
        return {**vals, **marked}
