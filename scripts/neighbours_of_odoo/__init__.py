"""Odoo's own tests and screens with the add-ons, beside the same without them."""
