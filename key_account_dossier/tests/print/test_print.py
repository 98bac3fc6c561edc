import io

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..common import CLIENT, SECRET
from ..figures.common_figures import FiguresCommon

REPORT = "key_account_dossier.report_dossier"
DIGITS = 4321


@tagged("post_install", "-at_install")
class TestPrint(FiguresCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._new_order("2025-05-10", DIGITS, cost=1000)
        cls.contact.date = "2025-07-01"

    def _render(self, user, dossier=None):
        dossier = self._open(user, dossier)
        report = dossier.env["ir.actions.report"]
        html, _type = report._render_qweb_html(REPORT, dossier.ids)
        return html.decode()

    def test_page(self):
        html = self._render(self.owner)
        for text in (CLIENT, SECRET, "Confidential", "4,321", "<svg", "Contact Clock"):
            self.assertIn(text, html)
        self.assertIn(self.boss.name, html)
        # Without the right to see margins there is no line over the bars.
        self.assertNotIn("<polyline", html)

    def test_first_page_is_that_of_the_form(self):
        dossier = self._open(self.owner)
        first = dossier._get_print_sections()[0]
        self.assertEqual(first.cells[0].value, dossier.cockpit["revenue_year"])
        self.assertIn(dossier.cockpit["step"]["text"], first.texts[0].value)

    def test_margin_for_those_who_may_see_it(self):
        self.dossier.user_id = self.sales_boss
        html = self._render(self.sales_boss)
        self.assertIn("<polyline", html)
        self.assertIn("3,321", html)

    def test_language(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        dossier = self._open(self.owner).with_context(lang="ru_RU")
        [section] = [
            section for section in dossier._get_print_sections() if section.chart
        ]
        self.assertEqual(section.chart.labels[-1], "июль 25")

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_nobody_else_prints(self):
        for name, user in self.outsiders.items():
            with self.assertRaises(AccessError, msg=name):
                self._render(user)
            # Nor by way of something that runs with elevated rights
            with self.assertRaises(AccessError, msg=name):
                report = self._open(user).env["ir.actions.report"].sudo()
                report._render_qweb_html(REPORT, self.dossier.ids)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_routes_give_outsiders_nothing(self):
        addresses = [
            f"/report/html/{REPORT}/{self.dossier.id}",
            f"/report/text/{REPORT}/{self.dossier.id}",
            f"/report/pdf/{REPORT}/{self.dossier.id}",
            f"/key_account_dossier/{self.dossier.id}.xlsx",
        ]
        for name, user in self.outsiders.items():
            login = None if name == "public" else user.login
            self.authenticate(login, login)
            for address in addresses:
                response = self.url_open(address)
                self.assertNotIn(SECRET, response.text, f"{name}: {address}")
                self.assertNotIn(CLIENT, response.text, f"{name}: {address}")
                self.assertNotEqual(response.content[:2], b"PK", name)
                self.assertNotEqual(response.content[:4], b"%PDF", name)

    @mute_logger("odoo.http")
    def test_workbook_of_no_dossier_and_of_a_closed_one(self):
        """The answer does not tell whether there is a dossier of the number."""
        self.authenticate(self.colleague.login, self.colleague.login)
        numbers = (self.dossier.id, self.dossier.id + 10**6)
        answers = [
            self.url_open(f"/key_account_dossier/{number}.xlsx") for number in numbers
        ]
        self.assertEqual([answer.status_code for answer in answers], [404, 404])
        self.assertEqual(answers[0].text, answers[1].text)

    def test_workbook(self):
        self.dossier.needs = "=1+1"
        self.authenticate(self.owner.login, self.owner.login)
        response = self.url_open(f"/key_account_dossier/{self.dossier.id}.xlsx")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        import openpyxl  # noqa: PLC0415

        book = openpyxl.load_workbook(io.BytesIO(response.content))
        self.assertEqual(book.sheetnames[0], CLIENT)
        first = {row[0].value: row[1] for row in book[CLIENT].iter_rows(max_col=2)}
        self.assertEqual(first["Revenue, 12 Months"].value, DIGITS)
        self.assertEqual(first["Needs and Problems"].value, "=1+1")
        self.assertEqual(first["Needs and Problems"].data_type, "s")
        log = book["Contacts in the last 6 months"]
        self.assertEqual(log.freeze_panes, "B2")
        self.assertEqual(log["E2"].value, SECRET)
        months = [row[0].value for row in book["Figures"].iter_rows(min_row=2)]
        self.assertEqual(len(months), 25)
        self.assertEqual(str(months[-1]), "2025-07-01 00:00:00")

    def test_wizard(self):
        wizard = self.env["key.account.print"].with_user(self.owner)
        wizard = wizard.create({"dossier_id": self.dossier.id})
        action = wizard.action_print_pdf()
        self.assertEqual(action["report_name"], REPORT)
        self.assertEqual(action["context"]["active_ids"], self.dossier.ids)
        address = wizard.action_print_xlsx()["url"]
        self.assertIn(f"/{self.dossier.id}.xlsx?lang=en_US", address)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_wizard_of_a_closed_dossier(self):
        wizards = self.env["key.account.print"].with_user(self.colleague)
        with self.assertRaises(AccessError):
            wizards.create({"dossier_id": self.dossier.id}).action_print_xlsx()

    def test_access_log(self):
        self._render(self.owner)
        self._open(self.boss)._get_xlsx()
        lines = self.env["key.account.access"].search(
            [("dossier_id", "=", self.dossier.id), ("kind", "!=", "open")], order="id"
        )
        found = [(line.user_id, line.kind) for line in lines]
        self.assertEqual(found, [(self.owner, "print"), (self.boss, "export")])

    def test_nothing_is_kept(self):
        report = self.env.ref("key_account_dossier.key_account_dossier_report")
        self.assertFalse(report.attachment)
        self.assertFalse(report.attachment_use)


@tagged("post_install", "-at_install")
class TestPrintSections(FiguresCommon):
    def test_people_plan_and_decisions(self):
        self._new_order("2025-05-10", DIGITS, cost=1000)
        dossier = self._open(self.owner)
        partners = self.env["res.partner"].create(
            [
                {"name": name, "parent_id": self.client_partner.id}
                for name in ("Superior", "Clerk")
            ]
        )
        people = self.env["key.account.stakeholder"].with_user(self.owner)
        superior, clerk = people.create(
            [{"dossier_id": dossier.id, "partner_id": one.id} for one in partners]
        )
        clerk.manager_id = superior
        plan = self.env["key.account.plan"].with_user(self.owner)
        values = {"dossier_id": dossier.id, "name": "More", "target_value": 9000}
        days = {"date_start": "2025-07-01", "date_due": "2025-12-31"}
        plan.create({**values, **days, "source": "revenue"})
        sections = {one.title: one for one in dossier._get_print_sections()}
        [row] = [row for row in sections["Stakeholders"].rows if row[0] == "Clerk"]
        self.assertIn("Superior", row)
        self.assertTrue(sections["Stakeholders"].cells, "who was contacted in time")
        [row] = sections["Account Plan"].rows
        # 4321 in the 12 full months; where it is from stands beside it
        self.assertIn(DIGITS, row)
        self.assertIn("documents", " ".join(map(str, row)))
