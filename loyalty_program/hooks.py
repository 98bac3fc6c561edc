from odoo.tools import SQL

# In this order: each is held by the one before. They hold orders, products and
# clients of the demo data, and their rows go with the add-on anyway.
TABLES = (
    "loyalty_result",
    "loyalty_benefit_entry",
    "loyalty_referral",
    "loyalty_draw_ticket",
    "loyalty_draw",
    "loyalty_order_benefit",
    "loyalty_benefit",
    "loyalty_member",
)


def post_init_hook(env):
    """Programs that run already keep running, marked as launched without a case."""
    running = env["loyalty.program"].search([("active", "=", True)])
    running._mark_launched_without_case(True)


def uninstall_hook(env):
    """Empty the tables that nobody may empty while the add-on is there."""
    _delete_demo_cards(env)
    env.flush_all()
    for table in TABLES:
        env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(table)))
    env.invalidate_all()


def _delete_demo_cards(env):
    """Cards that demo orders have made would hold on to the demo programs."""
    programs = env["ir.model.data"].search(
        [("module", "=", "loyalty_program"), ("model", "=", "loyalty.program")]
    )
    cards = env["loyalty.card"].with_context(active_test=False)
    cards = cards.search([("program_id", "in", programs.mapped("res_id"))])
    cards.filtered(lambda card: not card.use_count).unlink()
