"""Install with demo data, update, uninstall: nothing fails, nothing complains."""

from . import addons, database, odoo_run, postgres
from .process import shown
from .test_result import Result

SELECT_LEFTOVERS = """
    SELECT model || ' ' || name FROM ir_model_data
    WHERE module = '{module}' AND name NOT LIKE 'module_%' LIMIT 5
"""


def lifecycle(run):
    result = Result("Install, update, uninstall")
    modules = run.target.modules
    template = database.template_with_addons(run.odoo, modules, demo=True)
    # It has been installed by itself, with demo data.
    result.check_log(database.template_log(template).read_text())
    with database.scratch(template, "lifecycle") as name:
        steps = _steps(name, modules)
        # Each needs the one before.
        if all(_step(run, result, *step) for step in enumerate(steps)):
            for module in modules:
                result.check(_leftovers(name, module))
    return result


def _steps(name, modules):
    server = ["server", "-d", name, "--stop-after-init", "--no-http"]
    uninstall = ["module", "uninstall", "-d", name]
    return [
        ("Updating", [*server, "-u", ",".join(modules)]),
        *(
            (f"Uninstalling {module}", [*uninstall, module])
            for module in uninstall_order(modules)
        ),
    ]


def _step(run, result, number, step):
    label, args = step
    log = run.log(f"lifecycle-{number}")
    code = odoo_run.attempt(args, label, log)
    result.check(code and f"{label}: exit code {code}, see {shown(log)}")
    result.check_log(log.read_text())
    return code == 0


def uninstall_order(modules):
    """Those that others need come last, so that each is uninstalled by itself."""
    return sorted(modules, key=lambda name: (len(addons.dependents(name)), name))


def _leftovers(name, module):
    rows = postgres.query(SELECT_LEFTOVERS.format(module=module), name)
    found = [row[0] for row in rows]
    return found and f"{module} leaves records behind: {', '.join(found)}"
