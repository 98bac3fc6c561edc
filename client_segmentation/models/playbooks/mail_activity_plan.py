from odoo import api, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# Names of the plans that come with the playbooks, and of their tasks: the fields of
# activity plans are not translated, but tasks should speak the language of who does
# them.
READY_TEXTS = (
    _lt("Make acquaintance"),
    _lt("Lead to the first order"),
    _lt("Win the next order"),
    _lt("Win back"),
    _lt("Protect a large client"),
    _lt("Plan the demand together"),
    _lt("Develop a middle client"),
    _lt("Serve at low cost"),
    _lt("Drop or requalify"),
    _lt("Talk about terms"),
    _lt("Find out who decides and what they use today"),
    _lt("Send one page about us with an example from their trade"),
    _lt("Ask about the page, propose a meeting"),
    _lt("Decide: has it become warm, or is it left to mailings?"),
    _lt("Ask what is missing for a decision, and its date"),
    _lt("Send the trial offer: price, term, last day"),
    _lt("Show the product, agree on the next step and its date"),
    _lt("Get a yes or a no to the trial order"),
    _lt("Ask how the last delivery went, solve what is open"),
    _lt("Find out what they buy elsewhere"),
    _lt("Offer one thing that fits the last order"),
    _lt("Read the last orders and complaints"),
    _lt("Ask what has changed since the last order"),
    _lt("Send an offer for coming back, with a last day"),
    _lt("Decide: back, later (when?), or lost (why?)"),
    _lt("Write down who decides, who advises, who could leave"),
    _lt("Meet the one who decides: plans for half a year"),
    _lt("Check terms, service and margin of the last quarter"),
    _lt("Report what was done about their remarks"),
    _lt("Draw their purchases of two years by month"),
    _lt("Ask about season, stock and plans for the quarter"),
    _lt("Propose a delivery schedule with a price for the volume"),
    _lt("Ask which part of the need we cover, and who has the rest"),
    _lt("Show one more product line"),
    _lt("Ask for a first order from it"),
    _lt("Show ordering without a call: price list, minimum order, days"),
    _lt("Check: do orders pay for the time they take?"),
    _lt("Ask directly: has the need gone, the money, or the trust?"),
    _lt("Send a last offer with a last day"),
    _lt("Drop the opportunity or set a new step that the client named"),
    _lt("Work out what the discounts of this year have cost"),
    _lt("Agree what the client gives for a better price"),
    _lt("Confirm the terms in writing"),
)
TEXT_BY_SOURCE = {text._source: text for text in READY_TEXTS}


def translate_ready(env, text):
    """Return a text in the language of ``env``, if it came with this module, or as it
    is, if somebody has written it."""
    ready = TEXT_BY_SOURCE.get(text)
    return ready._translate(env.lang or "en_US") if ready else text


class MailActivityPlan(models.Model):
    _inherit = "mail.activity.plan"

    @api.depends("name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for plan in self:
            # Whatever others have made of the name stays as they made it.
            plan.display_name = translate_ready(self.env, plan.display_name)
        return result
