"""The same database without the add-ons, to compare Odoo's own screens with."""

import contextlib

from order_history.odoo_session import open_database

from odoo.sql_db import close_db, db_connect
from odoo.tools import SQL, config

ADD_ONS = ("client_segmentation", "key_account_dossier", "loyalty_program")


@contextlib.contextmanager
def database(name):
    """A copy of the database ``name`` without the add-ons; nobody may be connected
    to ``name`` when it is made. It is dropped at the end."""
    config.parse_config(
        [f"--database={name}", "--no-http", "--log-level=warn"], setup_logging=True
    )
    copy = f"{name}_without"
    close_db(name)
    _execute(
        "CREATE DATABASE %s TEMPLATE %s", SQL.identifier(copy), SQL.identifier(name)
    )
    try:
        _uninstall(copy)
        yield copy
    finally:
        close_db(copy)
        _execute("DROP DATABASE %s", SQL.identifier(copy))


def _uninstall(name):
    with open_database(name) as env:
        modules = env["ir.module.module"].search(
            [("name", "in", ADD_ONS), ("state", "=", "installed")]
        )
        modules.button_immediate_uninstall()


def _execute(statement, *arguments):
    with contextlib.closing(db_connect("postgres").cursor()) as cr:
        cr.connection.autocommit = True
        cr.execute(SQL(statement, *arguments))
