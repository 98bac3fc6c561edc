from odoo import api, models

from odoo.addons.client_segmentation.models.core.client_segment_tabs import Tab

from .key_account_dossier import ROLE

ADDON = "key_account_dossier"
DOSSIERS, PLANS, RELATIONSHIPS = (
    f"{ADDON}.key_account_{name}_menu"
    for name in ("dossiers", "plans", "relationships")
)


class ClientSegment(models.Model):
    """One level of menus: what belongs together is tabs of one entry."""

    _inherit = "client.segment"

    @api.model
    def _get_tabs(self):
        return (
            super()._get_tabs()
            + self._get_dossier_tabs()
            + self._get_plan_tabs()
            + self._get_relationship_tabs()
        )

    @api.model
    def _get_dossier_tabs(self):
        candidates, log = self.env._("Candidates"), self.env._("Contact Log")
        reviews = self.env._("Reviews")
        return self._make_tabs(
            DOSSIERS,
            (self.env._("Dossiers"), "dossier_action", ""),
            (log, "contact_action", self.env._("Contacts")),
            (log, "contact_report_action", self.env._("Contact Analysis")),
            (log, "dossier_action_losing_touch", self.env._("Losing Touch")),
            (log, "others_action", self.env._("Other Clients")),
            (reviews, "review_action", self.env._("Reviews")),
            (reviews, "rating_action", self.env._("Ratings of the Work")),
            (candidates, "candidate_action", self.env._("Without a Dossier")),
            (candidates, "dossier_action_key_no_more", self.env._("No Longer Key")),
        )

    @api.model
    def _get_plan_tabs(self):
        return self._make_tabs(
            PLANS,
            (self.env._("Objectives"), "plan_action", ""),
            (self.env._("Results and Resources"), "plan_result_action", ""),
            (self.env._("Whitespace"), "whitespace_action", ""),
            (self.env._("Competitors"), "competitor_action", ""),
        )

    @api.model
    def _get_relationship_tabs(self):
        return self._make_tabs(
            RELATIONSHIPS,
            (self.env._("Stakeholders"), "stakeholder_action", ""),
            (self.env._("Important Dates"), "date_action", ""),
            (self.env._("Relationship Scores"), "score_action", ""),
            (self.env._("Weak Points"), "score_line_action", ""),
        )

    @api.model
    def _make_tabs(self, menu, *rows):
        return [
            Tab(menu, label, f"{ADDON}.key_account_{action}", part, ROLE, number)
            for number, (label, action, part) in enumerate(rows)
        ]
