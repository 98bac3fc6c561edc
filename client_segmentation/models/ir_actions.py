from odoo import api, models


class IrActionsActions(models.Model):
    _inherit = "ir.actions.actions"

    @api.model
    def get_bindings(self, model_name):
        """Offer no playbooks where the company does not use them."""
        bindings = super().get_bindings(model_name)
        # Settings of a company are not everybody's to read.
        if self.env.company.sudo().client_playbooks_enabled:
            return bindings
        launch = self.env.ref(
            "client_segmentation.client_segment_playbook_launch_action",
            raise_if_not_found=False,
        )
        return (
            {
                kind: [action for action in actions if action["id"] != launch.id]
                for kind, actions in bindings.items()
            }
            if launch
            else bindings
        )
