from odoo import api, models
from odoo.tools.misc import clean_context

# What Odoo writes into the product of the discount as well: its name, its archiving
PRODUCT_STEPS = frozenset({"description", "active"})


class LoyaltyReward(models.Model):
    """Each reward has a product of its own for its lines in orders, made by Odoo.

    It has no price, no stock and is not for sale: whoever may edit rewards needs no
    rights on products for it, nor gets any on other products.
    """

    _name = "loyalty.reward"
    _inherit = ["loyalty.reward", "loyalty.terms.mixin"]

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_product(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_product(vals)
        steps = {name: vals[name] for name in vals.keys() & PRODUCT_STEPS}
        rewards = self._unlock_products() if steps else self
        if rewards.env.su == self.env.su:
            return super().write(vals)
        super().write({name: vals[name] for name in vals.keys() - PRODUCT_STEPS})
        return super(LoyaltyReward, rewards).write(steps)

    def _create_missing_discount_line_products(self):
        # The product is made here and from what Odoo gives it, nothing of the caller
        env = self.env(su=True, context=clean_context(self.env.context))
        rewards = self.with_env(env)
        return super(LoyaltyReward, rewards)._create_missing_discount_line_products()

    @api.model
    def _check_product(self, vals):
        """Who may not write a product may not have it written as that of a reward."""
        if product_id := vals.get("discount_line_product_id"):
            self.env["product.product"].browse(product_id).check_access("write")

    def _unlock_products(self):
        """Return the rewards with the right to rename and archive their products, for
        users who may edit the rewards but not products."""
        if self.env["product.product"].has_access("write") or not self._own_products():
            return self
        self.check_access("write")
        # For the name and the archiving of their own products only
        return self.sudo()

    def _own_products(self):
        """Whether their products were made for them and serve nothing else."""
        # All that use a product count, also those of other companies
        rewards = self.sudo().with_context(active_test=False)
        products = rewards.discount_line_product_id
        domain = [("discount_line_product_id", "in", products.ids)]
        return len(rewards.search(domain)) == len(products) and all(
            product.type == "service"
            and not (product.sale_ok or product.purchase_ok or product.lst_price)
            for product in products
        )
