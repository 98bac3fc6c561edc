from odoo import SUPERUSER_ID, api

NEW_SECTIONS = ("figures", "whitespace", "satisfaction")


def migrate(cr, version):
    """Give reviews in progress the sections that a new one has from the start."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    reviews = env["key.account.review"].search([("state", "=", "open")])
    env["key.account.review.line"].create(
        [
            {"review_id": review.id, "section": section}
            for review in reviews
            for section in NEW_SECTIONS
            if section not in review.line_ids.mapped("section")
        ]
    )
