"""Find methods of an add-on that replace one of Odoo's without ever calling it.

Where ``super`` is not called, whatever Odoo or another add-on does there is lost. Such
methods are listed by the tests of each add-on, with the reason.
"""

import ast
import inspect
import textwrap

OURS = ("client_segmentation", "key_account_dossier", "loyalty_program")


def find_replaced(env, module):
    """Return ``{"Class.method"}`` of the replacing methods of an add-on."""
    package = f"odoo.addons.{module}."
    return {
        f"{owner.__name__}.{name}"
        for model in env.registry.values()
        for position, owner in enumerate(model.__mro__)
        if owner.__module__.startswith(package) and ".tests." not in owner.__module__
        for name, method in vars(owner).items()
        if _is_replaced(name, method, model.__mro__[position + 1 :])
    }


def _is_replaced(name, method, classes):
    function = _get_function(method)
    if function is None or name.startswith("__") or calls_super(function):
        return False
    return any(
        _get_function(vars(one).get(name)) is not None and not _is_ours(one)
        for one in classes
    )


def _is_ours(owner):
    return any(owner.__module__.startswith(f"odoo.addons.{name}.") for name in OURS)


def _get_function(method):
    method = getattr(method, "fget", method)  # of a property
    method = getattr(method, "__func__", method)  # of a class method
    return inspect.unwrap(method) if inspect.isroutine(method) else None


def calls_super(function):
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "super"
        for node in ast.walk(tree)
    )
