from odoo import api, models
from odoo.fields import Domain

from ..core.segment_axes import IS_KEY, LATE_STATES
from ..core.segment_columns import IS_CLIENT

MOST_STEPS = 3
LATE = Domain("segment_state", "in", list(LATE_STATES))


class ClientFirstDay(models.AbstractModel):
    """What is worth doing first: the clients behind it are those that the list shows,
    counted as the user who opens it."""

    _inherit = "client.first.day"

    @api.model
    def _find_steps(self):
        """Return the first steps that there are clients for."""
        hidden = self._get_policy()._get_hidden_names_of(self.env.company)
        steps = []
        for step in self._get_steps():
            if len(steps) == MOST_STEPS:
                break
            conditions = step["domain"].iter_conditions()
            needed = {condition.field_expr for condition in conditions}
            if needed & hidden:
                continue
            domain = IS_CLIENT & step["domain"]
            step["count"] = self.env["res.partner"].search_count(domain)
            if step["count"]:
                steps.append({**step, "domain": list(step["domain"])})
        return steps

    @api.model
    def _get_steps(self):
        """Hook: return the steps there can be, what brings most first: ``key``,
        ``title``, ``text``, and the ``domain`` of contacts."""
        is_large = Domain("segment_abc", "=", "a")
        return [
            {
                "key": "late",
                "title": self.env._("Call the large clients who are late"),
                "text": self.env._("A clients beyond their usual interval."),
                "domain": is_large & LATE,
            },
            {
                "key": "key",
                "title": self.env._("Check your key clients"),
                "text": self.env._("Are these the ones? Pin a class where not."),
                "domain": Domain(IS_KEY.partner_field, "=", True),
            },
            {
                "key": "nobody",
                "title": self.env._("Give large clients a salesperson"),
                "text": self.env._("A clients that nobody looks after."),
                "domain": is_large & Domain("user_id", "=", False),
            },
            {
                "key": "new",
                "title": self.env._("Win the second order of new clients"),
                "text": self.env._("They have bought for the first time lately."),
                "domain": Domain("segment_state", "=", "new"),
            },
            {
                "key": "gold",
                "title": self.env._("Know your gold clients"),
                "text": self.env._("They bring about half of the profit."),
                "domain": Domain("segment_tier", "=", "gold"),
            },
            {
                "key": "buyers",
                "title": self.env._("Look at the clients you live on"),
                "text": self.env._("The list, largest first."),
                "domain": Domain("segment_revenue", ">", 0),
            },
        ]
