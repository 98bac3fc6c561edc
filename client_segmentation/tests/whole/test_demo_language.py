from pathlib import Path
from unittest.mock import patch

import polib

from odoo.tests import TransactionCase, tagged

from ...models.screens import ir_module_module

TEXTS = {
    "Racks, urgent": "Стеллажи, срочно",
    "Has our quotation.": "Получил наше коммерческое предложение.",
    "Talk about the price list": "Разговор о прайс-листе",
}


@tagged("post_install", "-at_install")
class TestDemoLanguage(TransactionCase):
    """Demo data are loaded in the language of the administrator."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.admin = cls.env.ref("base.user_admin")
        cls.client = cls.env["res.partner"].create(
            {"name": "Lumenta", "comment": "<p>Has our quotation.</p>"}
        )
        cls.lead = cls.env["crm.lead"].create({"name": "Racks, urgent"})
        cls.other = cls.env["crm.lead"].create({"name": "Racks, urgent"})
        cls.event = cls.env["calendar.event"].create(
            {
                "name": "Talk about the price list",
                "start": "2026-01-12 09:00:00",
                "stop": "2026-01-12 10:00:00",
            }
        )
        for name in ("client", "lead", "event"):
            record = getattr(cls, name)
            cls.env["ir.model.data"].create(
                {
                    "module": "client_segmentation",
                    "name": f"{name}_demo_of_a_test",
                    "model": record._name,
                    "res_id": record.id,
                }
            )

    def _translate(self, lang, others=()):
        self.admin.lang = lang
        self.env["ir.module.module"]._translate_demo("client_segmentation", others)

    def test_russian(self):
        self._translate("ru_RU")
        self.assertEqual(self.lead.name, TEXTS["Racks, urgent"])
        self.assertEqual(self.client.comment, f"<p>{TEXTS['Has our quotation.']}</p>")
        self.assertEqual(self.client.name, "Lumenta")
        self.assertEqual(self.event.name, TEXTS["Talk about the price list"])

    def test_what_a_person_wrote_stays(self):
        self._translate("ru_RU")
        self.assertEqual(self.other.name, "Racks, urgent")

    def test_records_without_an_external_id(self):
        self._translate("ru_RU", ["crm.lead"])
        self.assertEqual(self.other.name, TEXTS["Racks, urgent"])

    def test_finished_records(self):
        """A lock is for people; computed texts follow what they are computed of."""
        with patch.object(
            type(self.lead), "write", side_effect=AssertionError("locked")
        ):
            self._translate("ru_RU")
        self.assertEqual(self.lead.name, TEXTS["Racks, urgent"])

    def test_english(self):
        self._translate("en_US")
        self.assertEqual(self.lead.name, "Racks, urgent")

    def test_a_language_without_texts(self):
        with patch.object(ir_module_module.polib, "pofile") as read:
            self.assertEqual(
                ir_module_module.read_demo_texts("client_segmentation", "fr_FR"), {}
            )
        read.assert_not_called()

    def test_translations_are_whole_and_of_texts_that_are_there(self):
        """A text of the demo data that is reworded must be translated anew."""
        for module in ("client_segmentation", "key_account_dossier", "loyalty_program"):
            folder = Path(ir_module_module.file_path(module))
            sources = " ".join(
                " ".join(path.read_text(encoding="utf-8").split())
                for path in folder.glob("data/**/*")
                if path.suffix in (".xml", ".csv")
            )
            for entry in polib.pofile(str(folder / "i18n/demo/ru.po")):
                with self.subTest(module=module, text=entry.msgid):
                    self.assertTrue(entry.msgstr)
                    self.assertFalse(entry.fuzzy)
                    self.assertIn(_without_code(entry.msgid), sources)


def _without_code(text):
    """Return the name of a product as its order lines have it, “[CODE] name”."""
    return text.split("] ")[-1]
