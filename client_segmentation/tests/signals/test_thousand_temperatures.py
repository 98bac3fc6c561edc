import random
from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import SQL

from ..common import SegmentationCommon
from .reference_temperature import get_temperature

KINDS = ("quotation", "message", "meeting", "mailing_reply", "mailing_click")


@tagged("post_install", "-at_install")
class TestThousandTemperatures(SegmentationCommon):
    """The database finds the same temperatures and signals as plain Python does, one
    client after the other; some days are after the as-of date."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        chance = random.Random(1953)
        cls.clients = cls.env["res.partner"].create(
            [
                {
                    "name": f"client {number}",
                    "is_company": True,
                    "company_id": cls.company.id,
                }
                for number in range(1000)
            ]
        )
        cls.env.flush_all()
        # Who was not known yet on the day looked at would be no client on it.
        cls.env.cr.execute(
            SQL(
                "UPDATE res_partner SET create_date = '2020-01-01' WHERE id IN %s",
                cls.clients._ids,
            )
        )
        order = cls._create_order(cls._create_client("sample"), "2025-01-15", 1)
        cls.orders, cls.signals = {}, {}
        for client in cls.clients.ids:
            cls.orders[client] = cls._draw_days(chance, (0, 0, 0, 1, 2))
            cls.signals[client] = [
                (day, kind)
                for kind in KINDS
                for day in cls._draw_days(chance, (0, 0, 0, 0, 1, 2))
            ]
        cls._insert_orders(order)
        cls._insert_messages()
        cls._insert_meetings()
        cls._insert_traces()

    @classmethod
    def _draw_days(cls, chance, numbers):
        return [
            cls.AS_OF + timedelta(days=chance.randint(-20, 10))
            for _number in range(chance.choice(numbers))
        ]

    @classmethod
    def _get_rows(cls, *kinds):
        return [
            (client, f"{day} 12:00:00", kind)
            for client, signals in cls.signals.items()
            for day, kind in signals
            if kind in kinds
        ]

    @classmethod
    def _insert(cls, statement, rows, **values):
        values["rows"] = SQL(", ").join(rows)
        cls.env.cr.execute(SQL(statement, **values))

    @classmethod
    def _insert_orders(cls, sample):
        rows = [
            (client, f"{day} 12:00:00", "sale")
            for client, days in cls.orders.items()
            for day in days
        ]
        quotations = cls._get_rows("quotation")
        rows += [(client, moment, "sent") for client, moment, _kind in quotations]
        # An order is a quotation from the day it was created on.
        cls._insert(
            """
            INSERT INTO sale_order
            SELECT (jsonb_populate_record(sample, jsonb_build_object(
                        'id', nextval('sale_order_id_seq'),
                        'partner_id', new.client, 'date_order', new.moment,
                        'create_date', new.moment, 'state', new.state))).*
              FROM sale_order sample, (VALUES %(rows)s) new(client, moment, state)
             WHERE sample.id = %(sample_id)s
            """,
            rows,
            sample_id=sample.id,
        )

    @classmethod
    def _insert_messages(cls):
        cls._insert(
            """
            INSERT INTO mail_message (author_id, date, message_type, model, write_date)
            SELECT client, moment::timestamp, 'email', 'res.partner', NOW()
              FROM (VALUES %(rows)s) new(client, moment, kind)
            """,
            cls._get_rows("message"),
        )

    @classmethod
    def _insert_meetings(cls):
        cls._insert(
            """
            WITH event AS (
                INSERT INTO calendar_event (name, start, stop, active, show_as, notes)
                SELECT 'Talk', moment::timestamp, moment::timestamp, TRUE, 'busy',
                       client::text
                  FROM (VALUES %(rows)s) new(client, moment, kind)
             RETURNING id, notes)
            INSERT INTO calendar_attendee (event_id, partner_id, state)
            SELECT id, notes::integer, 'needsAction' FROM event
            """,
            cls._get_rows("meeting"),
        )

    @classmethod
    def _insert_traces(cls):
        cls._insert(
            """
            INSERT INTO mailing_trace
                   (trace_type, model, res_id, reply_datetime, links_click_datetime)
            SELECT 'mail', 'res.partner', client,
                   CASE WHEN kind = 'mailing_reply' THEN moment::timestamp END,
                   CASE WHEN kind = 'mailing_click' THEN moment::timestamp END
              FROM (VALUES %(rows)s) new(client, moment, kind)
            """,
            cls._get_rows("mailing_reply", "mailing_click"),
        )

    def _get_expected(self, client, kinds):
        temperature, signal = get_temperature(
            self.orders[client], self.signals[client], self.AS_OF, kinds
        )
        return (temperature, *(signal or (False, False)))

    def _assert_same(self, kinds):
        self.assertEqual(self._recompute().state, "done")
        segments = self.env["client.segment"].search(
            [("partner_id", "in", self.clients.ids)]
        )
        found = {
            segment.partner_id.id: (
                segment.temperature,
                segment.warm_signal_date,
                segment.warm_signal,
            )
            for segment in segments
        }
        expected = {c: self._get_expected(c, kinds) for c in self.clients.ids}
        different = {
            c: (found.get(c), expected[c])
            for c in expected
            if found.get(c) != expected[c]
        }
        self.assertFalse(different, "client: (database, plain Python)")
        return {temperature for temperature, *_signal in found.values()}

    def test_all_signals(self):
        self.assertEqual(self._assert_same(KINDS), {"cold", "warm", "hot"})

    def test_some_signals(self):
        self.company.segment_policy_id.warm_message = False
        self.company.segment_policy_id.warm_mailing_reply = False
        self._assert_same({"quotation", "meeting", "mailing_click"})
