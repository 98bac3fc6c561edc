from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestImportLookalikes(TransactionCase):
    def test_letters_of_another_alphabet(self):
        """Some of these letters are Cyrillic."""
        field = self.env["loyalty.benefit"]._fields["minimum_tier"]
        value, warnings = self.env["ir.fields.converter"]._str_to_selection(
            self.env["loyalty.benefit"], field, "Gоld", None
        )
        self.assertEqual((value, warnings), ("gold", []))
