import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from ...arithmetic.history import sheets
from ...arithmetic.history.headings import (
    OF_CLIENTS,
    OF_SALES,
    find_columns,
    get_headings,
)
from ...arithmetic.history.names import get_plain_name, get_plain_vat
from ...arithmetic.history.reading import Book
from ...arithmetic.history.values import find_date_format, read_amount, read_day

FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%Y%m%d"]


@tagged("post_install", "-at_install")
class TestHeadings(BaseCase):
    def test_of_1c_and_bitrix(self):
        title = ["Продажи за 2024 год", None, None]
        heads = ["Дата", "Контрагент", "Номер документа", "Сумма, руб. (без НДС)"]
        self.assertIsNone(find_columns([title]))
        heads[3] = "Сумма без НДС:"
        self.assertEqual(
            find_columns([title, heads]),
            ("sales", 1, {"name": 1, "day": 0, "amount": 3, "number": 2}),
        )
        heads = ["ID", "Название компании", "Рабочий телефон", "Рабочий e-mail"]
        self.assertEqual(
            find_columns([heads]),
            ("clients", 0, {"name": 1, "ref": 0, "email": 3, "phone": 2}),
        )

    def test_the_more_exact_column(self):
        heads = ["Client", "Date", "Total", "Amount (untaxed)", "Amount untaxed"]
        _kind, _place, columns = find_columns([heads])
        self.assertEqual(columns["amount"], 4)

    def test_sales_that_lack_a_column_are_no_clients(self):
        self.assertIsNone(find_columns([["Client", "Date", "Price"]]))
        self.assertIsNone(find_columns([["Client", "Amount", "Number"]]))
        kind, _place, columns = find_columns([["Client", "Phone", "Revenue"]])
        self.assertEqual((kind, columns), ("clients", {"name": 0, "phone": 1}))

    def test_templates_are_known(self):
        for language in ("en_US", "ru_RU"):
            for kind, names in (("clients", OF_CLIENTS), ("sales", OF_SALES)):
                found = find_columns([get_headings(names, language)])
                places = {name: place for place, name in enumerate(names)}
                self.assertEqual(found, (kind, 0, places), language)


@tagged("post_install", "-at_install")
class TestValues(BaseCase):
    def test_amounts(self):
        for value, amount in (
            ("1 234,56", "1234.56"),
            ("1\u00a0234.5", "1234.5"),
            ("1,234.56", "1234.56"),
            ("1.234,56", "1234.56"),
            ("1,234,567", "1234567"),
            ("1,234", "1234"),
            ("12,5", "12.5"),
            ("0,125", "0.125"),
            ("(12.50)", "-12.5"),
            ("−7", "-7"),
            ("$ 12", "12"),
            ("-€12.5", "-12.5"),
            ("12 руб.", "12"),
            (12.5, "12.5"),
            (3, "3"),
        ):
            self.assertEqual(read_amount(value), Decimal(amount), value)
        self.assertEqual(read_amount("1,234", ","), Decimal("1.234"))

    def test_no_amounts(self):
        for value in ("twelve", "", "1.2.3,4,5", "1-2", True, "nan", "inf", "9" * 40):
            self.assertIsNone(read_amount(value), value)

    def test_one_bad_date_does_not_change_the_others(self):
        texts = ["31.12.2024", "01.02.2024 14:05:11", "99.99.2024", "2024-01-02"]
        self.assertEqual(find_date_format(texts, FORMATS), "%d.%m.%Y")
        self.assertEqual(read_day(texts[1], "%d.%m.%Y"), date(2024, 2, 1))
        self.assertIsNone(read_day(texts[2], "%d.%m.%Y"))
        self.assertIsNone(find_date_format(["soon"], FORMATS))

    def test_days_of_the_month_tell_the_order(self):
        self.assertEqual(find_date_format(["03/04/24"], FORMATS), None)
        both = ["03/04/2024", "25/04/2024"]
        self.assertEqual(find_date_format(both, FORMATS), "%d/%m/%Y")

    def test_cells_of_a_workbook(self):
        # What can be read in one way only needs no others of its kind.
        for text in ("2024-02-01", "01.02.24", "1 февраля 2024 г.", "01 фев. 2024"):
            with self.subTest(text):
                self.assertEqual(read_day(text, "%m/%d/%Y"), date(2024, 2, 1))
        for text in ("1 смарта 2024", "32 марта 2024 г.", "45000", "02-01-2024"):
            with self.subTest(text):
                self.assertIsNone(read_day(text, "%m/%d/%Y"))
        self.assertEqual(read_day(datetime(2024, 5, 6, 23, 59), None), date(2024, 5, 6))
        self.assertEqual(read_day(19970131, "%Y%m%d"), date(1997, 1, 31))


