import csv
import io

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..whole.browser import BrowserCase

TEMPLATE = "/client_segmentation/import_template/res.partner.xlsx"
OPTIONS = {"has_headers": True, "quoting": '"', "separator": ",", "encoding": "utf-8"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIELDS = [
    "name",
    "is_company",
    "ref",
    "email",
    "phone",
    "user_id",
    "client_audience_id",
]


@tagged("post_install", "-at_install")
class TestImportTemplate(BrowserCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.salesperson = new_test_user(
            cls.env,
            login="segment-import",
            name="Sally of Segments",
            groups="sales_team.group_sale_salesman,base.group_partner_manager",
        )
        cls.Partner = cls.env["res.partner"].with_user(cls.salesperson)

    def _prepare_import(self, content, file_type):
        Import = self.env["base_import.import"].with_user(self.salesperson)
        return Import.create(
            {"res_model": "res.partner", "file": content, "file_type": file_type}
        )

    def _import(self, *rows):
        output = io.StringIO()
        csv.writer(output).writerows([FIELDS, *rows])
        wizard = self._prepare_import(output.getvalue().encode(), "text/csv")
        return wizard.execute_import(FIELDS, FIELDS, OPTIONS)

    def test_offered_beside_the_template_of_contacts(self):
        templates = self.Partner.get_import_templates()
        self.assertIn(TEMPLATE, [template["template"] for template in templates])
        self.assertGreater(len(templates), 1)

    def test_template_can_be_imported_as_it_is(self):
        self.authenticate(self.salesperson.login, self.salesperson.login)
        response = self.url_open(TEMPLATE)
        self.assertEqual(response.headers["Content-Type"], XLSX)
        wizard = self._prepare_import(response.content, XLSX)
        preview = wizard.parse_preview(dict(OPTIONS))
        self.assertNotIn("error", preview)
        matches = [preview["matches"][number] for number in range(len(FIELDS))]
        self.assertEqual(matches, [[name] for name in FIELDS])
        result = wizard.execute_import(FIELDS, preview["headers"], preview["options"])
        self.assertFalse(result["messages"])
        client = self.Partner.browse(result["ids"])
        self.assertEqual(client.phone, "+1 555 0100")
        self.assertTrue(client.is_company)
        self.assertEqual(client.user_id, self.salesperson)
        corporate = self.env.ref("client_segmentation.client_audience_corporate")
        self.assertEqual(client.client_audience_id, corporate)

    def test_no_audience_where_it_is_not_used(self):
        self.env.company.segment_policy_id.use_audience = False
        self.assertEqual(list(self.Partner._get_import_template_hints()), FIELDS[:-1])

    def test_in_the_browser(self):
        # Odoo's own upload sends more than its controller takes
        with mute_logger("odoo.http"):
            self.start_tour(
                "/odoo/contacts?view_type=list",
                "client_base_import_tour",
                login=self.salesperson.login,
            )
        self.assertTrue(self.Partner.search([("ref", "=", "C-0001")]))

    def test_bad_row_is_named_and_nothing_is_imported(self):
        result = self._import(
            ["Segment Import One", "1", "I-1", "", "", self.salesperson.name, ""],
            ["Segment Import Two", "1", "I-2", "", "", "Nobody of This Name", ""],
        )
        self.assertFalse(result["ids"])
        [message] = result["messages"]
        # Counted without the headings
        self.assertEqual(message["rows"], {"from": 1, "to": 1})
        self.assertIn("Nobody of This Name", message["message"])
        self.assertFalse(self.Partner.search([("name", "like", "Segment Import")]))

    def test_pins(self):
        client = self.Partner.create(
            {"name": "Example Ltd", "user_id": self.salesperson.id}
        )
        [template] = self.env["client.segment.pin"].get_import_templates()
        self.authenticate(self.salesperson.login, self.salesperson.login)
        content = self.url_open(template["template"]).content
        wizard = self._prepare_import(content, XLSX)
        wizard.res_model = "client.segment.pin"
        preview = wizard.parse_preview(dict(OPTIONS))
        columns = [preview["matches"][number][0] for number in range(4)]
        self.assertEqual(columns, ["partner_id", "segment_class", "reason", "date_end"])
        result = wizard.execute_import(columns, preview["headers"], preview["options"])
        self.assertFalse(result["messages"])
        pin = self.env["client.segment.pin"].browse(result["ids"])
        self.assertEqual((pin.partner_id, pin.segment_class), (client, "abc:a"))

    def test_pin_of_no_known_class(self):
        self.Partner.create({"name": "Example Ltd", "user_id": self.salesperson.id})
        columns = ["partner_id", "segment_class", "reason"]
        rows = b"Example Ltd,ABC: A,good\nExample Ltd,ABC: Q,bad"
        wizard = self._prepare_import(
            ",".join(columns).encode() + b"\n" + rows, "text/csv"
        )
        wizard.res_model = "client.segment.pin"
        with mute_logger("odoo.sql_db"):
            result = wizard.execute_import(columns, columns, OPTIONS)
        self.assertFalse(result["ids"])
        rows = [message["rows"] for message in result["messages"]]
        self.assertIn({"from": 1, "to": 1}, rows)
        self.assertIn("ABC: Q", result["messages"][0]["message"])
        self.assertFalse(
            self.env["client.segment.pin"].search([("reason", "in", ("good", "bad"))])
        )

    def test_only_for_users_and_only_for_its_models(self):
        response = self.url_open(TEMPLATE, allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.authenticate(self.salesperson.login, self.salesperson.login)
        response = self.url_open(TEMPLATE.replace("res.partner", "res.users"))
        self.assertEqual(response.status_code, 404)
