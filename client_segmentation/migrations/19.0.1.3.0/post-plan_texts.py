from odoo import SUPERUSER_ID, api

# Texts of the ready-made activity plans, old and new. They are stored as they are, and
# only those the add-on knows can be translated for the person who gets the task.
WORDINGS = (
    ("Make acquaintance", "Get acquainted"),
    ("Talk about terms", "Discuss terms"),
    (
        "Send one page about us with an example from their trade",
        "Send a one-page profile with an example from their industry",
    ),
    (
        "Ask about the page, propose a meeting",
        "Ask about the profile and propose a meeting",
    ),
    (
        "Decide: has it become warm, or is it left to mailings?",
        "Decide: has the client become warm, or should we leave it to mailings?",
    ),
    (
        "Send the trial offer: price, term, last day",
        "Send the trial offer: price, terms, deadline",
    ),
    ("Get a yes or a no to the trial order", "Get a yes or no on the trial order"),
    (
        "Ask how the last delivery went, solve what is open",
        "Ask how the last delivery went and resolve open issues",
    ),
    (
        "Send an offer for coming back, with a last day",
        "Send a win-back offer with a deadline",
    ),
    (
        "Decide: back, later (when?), or lost (why?)",
        "Decide: won back, later (when?) or lost (why?)",
    ),
    (
        "Meet the one who decides: plans for half a year",
        "Meet the decision maker: plans for the next six months",
    ),
    (
        "Draw their purchases of two years by month",
        "Chart their purchases over two years by month",
    ),
    (
        "Ask which part of the need we cover, and who has the rest",
        "Ask how much of their demand we cover and who supplies the rest",
    ),
    (
        "Show ordering without a call: price list, minimum order, days",
        "Show how to order without a call: price list, minimum order, delivery days",
    ),
    (
        "Check: do orders pay for the time they take?",
        "Check whether the orders are worth the time they take",
    ),
    (
        "Ask directly: has the need gone, the money, or the trust?",
        "Ask directly: what has gone: the need, the money or the trust?",
    ),
    ("Send a last offer with a last day", "Send a final offer with a deadline"),
    (
        "Drop the opportunity or set a new step that the client named",
        "Drop the opportunity or schedule a new step named by the client",
    ),
    (
        "Work out what the discounts of this year have cost",
        "Work out what this year's discounts have cost",
    ),
    (
        "Agree what the client gives for a better price",
        "Agree on what the client gives in return for a better price",
    ),
)


def migrate(cr, version):
    """Reword the ready-made plans, except where somebody has changed the text."""
    if not version:
        return
    new_by_old = dict(WORDINGS)
    env = api.Environment(cr, SUPERUSER_ID, {})
    for model, field in (
        ("mail.activity.plan", "name"),
        ("mail.activity.plan.template", "summary"),
    ):
        data = env["ir.model.data"].search(
            [("module", "=", "client_segmentation"), ("model", "=", model)]
        )
        for record in env[model].browse(data.mapped("res_id")).exists():
            if record[field] in new_by_old:
                record[field] = new_by_old[record[field]]
