"""What Odoo cannot take away by itself when the add-on goes."""

# In this order: each points to the next.
MODELS = ("client.price.list", "client.audience.change", "client.audience")


def uninstall_hook(env):
    for name in MODELS:
        # Their tables go with the add-on; before that they hold the records of its
        # data files, which are deleted first.
        env[name].with_context(active_test=False).search([]).unlink()
