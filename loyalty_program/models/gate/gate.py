"""Key to the fields that only the gate itself may write.

The key is an object of this process: no remote call can put it into a context.
"""

from odoo.tools.misc import clean_context

KEY = object()
NAME = "loyalty_gate_key"


def unlock(records):
    # What the gate itself creates takes no defaults from the caller either
    context = clean_context(records.env.context)
    return records.with_context(context, **{NAME: KEY})


def is_unlocked(env):
    return env.context.get(NAME) is KEY


def guard_defaults(records, defaults, names):
    """Leave guarded fields only the default of their definition.

    ``create`` takes defaults of the context and of the user for readonly fields, too:
    they could forge a decision that nobody has taken.
    """
    guarded = dict(defaults)
    for name in defaults.keys() & set(names):
        default = records._fields[name].default
        if default:
            guarded[name] = default(records)
        else:
            del guarded[name]
    return guarded
