from odoo import api, fields, models, tools

from ..core.client_segment import MANAGER_GROUP


class ClientSegmentPolicy(models.Model):
    """Whether terms are used, and who is notified about proposals."""

    _inherit = "client.segment.policy"

    use_terms = fields.Boolean(
        string="Use Cooperation Terms",
        default=True,
    )
    terms_warning = fields.Boolean(
        string="Warn About Broken Terms",
        default=True,
        help="Quotations that break the terms of their client show a warning.",
    )
    terms_auto_refresh = fields.Boolean(
        string="Propose Terms After Each Run",
        default=True,
    )
    terms_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Notify About Proposed Terms",
        domain=lambda self: [
            ("all_group_ids", "in", self.env.ref(MANAGER_GROUP).ids),
            ("share", "=", False),
        ],
        help="Gets one task when there are new proposals, and no further task until it "
        "is done.",
    )

    @api.model
    @tools.ormcache("company.id")
    def _is_warning_of_terms(self, company):
        """Return whether quotations of ``company`` show broken terms, without a query:
        each that is shown or confirmed asks."""
        # Whoever sees a quotation sees that it warns.
        policy = company.sudo().segment_policy_id
        return policy.use_terms and policy.terms_warning

    @api.model
    def _get_switches(self):
        return super()._get_switches() | {
            "use_terms": (
                "client_discount_limited",
                "client_discount_limit",
                "client_delivery_days",
                "client_team_id",
                "client_terms_state",
                "client_terms_warning",
                "client_terms_proposal_ids",
                "client_terms_changes",
                "entry_terms_id",
                "client_segmentation.client_segment_terms_menu",
                "client_segmentation.client_segment_terms_action",
                "client_segmentation.client_segment_terms_proposal_action",
            ),
        }
