from odoo.tests import BaseCase, tagged

from ...arithmetic.imports.lookalikes import find_class, fold

CHOICES = {
    "abc:a": ["ABC: A"],
    "abc:b": ["ABC: B"],
    "abc:c": ["ABC: C"],
    "xyz:x": ["XYZ: X"],
    "xyz:y": ["XYZ: Y"],
    "xyz:z": ["XYZ: Z"],
    "tier:gold": ["Tier: Gold", "Уровень: Золотой"],
    "is_key:true": ["Key Client: Yes", "Ключевой клиент: Да"],
    "is_mono:true": ["Mono-client: Yes", "Моноклиент: Да"],
}


@tagged("post_install", "-at_install")
class TestToolsLookalikes(BaseCase):
    def test_fold(self):
        # Cyrillic on the left, Latin on the right
        for typed, meant in (
            ("АВСЕНКМОРТХУ", "ABCEHKMOPTXY"),
            ("авсеху", "ABCEXY"),
            ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),  # Greek
            ("Ａ", "A"),  # of full width
            ("  a\N{NO-BREAK SPACE}b\t", "AB"),
        ):
            self.assertEqual(fold(typed), meant)

    def test_letters_of_either_alphabet(self):
        for typed, key in (
            ("ABC: А", "abc:a"),
            ("АВС: В", "abc:b"),
            ("авс:с", "abc:c"),
            ("А", "abc:a"),
            ("с", "abc:c"),
            ("Х", "xyz:x"),
            ("у", "xyz:y"),
            (" z ", "xyz:z"),
            ("Ζ", "xyz:z"),  # Greek
            ("XYZ : X", "xyz:x"),
            ("xyz:х", "xyz:x"),
        ):
            self.assertEqual(find_class(typed, CHOICES), key, typed)

    def test_words(self):
        for typed in ("gold", "ЗОЛОТОЙ", " золотой ", "tier:gold", "уровень:золотой"):
            self.assertEqual(find_class(typed, CHOICES), "tier:gold", typed)

    def test_what_is_not_clear(self):
        for typed in ("", " ", "Д", "Да", "yes", "AB", "ABC", "ABC:", "Б", "8"):
            self.assertIsNone(find_class(typed, CHOICES), typed)
        self.assertIsNone(find_class("x", {"a": ["X"], "b": ["Х"]}))
        self.assertIsNone(find_class("x", {}))
