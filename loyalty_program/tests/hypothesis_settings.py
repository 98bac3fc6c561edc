from hypothesis import HealthCheck, settings

# The same examples each time, and no judgement of speed: at its first draw hypothesis
# reads the source of all modules loaded, and of Odoo there are many.
repeatable = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
