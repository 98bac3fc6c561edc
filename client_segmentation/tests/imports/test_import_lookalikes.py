from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestImportLookalikes(SegmentationCommon):
    """Letters that look the same in files that people import."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")

    def _load(self, model, rows, lang="en_US"):
        """Import rows, dictionaries with the same keys; return the records."""
        Model = self.env[model].with_user(self.manager).with_context(lang=lang)
        names = list(rows[0])
        result = Model.load(names, [[row[name] for name in names] for row in rows])
        self.assertFalse(result["messages"], result["messages"])
        return self.env[model].browse(result["ids"])

    def _load_pins(self, values, **options):
        rows = []
        for number, value in enumerate(values):
            client = self._create_client(f"lookalike {number} {options}")
            rows.append(
                {"partner_id": client.name, "segment_class": value, "reason": "List"}
            )
        pins = self._load("client.segment.pin", rows, **options)
        return pins.mapped("segment_class")

    def test_pins(self):
        # The letters are Cyrillic but for the last row.
        self.assertEqual(
            self._load_pins(["ABC: А", "АВС: В", "авс:с", "Х", " у ", "abc:a"]),
            ["abc:a", "abc:b", "abc:c", "xyz:x", "xyz:y", "abc:a"],
        )

    def test_pins_in_russian(self):
        russian = self.env["client.segment"].with_context(lang="ru_RU")
        label = dict(russian._selection_class())["tier:gold"]
        words = [label, label.upper(), label.replace(" ", ""), "gold"]
        for lang in ("ru_RU", "en_US"):
            self.assertEqual(
                self._load_pins(words, lang=lang), ["tier:gold"] * len(words)
            )

    @mute_logger("odoo.sql_db")
    def test_what_is_not_clear_is_an_error(self):
        client = self._create_client("unclear")
        for value in ("Б", "Да", "AB", "ABC"):
            result = (
                self.env["client.segment.pin"]
                .with_user(self.manager)
                .load(
                    ["partner_id", "segment_class", "reason"],
                    [[client.name, value, "List"]],
                )
            )
            self.assertFalse(result["ids"], value)
            self.assertIn(value, result["messages"][0]["message"])

    def test_rules(self):
        [rule] = self._load(
            "client.segment.terms",
            [{"name": "Terms", "abc": "а", "xyz": "Х ", "delivery_days": "3"}],
        )
        self.assertEqual((rule.abc, rule.xyz), ("a", "x"))
        [rule] = self._load(
            "client.segment.rfm.rule", [{"segment": "Сhampions", "r_min": "4"}]
        )
        self.assertEqual(rule.segment, "champions")
        [playbook] = self._load(
            "client.segment.playbook",
            [{"name": "Corner", "goal": "Test", "segment_class": "АВСХУZ: АХ"}],
        )
        self.assertEqual(playbook.segment_class, "abcxyz:ax")

    def test_fields_of_others_are_theirs(self):
        converter = self.env["ir.fields.converter"]
        field = self.env["res.partner"]._fields["type"]
        self.assertNotIn(field._module, converter._get_modules_with_classes())
