import base64

from odoo import models

# Rules of a price list that name products; the others hold for all.
PRODUCT_RULES = {"1_product", "0_product_variant", "2_product_category"}


class ClientAudience(models.Model):
    """Prints the price list of an audience with the report of Odoo's own."""

    _inherit = "client.audience"

    def _get_price_list_products(self):
        """Return the products that the price list is about: those that its rules
        name, or everything sold if a rule holds for all."""
        self.ensure_one()
        domain = [
            ("sale_ok", "=", True),
            ("type", "!=", "combo"),
            ("company_id", "in", (False, self.env.company.id)),
        ]
        items = self.pricelist_id.item_ids
        if items and set(items.mapped("applied_on")) <= PRODUCT_RULES:
            templates = items.product_tmpl_id | items.product_id.product_tmpl_id
            domain += [
                "|",
                ("id", "in", templates.ids),
                ("categ_id", "child_of", items.categ_id.ids),
            ]
        return self.env["product.template"].search(domain, order="categ_id, name, id")

    def _print_price_list(self, lang):
        """Return the file name and the content (base64) of the price list."""
        self.ensure_one()
        audience = self.with_context(lang=lang)
        data = {
            "pricelist_id": audience.pricelist_id.id,
            "active_model": "product.template",
            "active_ids": audience._get_price_list_products().ids,
            "display_pricelist_title": True,
        }
        report = audience.env["ir.actions.report"]
        content, extension = report._render_qweb_pdf(
            "product.action_report_pricelist", data=data
        )
        name = f"{audience.pricelist_id.name}.{extension}"
        return name, base64.b64encode(content)
