import random
from datetime import date, timedelta
from fractions import Fraction

from odoo.tests import tagged
from odoo.tools import SQL

from ...arithmetic.habits import buyer, stalling
from ..common import SegmentationCommon

CLIENTS = 1000
DISCOUNTS = (0, 0, 0, 2, 10, 15, 33.33)


@tagged("post_install", "-at_install")
class TestThousandHabits(SegmentationCommon):
    """Buyer types and stalling clients as computed by the database are those of plain
    Python, one client after the other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chance = random.Random(1973)
        first = cls._create_client("0")
        cls.order = cls._create_order(first, "2023-01-15", 5)
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Lead", "type": "opportunity", "partner_id": first.id}
        )
        cls.clients = cls._clone_clients(first, CLIENTS)
        cls.orders = {client: cls._draw_orders() for client in cls.clients.ids}
        cls.quotations = {client: cls._draw_quotations() for client in cls.clients.ids}
        cls.leads = {
            client: [
                cls.chance.choice((0, 1, 2, 3, 4))
                for _number in range(cls.chance.choice((0, 0, 1, 2)))
            ]
            for client in cls.clients.ids
        }
        cls._clone_all()
        run = cls._recompute()
        assert run.state == "done", run.message

    @classmethod
    def _draw_orders(cls):
        """Orders as lists of lines ``(cents, discount)``, after a day each."""
        return [
            (
                cls.AS_OF - timedelta(days=cls.chance.randint(0, 500)),
                [
                    (
                        cls.chance.choice((0, 0, 100, 999, 12345, 500000)),
                        cls.chance.choice(DISCOUNTS),
                    )
                    for _line in range(cls.chance.choice((0, 1, 2, 3)))
                ]
                + [(-50, 0)] * cls.chance.choice((0, 0, 0, 1)),
            )
            for _number in range(cls.chance.choice((0, 2, 3, 4, 6, 9)))
        ]

    @classmethod
    def _draw_quotations(cls):
        """Days of quotations and the last days of their validity."""
        days = [
            cls.AS_OF - timedelta(days=cls.chance.randint(0, 60))
            for _number in range(cls.chance.choice((0, 0, 1, 3, 5)))
        ]
        return [(day, day + timedelta(days=cls.chance.randint(0, 60))) for day in days]

    @classmethod
    def _clone_all(cls):
        orders, lines = [], []
        next_id = iter(range(cls.order.id + 1, cls.order.id + 100_000))
        for client in cls.clients.ids:
            for day, terms in cls.orders[client]:
                number = next(next_id)
                orders.append((number, client, f"{day} 12:00:00", "sale", None))
                lines += [
                    (number, cents / 100, 1, discount) for cents, discount in terms
                ]
            for day, last in cls.quotations[client]:
                orders.append(
                    (next(next_id), client, f"{day} 12:00:00", "sent", str(last))
                )
        cls._clone(
            cls.order,
            ("id", "partner_id", "date_order", "state", "validity_date"),
            orders,
        )
        cls._clone(
            cls.order.order_line,
            ("order_id", "price_subtotal", "product_uom_qty", "discount"),
            lines,
        )
        cls._clone(
            cls.lead,
            ("partner_id", "postponement_count", "create_date"),
            [
                (client, count, "2025-01-01")
                for client, counts in cls.leads.items()
                for count in counts
            ],
        )

    @classmethod
    def _clone(cls, record, columns, rows):
        """Copy a record for each of ``rows``, with their values, past the ORM."""
        cls.env.flush_all()
        values = [SQL("%s, value.%s", name, SQL.identifier(name)) for name in columns]
        if "id" not in columns:
            sequence = f"{record._table}_id_seq"
            values.append(SQL("'id', nextval(%s)", sequence))
        cls.env.cr.execute(
            SQL(
                """
                INSERT INTO %(table)s
                SELECT (jsonb_populate_record(sample, jsonb_build_object(%(values)s))).*
                  FROM %(table)s sample, (VALUES %(rows)s) value(%(columns)s)
                 WHERE sample.id = %(id)s
                """,
                table=SQL.identifier(record._table),
                values=SQL(", ").join(values),
                rows=SQL(", ").join(rows),
                columns=SQL(", ").join(SQL.identifier(name) for name in columns),
                id=record.id,
            )
        )
        cls.env.invalidate_all()

    def _get_buyer_facts(self, client):
        orders = [
            terms
            for day, terms in self.orders[client]
            if date(2024, 7, 1) <= day < date(2025, 7, 1)
        ]
        lines = [line for terms in orders for line in terms if line[0] >= 0]
        off = sum(-cents for terms in orders for cents, _discount in terms if cents < 0)
        at_list = [
            (cents, self._get_list_cents(*line)) for line in lines for cents in line[:1]
        ]
        return buyer.BuyerFacts(
            orders=len(orders),
            lines=len(lines),
            free_lines=sum(cents == 0 for cents, _discount in lines),
            list_amount=sum(price for _cents, price in at_list),
            discount_amount=off + sum(price - cents for cents, price in at_list),
            promotion_orders=sum(
                any(cents < 0 for cents, _discount in terms) for terms in orders
            ),
        )

    def _get_list_cents(self, cents, discount):
        exact = Fraction(cents) * 100 / (100 - Fraction(str(discount)))
        return int(exact + Fraction(1, 2))

    def test_buyer_types(self):
        thresholds = buyer.BuyerThresholds()
        expected = {
            client: buyer.suggest(self._get_buyer_facts(client), thresholds).buyer_type
            for client in self.clients.ids
        }
        self.assertEqual(
            set(expected.values()), {None, "freebie", "discount", "value", "result"}
        )
        found = {client.id: client.segment_buyer_type for client in self.clients}
        different = {
            client: (found[client], expected[client])
            for client in found
            if (found[client] or None) != expected[client]
        }
        self.assertFalse(different, "client: (database, plain Python)")

    def test_stalling(self):
        thresholds = stalling.StallingThresholds()
        reasons = set()
        for client in self.clients:
            last = max((day for day, _terms in self.orders[client.id]), default=None)
            expired = [
                end
                for day, end in self.quotations[client.id]
                if end < self.AS_OF and (last is None or day > last)
            ]
            reason = stalling.get_reason(
                max(self.leads[client.id], default=0), len(expired), thresholds
            )
            reasons.add(reason)
            self.assertEqual(client.segment_is_stalling, bool(reason), client.name)
        self.assertEqual(reasons, {None, "postponed", "expired_quotations"})
