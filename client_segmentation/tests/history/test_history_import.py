import base64
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..whole.workbook import write_workbook
from .common_history import SALES, HistoryCommon


@tagged("post_install", "-at_install")
class TestHistoryImport(HistoryCommon):
    def test_clients_and_sales(self):
        """A known client by its tax id, one by its name, and a new one."""
        known = self._create_client("Known GmbH", vat="DE 12345678")
        named = self._create_client("«Named» LLC")
        record = self._check(
            clients=[
                ("Known", "12345678", "", "", "", ""),
                ("LLC Named", "", "", "", "", ""),
                ("Brand New", "99", "N-1", self.salesman.name, "dealers", "Tier: Gold"),
            ],
            sales=[
                ("Known", date(2024, 8, 1), 100, 40, "1"),
                ("named", "2024-09-01", "250.50", "", "2"),
                ("Brand New", date(2025, 6, 30), 1000, "", "3"),
                ("Brand New", date(2025, 6, 30), 200, "", "3"),
                ("N-1", date(2025, 5, 1), -50, "", "4"),
            ],
        )
        staged = self._get_staged(record)
        self.assertEqual(
            [(c.match, c.doubt, c.decision, c.partner_id) for c in staged.values()],
            [
                ("vat", False, "existing", known),
                ("name", False, "existing", named),
                (False, False, "new", self.env["res.partner"]),
            ],
        )
        self.assertEqual(
            (record.sale_count, record.existing_count, record.new_count), (5, 2, 1)
        )
        self.assertEqual(
            record.problem_ids.mapped("message"),
            [],
            record.problem_ids.mapped("message"),
        )
        # Nothing is written before it begins.
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Brand New")]))
        purchases = self._import(record)
        new = self.env["res.partner"].search([("name", "=", "Brand New")])
        self.assertEqual((new.vat, new.ref, new.user_id), ("99", "N-1", self.salesman))
        self.assertTrue(new.is_company)
        self.assertEqual(new.client_audience_id.name, "Dealers")
        found = [(p.partner_id, str(p.day), p.amount, p.margin) for p in purchases]
        self.assertEqual(
            sorted(found, key=lambda row: row[1:]),
            [
                (known, "2024-08-01", 100, 40),
                (named, "2024-09-01", 250.5, 250.5),
                (new, "2025-05-01", -50, -50),
                # One document
                (new, "2025-06-30", 1200, 1200),
            ],
        )
        # The run has been made, and the class is pinned.
        segment = self._get_segment(new)
        self.assertEqual((segment.revenue, segment.order_count), (1150, 1))
        self.assertEqual(segment.tier, "gold")
        pin = self.env["client.segment.pin"].search([("partner_id", "=", new.id)])
        self.assertEqual(pin.segment_class, "tier:gold")
        self.assertEqual((record.purchase_count, record.created_count), (4, 1))
        self.assertFalse(record.file)

    def test_files_of_another_kind(self):
        """A sentence that says what to do, and nothing is written."""
        page = b"<html><table><tr><td>Client</td><td>Date</td></tr></table></html>"
        headings = write_workbook(Sales=[SALES])
        for content, sentence in (
            (page, "cannot be read"),
            (b"%PDF-1.4", "cannot be read"),
            (headings, "no lines below them"),
            (b"Client;Date;Price\nX;2024-01-01;5\n", "Sales need at least"),
        ):
            with self.subTest(content[:20]):
                record = self._open(content)
                with self.assertRaisesRegex(UserError, sentence):
                    record.action_check()
                self.assertEqual((record.state, record.line_count), ("draft", 0))

    def test_lines_with_problems(self):
        """Told with their numbers in the sheet; the others are imported."""
        record = self._check(
            clients=[("", "1", "", "", "", ""), ("X", "", "", "Nobody", "Moon", "Q")],
            sales=[
                ("X", "2024-08-01", 100, "", "1"),
                ("X", "2024-02-30", 100, "", "2"),
                (),
                ("X", "2025-07-16", 100, "", "3"),
                ("X", "2024-08-02", "a lot", "", "4"),
                ("", "2024-08-02", 1, "", "5"),
                ("X", "2024-09-02", 1, "", "1"),
            ],
        )
        found = [(p.sheet, p.line, p.message) for p in record.problem_ids]
        self.assertEqual(
            found,
            [
                ("Clients", 2, "There is no name. The line is left out."),
                ("Sales", 3, "2024-02-30 is not a date. The line is left out."),
                ("Sales", 5, "2025-07-16 is in the future. The line is left out."),
                ("Sales", 6, "The amount a lot is not a number. The line is left out."),
                ("Sales", 7, "No client is named. The line is left out."),
                (
                    "Sales",
                    8,
                    "The number stands on another line, too: 1 (2). The line is left "
                    "out.",
                ),
                (
                    "Clients",
                    3,
                    "Nobody is no user of this company. The client gets no "
                    "salesperson.",
                ),
                ("Clients", 3, "Moon is no audience. The client gets none."),
                (
                    "Clients",
                    3,
                    "Q is no class, or not clearly one. None is pinned.",
                ),
            ],
        )
        self.assertEqual((record.line_count, record.problem_count), (1, 9))
        self.assertEqual(len(self._import(record)), 1)

    def test_doubtful_clients_wait_for_the_user(self):
        first = self._create_client("Twin Ltd")
        second = self._create_client("TWIN")
        other = self._create_client("Other Tax", vat="111")
        ref = self._create_client("Known as Seven", ref="7")
        gone = self._create_client("Archived One")
        gone.active = False
        similar = self._create_client("Sunflower Trade House")
        joined = self._create_client("Twopart Name")
        record = self._check(
            clients=[
                ("Twin", "", "", "", "", ""),
                ("Other Tax", "222", "", "", "", ""),
                ("Seventh", "", "7", "", "", ""),
                ("Archived One", "", "", "", "", ""),
                ("Sunflower", "", "", "", "", ""),
                ("Two-Partname", "", "", "", "", ""),
                ("Plain", "", "", "", "", ""),
            ],
            sales=[("Unlisted", date(2024, 8, 1), 5, "", "")],
        )
        staged = self._get_staged(record)
        self.assertEqual(
            {c.name: (c.doubt, c.partner_id, c.decision) for c in staged.values()},
            {
                "Twin": ("several", first, False),
                "Other Tax": ("other_vat", other, False),
                "Seventh": ("other_name", ref, False),
                "Archived One": ("archived", gone, False),
                "Sunflower": ("similar", similar, False),
                "Two-Partname": ("similar", joined, False),
                "Plain": (False, self.env["res.partner"], "new"),
                "Unlisted": ("only_sales", self.env["res.partner"], False),
            },
        )
        with self.assertRaisesRegex(UserError, r"wait for your decision.*\(7\)"):
            record.action_import()
        # By the form, as the web client writes it
        record.write(
            {
                "client_ids": [
                    Command.update(staged["Twin"].id, {"partner_id": second.id})
                ]
            }
        )
        staged["Twin"].with_user(self.manager).decision = "existing"
        staged["Other Tax"].with_user(self.manager).decision = "new"
        staged["Unlisted"].with_user(self.manager).decision = "skip"
        record.action_decide_existing()
        self.assertEqual(record.undecided_count, 0)
        self.assertEqual(record.sale_count, 0)
        self.assertFalse(self._import(record))
        self.assertEqual(staged["Twin"].partner_id, second)
        new = self.env["res.partner"].search([("vat", "=", "222")])
        self.assertEqual(new.name, "Other Tax")
        self.assertEqual(staged["Seventh"].partner_id, ref)

    def test_by_the_form(self):
        """What the web client sends of a new import, and of a decision."""
        known = self._create_client("Sunflower Trade House")
        Import = self.env["client.history.import"].with_user(self.manager)
        form = Form(Import)
        form.file = base64.b64encode(
            write_workbook(Sales=[SALES, ("Sunflower", "2025-01-01", 5, "", "")])
        )
        record = form.save()
        record.action_check()
        self.assertEqual(record.undecided_count, 1)
        with Form(record) as form, form.doubtful_ids.edit(0) as line:
            self.assertEqual(line.partner_id, known)
            line.decision = "existing"
        self.assertEqual((record.undecided_count, record.existing_count), (0, 1))
        self.assertEqual(self._import(record).partner_id, known)

    def test_bulk_decisions(self):
        sales = [("One", "2024-08-01", 5, "", ""), ("Two", "2024-08-01", 5, "", "")]
        listed = [("Listed", "", "", "", "", "")]
        record = self._check(sales, listed)
        self.assertEqual(record.undecided_count, 2)
        record.action_decide_existing()
        self.assertEqual(record.undecided_count, 2)
        record.action_decide_skip()
        self.assertEqual((record.undecided_count, record.sale_count), (0, 0))
        record = self._check(sales, listed)
        record.action_decide_new()
        self.assertEqual((record.new_count, record.sale_count), (3, 2))
        # Without a sheet of clients, those of the sales are all there is.
        record = self._check(sales)
        self.assertEqual((record.new_count, record.undecided_count), (2, 0))

    def test_not_counted_twice(self):
        """Sales of a time when there are documents already, and a file imported a
        second time."""
        client = self._create_client("Client")
        order = self._create_order(client, "2025-01-15", 1000)
        sales = [
            ("Client", "2024-12-31", 10, "", "A-1"),
            ("Client", "2025-01-15", 1000, "", "A-2"),
            ("Client", "2025-02-01", 77, "", order.name),
            ("Client", "2025-03-01", 20, "", "A-4"),
        ]
        record = self._check(sales)
        self.assertEqual((record.twice_count, record.later_count), (2, 1))
        self.assertEqual(record.sale_count, 2)
        record.keep_twice = True
        self.assertEqual(record.sale_count, 4)
        record.keep_twice = False
        self.assertEqual(set(self._import(record).mapped("amount")), {10, 20})
        self.assertEqual(self._get_segment(client).revenue, 1030)
        again = self._check(sales)
        self.assertEqual((again.twice_count, again.sale_count), (4, 0))
        # The client turns out to be another one: it has bought nothing yet.
        staged = self._get_staged(again)["Client"].with_user(self.manager)
        staged.decision = "new"
        self.assertEqual((again.twice_count, again.sale_count), (0, 4))

    def test_two_currencies(self):
        currency = self.env["res.currency"].create(
            {
                "name": "KAD",
                "symbol": "Ҟ",
                "rate_ids": [
                    Command.create({"name": "2020-01-01", "rate": 4}),
                    Command.create({"name": "2025-01-01", "rate": 5}),
                ],
            }
        )
        self.env["res.currency"].create({"name": "KAE", "symbol": "Kn"})
        self.assertTrue(currency.active)
        rows = [
            ("Client", "Date", "Amount", "Margin", "Currency"),
            ("C", "2024-12-31", 100, 40, "kad"),
            ("C", "2025-02-01", 100, "", "Ҟ"),
            ("C", "2025-02-02", 7, "", ""),
            ("C", "2025-02-03", 7, "", "ZZZ"),
        ]
        record = self._open(write_workbook(Sales=rows))
        record.action_check()
        [problem] = record.problem_ids
        self.assertEqual(problem.line, 5)
        self.assertIn("ZZZ is not a currency in use", problem.message)
        purchases = self._import(record).sorted("day")
        self.assertEqual(purchases.mapped("amount"), [25, 20, 7])
        self.assertEqual(purchases.mapped("margin"), [10, 20, 7])
        self.assertEqual(purchases.currency_id, self.company.currency_id)

    def test_margin_where_there_is_none(self):
        record = self._check([("C", "2025-02-02", 200, "", "")], margin_percent=25)
        self.assertFalse(record.has_margin)
        self.assertEqual(self._import(record).margin, 50)

    def test_csv_of_1c(self):
        text = (
            "Продажи;;\r\nДата;Контрагент;Сумма\r\n"
            "31.01.2025 10:00:00;ООО «Ромашка»;1 234,50\r\n"
        )
        record = self._open(text.encode("cp1251"), file_name="sales.csv")
        record.action_check()
        purchase = self._import(record)
        self.assertEqual(str(purchase.day), "2025-01-31")
        self.assertEqual(purchase.amount, 1234.5)
        self.assertEqual(purchase.partner_id.name, "ООО «Ромашка»")

    def test_stopped_in_the_middle(self):
        """Nothing counts yet; it goes on, or is undone."""
        names = [f"Halfway {number:03}" for number in range(150)]
        clients = [(name, "", "", "", "", "") for name in names]
        sales = [(name, "2025-01-01", 10, "", "") for name in names]
        record = self._check(sales, clients)
        record.action_import()
        step = record.import_next()
        self.assertFalse(step["is_done"])
        self.assertAlmostEqual(step["done"], 0.6)
        count = [("name", "like", "Halfway")]
        self.assertEqual(self.env["res.partner"].search_count(count), 100)
        self.assertFalse(self.env["client.purchase"].search([]))
        record.action_undo()
        self.assertEqual(self.env["res.partner"].search_count(count), 0)
        record = self._check(sales, clients)
        record.action_import()
        for _step in range(2):
            record.import_next()
        self.assertEqual(self.env["res.partner"].search_count(count), 150)
        self.assertTrue(record.import_next()["is_done"])
        # Once more, as a second window would ask
        self.assertTrue(record.import_next()["is_done"])
        self.assertEqual(len(self.env["client.purchase"].search([])), 150)

    def test_undo(self):
        """What is in use since stays: an order, a pin set by hand, a note, a purchase
        of a later import."""
        names = ("Unused", "Ordered", "Noted", "Contact", "Later")
        known = self._create_client("Known")
        record = self._check(
            [(name, "2025-01-01", 10, "", "") for name in (*names, "Known")],
            [(name, "", "", "", "", "Tier: Gold") for name in (*names, "Known")],
        )
        self._import(record)
        new = {
            name: self.env["res.partner"].search([("name", "=", name)])
            for name in names
        }
        self._create_order(new["Ordered"], "2025-02-01", 5)
        contents = "Called"
        new["Noted"].message_post(body=contents, message_type="comment")
        self.env["res.partner"].create({"name": "P", "parent_id": new["Contact"].id})
        self._import(self._check([("Later", "2025-03-01", 10, "", "")]))
        record.action_undo()
        self.assertEqual((record.state, record.kept_count), ("undone", 4))
        self.assertFalse(new["Unused"].exists())
        for name in names[1:]:
            self.assertTrue(new[name].exists(), name)
        self.assertTrue(known.exists())
        self.assertFalse(self.env["client.segment.pin"].search([]).filtered("active"))
        self.assertEqual(self._get_segment(new["Ordered"]).revenue, 5)
        self.assertEqual(self._get_segment(new["Later"]).revenue, 10)
        self.assertEqual(self._get_segment(known).order_count, 0)

    def test_contact_merged_since_is_not_removed(self):
        record = self._check([("Merged", "2025-01-01", 10, "", "")])
        self._import(record)
        merged = self.env["res.partner"].search([("name", "=", "Merged")])
        known = self._create_client("Known for Long")
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((merged + known).ids, known)
        self.env.invalidate_all()
        record.action_undo()
        self.assertTrue(known.exists())
        self.assertFalse(self.env["client.purchase"].search([]))

    def test_who_may_import(self):
        content = write_workbook(
            Sales=[("Client", "Date", "Amount"), ("C", "2025-01-01", 1)]
        )
        for group in ("sales_team.group_sale_salesman_all_leads", "base.group_portal"):
            with self.assertRaises(AccessError):
                self._open(content, self._create_user(group))
        record = self._open(content)
        record.action_check()
        other = self._create_user("sales_team.group_sale_manager", name="Other head")
        foreign = record.with_user(other)
        self.assertFalse(foreign.search([]))
        self.assertFalse(self.env["client.history.client"].with_user(other).search([]))
        for call in (
            lambda: foreign.read(["file"]),
            lambda: record.client_ids.with_user(other).read(["name"]),
            foreign.action_check,
            foreign.action_import,
            foreign.import_next,
            foreign.action_undo,
            foreign.action_open_purchases,
            record.with_user(self.salesman).action_undo,
            self.env["client.history.import"].with_user(self.salesman).action_open_new,
        ):
            with self.assertRaises(AccessError):
                call()
        action = record.action_open_new()
        self.assertEqual(action["res_id"], record.id)

    def test_any_head_of_sales_undoes_what_is_done(self):
        record = self._check([("Undone by Another", "2025-01-01", 1, "", "")])
        other = self._create_user("sales_team.group_sale_manager", name="Other head")
        foreign = record.with_user(other)
        record.action_import()
        with self.assertRaises(AccessError):
            foreign.action_undo()
        for _step in range(2):
            record.import_next()
        self.assertEqual((foreign.state, foreign.file), ("done", False))
        self.assertFalse(self.env["client.history.client"].with_user(other).search([]))
        for call in (
            lambda: foreign.write({"margin_percent": 5}),
            foreign.action_check,
            foreign.import_next,
            foreign.with_user(self.salesman).action_undo,
            self._of_elsewhere(foreign).action_undo,
        ):
            with self.assertRaises(AccessError):
                call()
        foreign.action_undo()
        self.assertEqual(record.state, "undone")
        count = [("name", "=", "Undone by Another")]
        self.assertEqual(self.env["res.partner"].search_count(count), 0)

    def _of_elsewhere(self, record):
        """As a head of sales of another company."""
        company = self._create_company("Company of Others")
        user = self._create_user(
            "sales_team.group_sale_manager",
            login="elsewhere",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        return record.with_user(user).with_company(company)

    def test_figures_are_not_the_users(self):
        """Or undoing would remove contacts that no import has created."""
        client = self._create_client("Precious")
        record = self._check([("C", "2025-01-01", 10, "", "")])
        with self.assertRaises(AccessError):
            record.state = "done"
        with self.assertRaises(AccessError):
            self._open(b"", state="running")
        staged = record.client_ids
        with self.assertRaises(AccessError):
            staged.write({"is_created": True, "partner_id": client.id})
        with self.assertRaises(UserError):
            record.import_next()
        other = self._create_company("Company of Others")
        foreign = self.env["res.partner"].create(
            {"name": "Foreign", "company_id": other.id}
        )
        with self.assertRaises(AccessError):
            staged.write({"partner_id": foreign.id, "decision": "existing"})
        with self.assertRaises(ValidationError):
            staged.write({"partner_id": False, "decision": "existing"})
        self._import(record)
        with self.assertRaises(UserError):
            staged.write({"decision": "existing", "partner_id": client.id})
        with self.assertRaises(UserError):
            record.unlink()

    def test_files_that_are_none(self):
        for content, sentence in (
            (b"PK\x03\x04 garbage", "cannot be read"),
            (b"\xd0\xcf\x11\xe0 garbage", "cannot be read"),
            (b"\x00\x01\x02" * 50, "cannot be read"),
            (b"just a text", "No sheet has headings"),
            (write_workbook(Empty=[]), "No sheet has headings"),
        ):
            record = self._open(content)
            with self.assertRaisesRegex(UserError, sentence):
                record.action_check()
            self.assertEqual(record.state, "draft")
        record = self._open(write_workbook(S=[("Client", "Date", "Amount")]))
        with self.assertRaisesRegex(UserError, "nothing to import"):
            record.action_check()

    def test_names_are_the_same_in_the_database(self):
        """The statement and plain Python agree on who is the same."""
        names = ["ООО «Ромашка»", "Smith & Sons, G.m.b.H.", "ИП Ёлкин А.Б.", "ООО"]
        names += ["a  b-c_d", "Müller AG & Co. KG", "Sp. z o.o. Nazwa", "Ltd. Ltd X"]
        partners = [self._create_client(name, vat="12/3") for name in names]
        record = self._check(
            [(name.upper(), "2025-01-01", 1, "", "") for name in names]
        )
        staged = record.client_ids
        self.assertEqual(staged.mapped("partner_id.id"), [p.id for p in partners])
        self.assertEqual(set(staged.mapped("match")), {"name"})

    def test_rows_just_filled_have_statistics(self):
        """Without them a hundred thousand sales are compared one by one with all."""
        query = "SELECT reltuples FROM pg_class WHERE relname = %s"
        record = self._check(
            [(f"Client {n % 30}", date(2025, 1, 1 + n % 28), n) for n in range(300)]
        )

        def count(table):
            self.env.cr.execute(query, [table])
            return self.env.cr.fetchone()[0]

        self.assertGreaterEqual(count("client_history_sale"), 300)
        self.assertGreaterEqual(count("client_history_client"), 30)
        self._import(record)
        self.assertGreaterEqual(count("client_purchase"), 300)
