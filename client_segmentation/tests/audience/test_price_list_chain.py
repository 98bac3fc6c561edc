from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

DAYS = ["meeting_days:median", "contract_days:median", "payment_days:median"]
COUNTS = ["sent_count:sum", "meeting_count:sum", "contract_count:sum"]
RATES = ["meeting_rate:avg", "contract_rate:avg", "payment_rate:avg"]


class ChainCommon(AccountTestInvoicingCommon):
    """Price lists, meetings, orders and payments of January to March 2025."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.company_data["company"]
        cls.company.resource_calendar_id.tz = "UTC"
        cls.env.user.group_ids += cls.env.ref("sales_team.group_sale_manager")
        cls.dealers = cls.env.ref("client_segmentation.client_audience_dealer")
        cls.retail = cls.env.ref("client_segmentation.client_audience_retail")
        cls.product = cls.env["product.product"].create(
            {
                "name": "chain product",
                "type": "service",
                "invoice_policy": "order",
                "taxes_id": False,
            }
        )
        cls.salesman = cls._create_user("chain-anna")
        cls.colleague = cls._create_user("chain-boris")
        cls.client = cls._create_client("client")
        cls.contact = cls.env["res.partner"].create(
            {"name": "contact", "parent_id": cls.client.id}
        )

    @classmethod
    def _create_user(cls, login, groups="sales_team.group_sale_salesman"):
        return new_test_user(
            cls.env,
            login=login,
            groups=groups,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    @classmethod
    def _create_client(cls, name):
        return cls.env["res.partner"].create({"name": name, "is_company": True})

    @classmethod
    def _send(cls, day, client=None, user=None, audience=None, company=None):
        return (
            cls.env["client.price.list"]
            .sudo()
            .create(
                {
                    "partner_id": (client or cls.client).id,
                    "company_id": (company or cls.company).id,
                    "user_id": (user or cls.salesman).id,
                    "audience_id": (audience or cls.dealers).id,
                    "date": fields.Datetime.to_datetime(day),
                }
            )
        )

    @classmethod
    def _meet(cls, day, partner=None, **values):
        start = fields.Datetime.to_datetime(day)
        event = cls.env["calendar.event"].with_context(no_mail_to_attendees=True)
        return event.create(
            {
                "name": "meeting",
                "start": start,
                "stop": start + timedelta(hours=1),
                "user_id": cls.salesman.id,
                "partner_ids": [
                    Command.set(
                        [(partner or cls.contact).id, cls.salesman.partner_id.id]
                    )
                ],
                **values,
            }
        )

    @classmethod
    def _order(cls, day, amount=100, partner=None):
        line = {"product_id": cls.product.id, "price_unit": amount}
        order = cls.env["sale.order"].create(
            {
                "partner_id": (partner or cls.contact).id,
                "user_id": cls.salesman.id,
                "company_id": cls.company.id,
                "order_line": [Command.create(line)],
            }
        )
        order.with_user(cls.salesman).action_confirm()
        order.date_order = fields.Datetime.to_datetime(day)
        return order

    @classmethod
    def _invoice(cls, order, day):
        invoice = order._create_invoices()
        invoice.invoice_date = day
        invoice.action_post()
        return invoice

    @classmethod
    def _pay(cls, move, day, amount=None):
        wizard = cls.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        values = {"payment_date": day}
        if amount:
            values["amount"] = amount
        return wizard.create(values)._create_payments()

    def _chains(self, user=None):
        self.env.flush_all()
        Report = self.env["client.price.list.report"].with_user(user or self.salesman)
        Report = Report.with_context(allowed_company_ids=self.company.ids)
        Report.invalidate_model()
        return Report.search([], order="date, id")

    def assertChains(self, *expected):
        """Compare the days of all chains, ``None`` where a step was not taken."""
        found = [
            tuple(
                day and fields.Date.to_string(day)
                for day in (
                    chain.date,
                    chain.meeting_date,
                    chain.contract_date,
                    chain.payment_date,
                )
            )
            for chain in self._chains()
        ]
        expected = [tuple(day or False for day in chain) for chain in expected]
        self.assertEqual(found, expected)


@tagged("post_install", "-at_install")
class TestPriceListChain(ChainCommon):
    """What counts as a step, and in which chain."""

    def test_all_steps(self):
        self._send("2025-01-10 10:00:00")
        self.assertChains(("2025-01-10", None, None, None))
        self._meet("2025-01-20 09:00:00")
        self.assertChains(("2025-01-10", "2025-01-20", None, None))
        order = self._order("2025-02-03 12:00:00")
        self.assertChains(("2025-01-10", "2025-01-20", "2025-02-03", None))
        invoice = self._invoice(order, "2025-02-05")
        self.assertChains(("2025-01-10", "2025-01-20", "2025-02-03", None))
        self._pay(invoice, "2025-02-20")
        self.assertChains(("2025-01-10", "2025-01-20", "2025-02-03", "2025-02-20"))
        chain = self._chains()
        self.assertEqual(chain.stage, "payment")
        self.assertEqual(
            (chain.meeting_days, chain.contract_days, chain.payment_days), (10, 14, 17)
        )
        self.assertEqual(
            (chain.contract_total_days, chain.payment_total_days), (24, 41)
        )

    def test_meetings_that_do_not_count(self):
        self._send("2025-01-10 10:00:00")
        self._meet("2025-01-09 09:00:00")
        self._meet("2025-01-20 09:00:00", partner=self._create_client("stranger"))
        self._meet(fields.Datetime.now() + timedelta(days=5))
        cancelled = self._meet("2025-01-21 09:00:00")
        cancelled.action_archive()
        declined = self._meet("2025-01-22 09:00:00")
        attendee = declined.attendee_ids.filtered(
            lambda each: each.partner_id == self.contact
        )
        attendee.do_decline()
        self.assertChains(("2025-01-10", None, None, None))
        attendee.do_accept()
        self.assertChains(("2025-01-10", "2025-01-22", None, None))

    def test_whole_day_counts_as_late_that_day(self):
        self._send("2025-01-10 10:00:00")
        self._meet(
            "2025-01-10 00:00:00",
            allday=True,
            start_date="2025-01-10",
            stop_date="2025-01-10",
        )
        self.assertChains(("2025-01-10", "2025-01-10", None, None))

    def test_meeting_after_the_contract_is_no_step_to_it(self):
        self._send("2025-01-10 10:00:00")
        order = self._order("2025-01-15 12:00:00")
        self._meet("2025-01-20 09:00:00")
        self.assertChains(("2025-01-10", None, "2025-01-15", None))
        self.assertEqual(self._chains().contract_rate, 0)
        order._action_cancel()
        self.assertChains(("2025-01-10", "2025-01-20", None, None))

    def test_cancelled_order_falls_back(self):
        self._send("2025-01-10 10:00:00")
        first = self._order("2025-01-15 12:00:00")
        self._order("2025-01-25 12:00:00")
        self.assertChains(("2025-01-10", None, "2025-01-15", None))
        first._action_cancel()
        self.assertChains(("2025-01-10", None, "2025-01-25", None))

    def test_quotation_is_no_contract(self):
        self._send("2025-01-10 10:00:00")
        order = self._order("2025-01-15 12:00:00")
        order._action_cancel()
        order.action_draft()
        self.assertChains(("2025-01-10", None, None, None))

    def test_latest_price_list_gets_the_document(self):
        self._send("2025-01-10 10:00:00")
        self._send("2025-02-10 10:00:00")
        self._meet("2025-01-20 09:00:00")
        # Before the first price list: of none
        self._order("2025-01-10 09:59:59")
        # A second before the next price list, and at its moment
        self._order("2025-02-10 09:59:59")
        self._order("2025-02-10 10:00:00")
        self.assertChains(
            ("2025-01-10", "2025-01-20", "2025-02-10", None),
            ("2025-02-10", None, "2025-02-10", None),
        )

    def test_payment_of_any_order_of_the_chain(self):
        self._send("2025-01-10 10:00:00")
        self._order("2025-01-15 12:00:00")
        second = self._order("2025-01-20 12:00:00")
        self._pay(self._invoice(second, "2025-01-25"), "2025-02-01")
        self.assertChains(("2025-01-10", None, "2025-01-15", "2025-02-01"))

    def test_part_of_the_amount_counts(self):
        self._send("2025-01-10 10:00:00")
        invoice = self._invoice(self._order("2025-01-15 12:00:00"), "2025-01-16")
        self._pay(invoice, "2025-02-20", amount=30)
        self._pay(invoice, "2025-03-20")
        self.assertChains(("2025-01-10", None, "2025-01-15", "2025-02-20"))

    def test_payment_taken_back(self):
        self._send("2025-01-10 10:00:00")
        invoice = self._invoice(self._order("2025-01-15 12:00:00"), "2025-01-16")
        payment = self._pay(invoice, "2025-02-20")
        self.assertChains(("2025-01-10", None, "2025-01-15", "2025-02-20"))
        payment.action_draft()
        payment.action_cancel()
        self.assertChains(("2025-01-10", None, "2025-01-15", None))

    def _refund(self, invoice):
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard = wizard.create(
            {"journal_id": invoice.journal_id.id, "date": "2025-03-01"}
        )
        refund = self.env["account.move"].browse(wizard.refund_moves()["res_id"])
        refund.action_post()
        return refund

    def test_refunded_payment_falls_back(self):
        self._send("2025-01-10 10:00:00")
        invoice = self._invoice(self._order("2025-01-15 12:00:00"), "2025-01-16")
        self._pay(invoice, "2025-02-20")
        refund = self._refund(invoice)
        self.assertChains(("2025-01-10", None, "2025-01-15", "2025-02-20"))
        self._pay(refund, "2025-03-05", amount=40)
        # 60 of 100 are still here
        self.assertChains(("2025-01-10", None, "2025-01-15", "2025-02-20"))
        self._pay(refund, "2025-03-06")
        self.assertChains(("2025-01-10", None, "2025-01-15", None))

    def test_credit_note_is_no_payment(self):
        self._send("2025-01-10 10:00:00")
        invoice = self._invoice(self._order("2025-01-15 12:00:00"), "2025-01-16")
        refund = self._refund(invoice)
        lines = (invoice + refund).line_ids
        lines = lines.filtered(
            lambda line: line.account_type == "asset_receivable" and not line.reconciled
        )
        lines.reconcile()
        self.assertChains(("2025-01-10", None, "2025-01-15", None))

    def test_bank_transaction(self):
        self._send("2025-01-10 10:00:00")
        invoice = self._invoice(self._order("2025-01-15 12:00:00"), "2025-01-16")
        journal = self.company_data["default_journal_bank"]
        transaction = self.env["account.bank.statement.line"].create(
            {"journal_id": journal.id, "date": "2025-02-11", "amount": 100}
        )
        receivable = invoice.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        _liquidity, suspense, _other = transaction._seek_for_lines()
        suspense.account_id = receivable.account_id
        (suspense + receivable).reconcile()
        self.assertChains(("2025-01-10", None, "2025-01-15", "2025-02-11"))

    def test_payment_without_journal_entry(self):
        self._send("2025-01-10 10:00:00")
        invoice = self._invoice(self._order("2025-01-15 12:00:00"), "2025-01-16")
        methods = self.company_data["default_journal_bank"]
        methods.inbound_payment_method_line_ids.payment_account_id = False
        # As with the accounting application of Odoo's other edition
        Payment = type(self.env["account.payment"])
        nothing = self.env["account.account"]
        with patch.object(Payment, "_get_outstanding_account", lambda *_args: nothing):
            payment = self._pay(invoice, "2025-02-21")
        self.assertFalse(payment.move_id)
        self.assertChains(("2025-01-10", None, "2025-01-15", "2025-02-21"))
        payment.action_cancel()
        self.assertChains(("2025-01-10", None, "2025-01-15", None))

    def test_days_of_the_company(self):
        self.company.resource_calendar_id.tz = "Asia/Vladivostok"  # UTC+10
        self._send("2025-01-10 15:00:00")
        self._meet("2025-01-20 13:30:00")
        self._order("2025-01-31 14:00:00")
        self.assertChains(("2025-01-11", "2025-01-20", "2025-02-01", None))

    def test_other_company(self):
        other = self.setup_other_company()["company"]
        self._send("2025-01-10 10:00:00")
        self._send("2025-01-12 10:00:00", company=other)
        self._meet("2025-01-20 09:00:00")
        self._order("2025-01-31 14:00:00")
        # The price list of the other company does not end the chain here, and the
        # organizer of the meeting does not work there.
        self.assertChains(("2025-01-10", "2025-01-20", "2025-01-31", None))
        elsewhere = self.env["client.price.list.report"].search(
            [("company_id", "=", other.id)]
        )
        self.assertEqual(elsewhere.stage, "sent")
        lead = self.env["crm.lead"].create({"name": "x", "company_id": other.id})
        self._meet("2025-01-25 09:00:00", opportunity_id=lead.id)
        self.env.flush_all()
        elsewhere.invalidate_recordset()
        self.assertEqual(fields.Date.to_string(elsewhere.meeting_date), "2025-01-25")

    def test_company_that_uses_no_audiences(self):
        self._send("2025-01-10 10:00:00")
        self.company.segment_policy_id.use_audience = False
        self.assertChains()
        self.assertFalse(self.client.price_list_chain)

    def test_merged_clients_have_one_chain_after_the_other(self):
        double = self._create_client("double")
        self._send("2025-01-10 10:00:00")
        self._send("2025-02-10 10:00:00", client=double)
        self._order("2025-02-15 12:00:00")
        self.assertChains(
            ("2025-01-10", None, "2025-02-15", None), ("2025-02-10", None, None, None)
        )
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.client + double).ids, self.client)
        self.assertChains(
            ("2025-01-10", None, None, None), ("2025-02-10", None, "2025-02-15", None)
        )


@tagged("post_install", "-at_install")
class TestPriceListReport(ChainCommon):
    """Five price lists to dealers, one to a shop:

    ======== ======== ====== ======== ======== =======
    client   by       sent   meeting  contract payment
    ======== ======== ====== ======== ======== =======
    d1       Anna     1 Jan  +4       +10      +30
    d2       Anna     5 Jan  +6       +21
    d3       Anna     9 Jan  +20
    d4       Anna     2 Feb
    d5       Boris    3 Feb           5 after the price list
    r1       Boris    4 Feb  +1
    ======== ======== ====== ======== ======== =======
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head = cls._create_user(
            "chain-head", "sales_team.group_sale_salesman_all_leads"
        )
        clients = {
            name: cls._create_client(name) for name in "d1 d2 d3 d4 d5 r1".split()
        }
        for name, day, user, audience in (
            ("d1", "2025-01-01 08:00:00", cls.salesman, cls.dealers),
            ("d2", "2025-01-05 08:00:00", cls.salesman, cls.dealers),
            ("d3", "2025-01-09 08:00:00", cls.salesman, cls.dealers),
            ("d4", "2025-02-02 08:00:00", cls.salesman, cls.dealers),
            ("d5", "2025-02-03 08:00:00", cls.colleague, cls.dealers),
            ("r1", "2025-02-04 08:00:00", cls.colleague, cls.retail),
        ):
            cls._send(day, clients[name], user, audience)
        for name, day in (
            ("d1", "2025-01-05 12:00:00"),
            ("d2", "2025-01-11 12:00:00"),
            ("d3", "2025-01-29 12:00:00"),
            ("r1", "2025-02-05 12:00:00"),
        ):
            cls._meet(day, clients[name])
        order = cls._order("2025-01-15 12:00:00", partner=clients["d1"])
        cls._order("2025-02-01 12:00:00", partner=clients["d2"])
        cls._order("2025-02-08 12:00:00", partner=clients["d5"])
        cls._pay(cls._invoice(order, "2025-01-20"), "2025-02-14")
        cls.clients = clients
        cls.env.flush_all()

    def _read(self, user, groupby, aggregates):
        Report = self.env["client.price.list.report"].with_user(user)
        Report = Report.with_context(allowed_company_ids=self.company.ids)
        return Report._read_group([], groupby, aggregates)

    def test_head_by_audience(self):
        self.assertEqual(
            self._read(self.head, ["audience_id"], ["payment_count:sum", *COUNTS]),
            [(self.dealers, 1, 5, 3, 3), (self.retail, 0, 1, 1, 0)],
        )
        rates = self._read(self.head, ["audience_id"], RATES)
        # Meetings of 3 of 5 dealers; contracts of 2 of these 3 (d5 had no meeting);
        # payment of 1 of 3 contracts. The shop: no contract to pay for.
        self.assertEqual(rates[0][0], self.dealers)
        for number, expected in enumerate((60, 200 / 3, 100 / 3), start=1):
            self.assertAlmostEqual(rates[0][number], expected)
        self.assertEqual(rates[1], (self.retail, 100, 0, False))

    def test_conversion_from_the_price_list(self):
        [(contract, payment)] = self._read(
            self.head, [], ["contract_total_rate:avg", "payment_total_rate:avg"]
        )
        self.assertAlmostEqual(contract, 50)  # d1, d2, d5 of 6
        self.assertAlmostEqual(payment, 100 / 6)

    def test_median_days(self):
        # Dealers: meeting after 4, 6, 20; contract after 10, 21; payment after 30
        self.assertEqual(
            self._read(self.head, ["audience_id"], DAYS),
            [(self.dealers, 6, 15.5, 30), (self.retail, 1, False, False)],
        )
        # All: 1, 4, 6, 20; from the price list to the contract 14, 27, 5
        self.assertEqual(
            self._read(
                self.head, [], ["meeting_days:median", "contract_total_days:median"]
            ),
            [(5, 14)],
        )

    def test_by_month_and_salesperson(self):
        rows = self._read(self.head, ["date:month", "user_id"], COUNTS)
        self.assertEqual(
            [(f"{month:%m}", user, *counts) for month, user, *counts in rows],
            [
                ("01", self.salesman, 3, 3, 2),
                ("02", self.salesman, 1, 0, 0),
                ("02", self.colleague, 2, 1, 1),
            ],
        )

    def test_salesperson_sees_own(self):
        self.assertEqual(self._read(self.salesman, [], COUNTS), [(4, 3, 2)])
        self.assertEqual(self._read(self.colleague, [], COUNTS), [(2, 1, 1)])

    def test_web_client_reads_medians(self):
        Report = self.env["client.price.list.report"].with_user(self.head)
        Report = Report.with_context(allowed_company_ids=self.company.ids)
        aggregator = Report.fields_get(["meeting_days"])["meeting_days"]["aggregator"]
        self.assertEqual(aggregator, "median")
        [group] = Report.formatted_read_group([], [], ["meeting_days:median"])
        self.assertEqual(group["meeting_days:median"], 5)
        groups = Report.formatted_read_grouping_sets(
            [], [[], ["audience_id"]], ["meeting_days:median"]
        )
        self.assertEqual(groups[0][0]["meeting_days:median"], 5)
        self.assertEqual(groups[1][0]["meeting_days:median"], 6)

    def test_drill_down_opens_the_client(self):
        Report = self.env["client.price.list.report"].with_user(self.salesman)
        row = Report.search([("stage", "=", "payment")])
        self.assertEqual(row.action_open_client()["res_id"], self.clients["d1"].id)

    def test_one_query(self):
        Report = self.env["client.price.list.report"].with_user(self.head)
        Report.search([], limit=1).mapped("date")
        self.env.invalidate_all()
        with self.assertQueryCount(2):
            Report.search([]).mapped("payment_date")
        with self.assertQueryCount(1):
            Report._read_group([], ["audience_id"], [*COUNTS, *RATES, *DAYS])

    def test_on_client_and_opportunity(self):
        client = self.clients["d1"]
        shown = client.with_user(self.salesman).price_list_chain
        for text in ("01/05/2025", "01/15/2025", "02/14/2025", "30"):
            self.assertIn(text, shown)
        lead = self.env["crm.lead"].create(
            {"name": "x", "partner_id": client.id, "user_id": self.salesman.id}
        )
        self.assertEqual(lead.with_user(self.salesman).price_list_chain, shown)
        self.assertFalse(client.with_user(self.colleague).price_list_chain)
        clients = self.env["res.partner"].union(*self.clients.values())
        clients = clients.with_user(self.head)
        # Fills the cache of templates
        clients[:1].mapped("price_list_chain")
        self.env.invalidate_all()
        clients.mapped("commercial_partner_id.name")
        before = self.env.cr.sql_log_count
        clients.mapped("price_list_chain")
        self.assertLess(self.env.cr.sql_log_count - before, 12)

    def test_list_of_a_client(self):
        action = self.clients["d1"].action_open_price_lists()
        Report = self.env["client.price.list.report"].with_user(self.salesman)
        self.assertEqual(
            Report.search(
                [("partner_id", "=", action["context"]["search_default_partner_id"])]
            ).date,
            datetime(2025, 1, 1).date(),
        )
