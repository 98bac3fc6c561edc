import ast

from odoo import api, models

# Lists of clients that open on the own ones of who sees own documents only
CLIENT_ACTIONS = {
    "client_segmentation.client_segment_partner_action",
    "client_segmentation.client_segment_history_action",
    "client_segmentation.client_segment_pin_action",
}


class IrActionsActions(models.Model):
    _inherit = "ir.actions.actions"

    @api.model
    def get_bindings(self, model_name):
        """Offer no playbooks where the company does not use them."""
        bindings = super().get_bindings(model_name)
        # Settings of a company are not everybody's to read.
        if self.env.company.sudo().segment_policy_id.use_playbooks:
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


class IrActionsActWindow(models.Model):
    _inherit = "ir.actions.act_window"

    def _get_action_dict(self):
        action = super()._get_action_dict()
        if (
            action.get("xml_id") in CLIENT_ACTIONS
            and self.env.user._sees_own_documents_only()
        ):
            context = ast.literal_eval(action["context"] or "{}")
            action["context"] = repr({**context, "search_default_my_clients": 1})
        return action
