from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.client_segmentation.models.core.doors import need_one

from ...arithmetic.business_case import EFFECTS, get_effects
from .loyalty_plan import DECIDERS

TEMPLATE_SELECTION = [
    ("points", "Points with Thresholds"),
    ("tier", "Tier Discount"),
    ("delivery", "Free Delivery"),
    ("friend", "Bring a Friend"),
    ("draw", "Prize Draw"),
]


class LoyaltyPlan(models.Model):
    """What to start from, and where that comes from."""

    _inherit = "loyalty.plan"

    template = fields.Selection(
        selection=TEMPLATE_SELECTION,
        string="Kind of Program",
        groups=DECIDERS,
        help="Proposes effects for this kind of program and says where they come from.",
    )
    template_note = fields.Char(
        string="Where Effects Come From",
        compute="_compute_template_note",
        groups=DECIDERS,
    )

    @api.depends("template")
    @api.depends_context("lang")
    def _compute_template_note(self):
        for plan in self:
            plan.template_note = plan.template and plan._get_template_notes().get(
                plan.template
            )

    @api.onchange("template")
    def _onchange_template(self):
        """Fill in what nobody has typed yet; the button replaces what was."""
        if self.template and not any(self[name] for name in EFFECTS):
            self.update(get_effects(self.template))

    def action_apply_template(self):
        """Replace the effects by those of the template, and read the rewards if the
        case has none."""
        need_one(self)
        self._check_draft()
        if not self.template:
            raise UserError(self.env._("Choose a kind of program first."))
        self.write(get_effects(self.template))
        if not self.reward_ids:
            self.action_read_rewards()

    def _get_template_notes(self):
        unknown = self.env._("No published figure: start from no effect to 5%.")
        return {
            "points": self.env._(
                "%(unknown)s Light and moderate buyers came to buy more, heavy ones "
                "did not (Liu 2007, Journal of Marketing 71; consumers).",
                unknown=unknown,
            ),
            "tier": unknown,
            "delivery": self.env._(
                "%(unknown)s It sold more, and cost an online retailer more than it "
                "brought (Lewis, Singh and Fay 2006, Marketing Science 25).",
                unknown=unknown,
            ),
            "friend": self.env._(
                "At best as those who recommended changed: revenue +11.4%, defection "
                "7% instead of 19% a year (Garnefeld et al. 2013, Journal of Marketing "
                "77; consumers of a telecom company). Other members change less; "
                "no figure for how many new clients they bring."
            ),
            "draw": self.env._(
                "%(unknown)s Enter the prizes among the costs.", unknown=unknown
            ),
        }
