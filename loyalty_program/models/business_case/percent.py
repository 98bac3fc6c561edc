from odoo.tools.misc import formatLang

# 1,000 %: beyond it a percentage is no figure to decide by
LARGEST = 10.0


def show_percent(env, value, digits=1):
    """A share as text; an interest of 6,368 % a year only says that it is huge."""
    if abs(value) <= LARGEST:
        return formatLang(env, value * 100, digits=digits) + "%"
    limit = formatLang(env, LARGEST * 100, digits=0)
    if value > 0:
        return env._("over %(limit)s%%", limit=limit)
    return env._("below −%(limit)s%%", limit=limit)
