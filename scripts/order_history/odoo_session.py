"""Odoo in this process, on one database. Import it after ``environment.enter()``."""

import contextlib

import psycopg2
from devkit.errors import Problem

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tools import config


@contextlib.contextmanager
def open_database(name):
    """An environment of the superuser. What is not committed is lost at the end;
    a refusal of Odoo or PostgreSQL becomes a Problem."""
    arguments = [f"--database={name}", "--no-http", "--log-level=warn"]
    config.parse_config(arguments, setup_logging=True)
    _require_sales(name)
    with Registry(name).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        try:
            yield env
        except (UserError, psycopg2.Error) as error:
            cr.rollback()
            raise Problem(
                "Odoo refused; what was not finished is undone.", str(error).strip()
            ) from error
        cr.rollback()


def _require_sales(name):
    try:
        with db_connect(name).cursor() as cr:
            cr.execute("SELECT to_regclass('sale_order')")
            [has_sales] = cr.fetchone()
    except psycopg2.OperationalError as error:
        raise Problem(
            f"The database {name} cannot be opened.",
            str(error).strip(),
            f"To make it: scripts/demo --empty --setup-only --database {name}",
        ) from error
    if not has_sales:
        raise Problem(
            f"The database {name} has no sales orders.",
            "Odoo's Sales app is not installed in it.",
            "Install it, or name another database.",
        )


def find_company(env, asked):
    """The company with that id or name; without either, the only one there is."""
    companies = env["res.company"].search([])
    if asked is None:
        found = companies
    elif asked.isdigit():
        found = companies.filtered(lambda company: company.id == int(asked))
    else:
        found = companies.filtered(lambda company: company.name == asked)
    if len(found) != 1:
        raise Problem(
            "It is not clear which company is meant.",
            "companies: " + ", ".join(f"{each.name} ({each.id})" for each in companies),
            "Name one of them: --company ID",
        )
    # Documents of other companies are none of this command's business.
    return found.with_context(allowed_company_ids=found.ids)
