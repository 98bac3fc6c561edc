"""Statements over many rows, as ``odoo.tools.SQL`` objects."""
