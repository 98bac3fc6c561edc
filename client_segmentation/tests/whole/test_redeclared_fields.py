from odoo.tests import TransactionCase, tagged

ADDONS = {"client_segmentation", "key_account_dossier", "loyalty_program"}
# What may differ: words, who may see a field, what it is looked up by, and options
# that are added.
OURS_TO_SET = {
    "string",
    "help",
    "groups",
    "index",
    "tracking",
    "domain",
    "context",
    "selection_add",
    "ondelete",
}


@tagged("post_install", "-at_install")
class TestRedeclaredFields(TransactionCase):
    """A field of Odoo that one of our add-ons declares again keeps how it is stored
    and computed."""

    def test_attributes(self):
        redeclared, found = set(), {}
        for model_class in self.env.registry.models.values():
            for name, definitions in self._get_definitions(model_class).items():
                stock = [field for field in definitions if field._module not in ADDONS]
                own = [field for field in definitions if field._module in ADDONS]
                if not stock or not own or not model_class._fields[name].store:
                    continue
                key = f"{model_class._name}.{name}"
                redeclared.add(key)
                if changes := self._get_changes(stock, own):
                    found[key] = sorted(changes)
        self.assertFalse(found)
        # So that the test cannot pass for want of fields
        self.assertIn("sale.order.line.purchase_price", redeclared)

    def _get_definitions(self, model_class):
        """Return ``{field's name: definitions}``, those that override last."""
        definitions = {}
        for parent in reversed(model_class.mro()):
            for field in getattr(parent, "_field_definitions", ()):
                if field._module and field not in definitions.get(field.name, ()):
                    definitions.setdefault(field.name, []).append(field)
        return definitions

    def _get_changes(self, stock, own):
        """Return the names of attributes that are other ones than Odoo's."""
        theirs, ours = {}, {}
        for field in stock:
            theirs.update(field._args__ or {})
        for field in own:
            ours.update(field._args__ or {})
        changed = {
            name
            for name, value in ours.items()
            if name not in OURS_TO_SET and theirs.get(name) != value
        }
        if not isinstance(own[-1], type(stock[-1])):
            changed.add("type")
        return changed
