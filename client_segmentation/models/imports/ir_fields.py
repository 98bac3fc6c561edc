from odoo import api, models

from ...arithmetic.imports.lookalikes import find_class


class IrFieldsConverter(models.AbstractModel):
    """Files that people import name classes as they are typed: A, B, C, X, Y with the
    letters of either alphabet, with blanks and capitals. Whatever is unclear is
    reported as an error, as ever."""

    _inherit = "ir.fields.converter"

    @api.model
    def _get_modules_with_classes(self):
        """Return the add-ons whose selections are read in this way."""
        return ["client_segmentation"]

    @api.model
    def _str_to_selection(self, model, field, value, savepoint):
        if field._module in self._get_modules_with_classes():
            value = self._find_class(field, value) or value
        return super()._str_to_selection(model, field, value, savepoint)

    @api.model
    def _find_class(self, field, value):
        """Return the key that a value means, None if that is not clear."""
        shown = dict(field._description_selection(self.env))
        if value in shown or value in shown.values():
            return None
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        choices = {key: [label] for key, label in shown.items()}
        for language in ("en_US", *languages):
            reader = self.with_context(lang=language).env
            for key, label in field._description_selection(reader):
                choices[key].append(label)
        return find_class(value, choices)
