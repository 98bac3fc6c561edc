from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestImportLookalikes(TransactionCase):
    def test_letters_of_another_alphabet(self):
        """Some of these letters are Cyrillic."""
        field = self.env["key.account.contact"]._fields["outcome"]
        value, warnings = self.env["ir.fields.converter"]._str_to_selection(
            self.env["key.account.contact"], field, "роsitivе ", None
        )
        self.assertEqual((value, warnings), ("positive", []))
