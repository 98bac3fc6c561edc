"""What Odoo cannot take away by itself when the add-on goes."""

# In this order: each points to the next.
MODELS = ("client.price.list", "client.audience.change", "client.audience")


def uninstall_hook(env):
    _delete_demo_invoices(env)
    for name in MODELS:
        # Their tables go with the add-on; before that they hold the records of its
        # data files, which are deleted first.
        env[name].with_context(active_test=False).search([]).unlink()


def _delete_demo_invoices(env):
    """Posted invoices, their payments and the wizards that made these would hold on
    to the demo clients."""
    ids = env["ir.model.data"].search(
        [("module", "=", "client_segmentation"), ("model", "=", "account.move")]
    )
    moves = env["account.move"].browse(ids.mapped("res_id")).exists()
    payments = moves.matched_payment_ids | moves._get_reconciled_payments()
    env["account.payment.register"].search(
        [("line_ids", "in", moves.line_ids.ids)]
    ).unlink()
    moves.line_ids.remove_move_reconcile()
    payments.action_draft()
    payments.unlink()
    moves.button_draft()
    moves.with_context(force_delete=True).unlink()
