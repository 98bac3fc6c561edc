from odoo import models


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") == "installed" and "gamification" in self.mapped("name"):
            self._load_segment_goals()
        return result

    def _load_segment_goals(self):
        """Our data files bring the goals only where Gamification was there before."""
        self.env["client.segment.active.report"]._load_goal_definitions()
        own = self.search([("name", "=", "client_segmentation")])
        own._update_translations()
