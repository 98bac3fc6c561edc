from odoo import api, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# Names of the plans that come with the playbooks, and of their tasks: the fields of
# activity plans are not translated, but tasks should speak the language of who does
# them.
READY_TEXTS = (
    _lt("Get acquainted"),
    _lt("Lead to the first order"),
    _lt("Win the next order"),
    _lt("Win back"),
    _lt("Protect a large client"),
    _lt("Plan the demand together"),
    _lt("Develop a middle client"),
    _lt("Serve at low cost"),
    _lt("Drop or requalify"),
    _lt("Discuss terms"),
    _lt("Find out who decides and what they use today"),
    _lt("Send a one-page profile with an example from their industry"),
    _lt("Ask about the profile and propose a meeting"),
    _lt("Decide: has the client become warm, or should we leave it to mailings?"),
    _lt("Ask what is missing for a decision, and its date"),
    _lt("Send the trial offer: price, terms, deadline"),
    _lt("Show the product, agree on the next step and its date"),
    _lt("Get a yes or no on the trial order"),
    _lt("Ask how the last delivery went and resolve open issues"),
    _lt("Find out what they buy elsewhere"),
    _lt("Offer one thing that fits the last order"),
    _lt("Read the last orders and complaints"),
    _lt("Ask what has changed since the last order"),
    _lt("Send a win-back offer with a deadline"),
    _lt("Decide: won back, later (when?) or lost (why?)"),
    _lt("Write down who decides, who advises, who could leave"),
    _lt("Meet the decision maker: plans for the next six months"),
    _lt("Check terms, service and margin of the last quarter"),
    _lt("Report what was done about their remarks"),
    _lt("Chart their purchases over two years by month"),
    _lt("Ask about season, stock and plans for the quarter"),
    _lt("Propose a delivery schedule with a price for the volume"),
    _lt("Ask how much of their demand we cover and who supplies the rest"),
    _lt("Show one more product line"),
    _lt("Ask for a first order from it"),
    _lt("Show how to order without a call: price list, minimum order, delivery days"),
    _lt("Check whether the orders are worth the time they take"),
    _lt("Ask directly: what has gone: the need, the money or the trust?"),
    _lt("Send a final offer with a deadline"),
    _lt("Drop the opportunity or schedule a new step named by the client"),
    _lt("Work out what this year's discounts have cost"),
    _lt("Agree on what the client gives in return for a better price"),
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
        super()._compute_display_name()
        for plan in self:
            # Whatever others have made of the name stays as they made it.
            plan.display_name = translate_ready(self.env, plan.display_name)
