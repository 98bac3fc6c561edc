from odoo.tools import SQL

from .arithmetic.gate import launch

# In this order: each is held by the one before. Their rows go with the add-on anyway;
# before that they would hold the records of its data files, which Odoo deletes first.
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
    for program in running:
        if program._get_launch_state() == launch.RUNNING:
            program._move_launch(launch.RUNNING, launch.EXEMPT)


def uninstall_hook(env):
    """Empty the tables that nobody may empty while the add-on is there."""
    env.flush_all()
    for table in TABLES:
        env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(table)))
    env.invalidate_all()
