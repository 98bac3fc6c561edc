import random
from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..common import SegmentationCommon
from ..documents.common_invoices import InvoicesCommon
from .reference_bridge import get_bridge
from .reference_cohorts import get_cohorts

TODAY = "2025-07-15"


@tagged("post_install", "-at_install")
class TestDynamics(SegmentationCommon):
    """Documents of two years before July 2025, with amounts that do not round."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rng = random.Random(7)
        first = cls._create_client("first")
        order = cls._create_order(first, "2020-01-01", 1)
        clients = cls._clone_clients(first, 80)
        cls.rows = [
            (client.id, date(2023, 6, 1) + timedelta(days=rng.randrange(770)))
            for client in clients
            for _number in range(rng.choice((0, 1, 2, 6, 20)))
        ]
        cls.rows = [(*row, rng.randint(1, 99999)) for row in cls.rows]
        cls.rows += [(first.id, date(2025, 6, 30), 12345)]
        cls._clone_orders(order, [(*row, row[2]) for row in cls.rows])
        cls.rows += [(first.id, date(2020, 1, 1), 100)]

    def _get(self, months=12, user=None):
        segments = self.env["client.segment"].with_user(user or self.manager)
        with freeze_time(TODAY):
            return segments.get_dynamics(months)

    def _get_expected(self, start, middle, end):
        clients = {}
        for client, day, cents in self.rows:
            values = clients.setdefault(client, [0, 0, False])
            if day < start:
                values[2] = True
            elif day < end:
                values[day >= middle] += cents
        return get_bridge(clients.values())

    def test_bridge_is_that_of_plain_python(self):
        for months, start, middle in (
            (12, date(2023, 7, 1), date(2024, 7, 1)),
            (3, date(2025, 1, 1), date(2025, 4, 1)),
        ):
            found = self._get(months)
            bridge = self._get_expected(start, middle, date(2025, 7, 1))
            self.assertEqual(found["earlier"]["from"], start)
            self.assertEqual(found["later"]["from"], middle)
            self.assertEqual(found["later"]["to"], date(2025, 6, 30))
            for step in found["steps"]:
                expected = bridge.steps[step["name"]]
                self.assertEqual(step["clients"], expected.clients, step["name"])
                self.assertEqual(round(100 * step["change"]), expected.change)
        self.assertTrue(all(step["clients"] for step in found["steps"]))

    def test_parts_add_up_to_the_sales_analysis(self):
        found = self._get()
        change = sum(step["change"] for step in found["steps"])
        spans = [found[name] for name in ("earlier", "later")]
        self.assertAlmostEqual(change, spans[1]["revenue"] - spans[0]["revenue"], 6)
        for span in spans:
            orders = self.env["sale.order"]._read_group(
                [
                    ("company_id", "=", self.company.id),
                    ("state", "=", "sale"),
                    ("date_order", ">=", span["from"]),
                    ("date_order", "<", span["to"] + timedelta(days=1)),
                ],
                [],
                ["amount_untaxed:sum"],
            )
            self.assertAlmostEqual(span["revenue"], orders[0][0], 6)

    def test_cohorts_are_those_of_plain_python(self):
        expected = get_cohorts(self.rows, date(2025, 6, 30))
        found = self._get()["cohorts"]
        self.assertEqual(
            [cohort["month"] for cohort in found],
            [month for month in expected if month >= date(2023, 7, 1)],
        )
        for cohort in found:
            plain = expected[cohort["month"]]
            self.assertEqual(cohort["clients"], plain.clients)
            for cell, plain_cell in zip(cohort["cells"], plain.cells, strict=True):
                self.assertEqual(cell["buyers"], plain_cell.buyers)
                self.assertAlmostEqual(cell["share"], plain_cell.share)
                self.assertAlmostEqual(cell["kept"], plain_cell.kept)

    def test_doors(self):
        with self.assertRaises(AccessError):
            self._get(user=self.salesman)
        for months in (0, 2, "12", None, [1], 1e9):
            with self.subTest(months), self.assertRaises(UserError):
                self._get(months)


@tagged("post_install", "-at_install")
class TestDynamicsOfInvoices(InvoicesCommon):
    def test_parts_add_up_to_the_analysis_of_invoices(self):
        """3 of 10 bolts come back in the same span: a return counts with the invoice
        that it takes back, so in another span it would not be where it is reported."""
        self.company.segment_policy_id.source = "invoice"
        order = self._order("2024-03-10", quantity=10, price_unit=33.33)
        self._invoice(order, "2024-03-10")
        self._return(order, 3, "2024-05-20")
        self._invoice(
            self._order("2025-02-10", quantity=7, price_unit=19.99), "2025-02-11"
        )
        self.env.flush_all()
        with freeze_time(TODAY):
            found = self.env["client.segment"].get_dynamics()
        for name, revenue in (("earlier", 333.30 - 99.99), ("later", 139.93)):
            span = found[name]
            [(reported,)] = self.env["account.invoice.report"]._read_group(
                [
                    ("company_id", "=", self.company.id),
                    ("state", "=", "posted"),
                    ("move_type", "in", ("out_invoice", "out_refund")),
                    ("invoice_date", ">=", span["from"]),
                    ("invoice_date", "<=", span["to"]),
                ],
                [],
                ["price_subtotal:sum"],
            )
            self.assertAlmostEqual(span["revenue"], revenue, 6)
            self.assertAlmostEqual(span["revenue"], reported, 6)
        changes = {step["name"]: step["change"] for step in found["steps"]}
        self.assertAlmostEqual(changes["shrunk"], 139.93 - 233.31, 6)