@tagged("post_install", "-at_install")
class TestNames(BaseCase):
    def test_plain(self):
        for name in ("ООО «Ромашка»", 'Ромашка, ооо"', "  РОМАШКА О.О.О."):
            self.assertEqual(get_plain_name(name), "ромашка")
        self.assertEqual(get_plain_name("Smith & Sons, G.m.b.H."), "smith sons")
        self.assertEqual(get_plain_name("ООО"), "ооо")
        self.assertEqual(get_plain_name("Ёлка"), get_plain_name("елка"))

    def test_tax_ids(self):
        for vat in ("7701234567", "7701234567/770101001", "RU 7701-234567"):
            self.assertEqual(get_plain_vat(vat), "7701234567")


@tagged("post_install", "-at_install")
class TestReading(BaseCase):
    COLUMNS = {"name": 0, "day": 1, "amount": 2, "number": 3}

    def _read(self, *rows):
        book = Book(today=date(2025, 7, 15))
        book.read_sales("S", list(enumerate(rows, start=2)), self.COLUMNS, "%Y-%m-%d")
        return book

    def test_what_is_wrong(self):
        book = self._read(
            ["A", "2025-01-01", "10", ""],
            ["A", "2025-13-01", "10", ""],
            ["A", "2025-07-16", "10", ""],
            ["A", "2025-01-01", "ten", ""],
            ["", "2025-01-01", "10", ""],
            ["A", "", "10", ""],
            ["A", "2025-01-01"],
        )
        self.assertEqual(len(book.sales), 1)
        self.assertEqual(
            [(line, code, value) for _sheet, line, code, value in book.problems],
            [
                (3, "bad_date", "2025-13-01"),
                (4, "future", "2025-07-16"),
                (5, "bad_amount", "ten"),
                (6, "no_client", ""),
                (7, "no_date", ""),
                (8, "no_amount", ""),
            ],
        )

    def test_numbers(self):
        """Lines of one document are one sale; a number comes again each year."""
        book = self._read(
            ["A", "2024-01-01", "10", "7"],
            ["A", "2024-01-01", "11", "7"],
            ["A", "2024-01-01", "10", "7"],
            ["B", "2024-01-01", "12", "7"],
            ["A", "2024-03-01", "12", "7"],
            ["B", "2025-01-01", "12", "7"],
        )
        self.assertEqual([sale[1] for sale in book.sales], [2, 3, 7])
        self.assertEqual(
            [(line, code, value) for _sheet, line, code, value in book.problems],
            [(4, "double_number", "7 (2)"), (5, "double_number", "7 (2)")]
            + [(6, "double_number", "7 (2)")],
        )

    def test_clients_by_any_of_their_names(self):
        book = Book(today=date(2025, 7, 15))
        columns = {"name": 0, "vat": 1, "ref": 2}
        rows = [
            (2, ["ООО Ромашка", "7701234567", "K-1"]),
            (3, ["Ромашка", "", ""]),
            (4, ["Ромашка", "5000000001", ""]),
        ]
        book.read_clients("C", rows, columns)
        self.assertEqual([client.line for client in book.clients], [2, 4])
        self.assertEqual(book.problems, [("C", 3, "double_client", "2")])
        for name in ("«РОМАШКА» ооо", "k-1", "7701234567"):
            book.read_sales(
                "S", [(9, [name, "2025-01-01", 1])], self.COLUMNS, FORMATS[0]
            )
        self.assertEqual([sale[0] for sale in book.sales], [0, 0, 0])


@tagged("post_install", "-at_install")
class TestSheets(BaseCase):
    def _refuse(self, content, reason):
        with self.assertRaises(sheets.Refused) as refused:
            sheets.check_size(content)
            sheets.check_archive(content)
        self.assertEqual(refused.exception.reason, reason)

    def _zip(self, **parts):
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(
                    name.replace("__", "/").replace("_xml", ".xml"), content
                )
        return output.getvalue()

    def test_refused(self):
        self._refuse(b"", "empty")
        self._refuse(b"x" * (sheets.MAX_BYTES + 1), "too_large")
        self._refuse(b"PK\x03\x04 and nothing", "unreadable")
        self._refuse(self._zip(xl__sheet_xml=b" " * 50 * 2**20), "too_large")
        self._refuse(self._zip(**{"xl__vbaProject.bin": b"x"}), "macros")
        self._refuse(
            self._zip(sheet_xml=b"<!DOCTYPE a [<!ENTITY b 'c'>]>"), "unreadable"
        )
        repeated = b'<cell table:number-columns-repeated="900000000"/>'
        self._refuse(self._zip(content_xml=repeated), "too_large")

    def test_rows_keep_their_numbers(self):
        text = "Клиент;Дата\r\n\r\nА;1\r\n;\r\nБ;2\r\n".encode("cp1251")
        self.assertEqual(
            sheets.read_csv(text),
            [(1, ["Клиент", "Дата"]), (3, ["А", "1"]), (5, ["Б", "2"])],
        )
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            rows = sheets.read_csv("Клиент,Дата\nА,1\n".encode(encoding))
            self.assertEqual(rows[0], (1, ["Клиент", "Дата"]), encoding)
