def post_init_hook(env):
    """Programs that run already keep running, marked as launched without a case."""
    running = env["loyalty.program"].search([("active", "=", True)])
    running._mark_launched_without_case(True)
