from odoo.tests import tagged
from odoo.tools import SQL

from ..common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestClientPage(SegmentationCommon):
    """The sentence at the top of a client's page, and its chart; as of 15 July 2025."""

    def _create_buyer(self, name, days, amount=100, **values):
        client = self._create_client(name, user_id=self.salesman.id, **values)
        for day in days:
            self._create_order(client, day, amount)
        return client

    def _pin(self, client, segment_class):
        self.env["client.segment.pin"].create(
            {
                "partner_id": client.id,
                "company_id": self.company.id,
                "segment_class": segment_class,
                "reason": "test",
            }
        )

    def _set_created(self, record, day):
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET create_date = %s WHERE id = %s",
                SQL.identifier(record._table),
                day,
                record.id,
            )
        )

    def _tell(self, client, user=None):
        return client.with_user(user or self.salesman).segment_summary

    def _get_amounts(self, client, name="amount"):
        chart = client.with_user(self.salesman).segment_purchases
        return {month["month"]: month[name] for month in chart["months"] if month[name]}

    # The sentence

    def test_prospect(self):
        cold = self._create_client("Cold")
        warm = self._create_client("Warm")
        quotation = self._create_order(warm, "2025-07-01", 100, state="sent")
        self._set_created(quotation, "2025-07-02")
        self._recompute()
        self.assertIn("shown no interest so far", self._tell(cold))
        self.assertIn(
            "has shown interest (Quotation sent, 07/02/2025).", self._tell(warm)
        )
        self.assertIn("Has not bought yet", cold.segment_purchases["title"])

    def test_new(self):
        once = self._create_buyer("Once", ["2025-06-20"])
        twice = self._create_buyer("Twice", ["2025-06-20", "2025-07-01"])
        self._recompute()
        self.assertIn("for the first time on 06/20/2025.", self._tell(once))
        self.assertIn(
            "New client since 06/20/2025; days with an order so far: 2.",
            self._tell(twice),
        )

    def test_active(self):
        # Every 30 days, last on 5 July: the next one on 4 August
        steady = self._create_buyer(
            "Steady", ["2025-04-06", "2025-05-06", "2025-06-05", "2025-07-05"]
        )
        # Last on 10 June: was due on 10 July, and late from 25 July on
        due = self._create_buyer(
            "Due", ["2025-03-12", "2025-04-11", "2025-05-11", "2025-06-10"]
        )
        irregular = self._create_buyer("Irregular", ["2024-09-01", "2025-07-01"])
        self._recompute()
        self.assertEqual(
            self._tell(steady).partition(", with us")[2],
            " since April 2025, buys as usual: every 30 days. The next order is"
            " expected around 08/04/2025: a good time to offer more.",
        )
        self.assertIn("has been due since 07/10/2025", self._tell(due))
        self.assertIn("too few orders for a rhythm", self._tell(irregular))

    def test_slowing_and_sleeping(self):
        # 60 days of silence are twice the usual 30, 120 days are four times that.
        slowing = self._create_buyer(
            "Slowing", ["2025-02-15", "2025-03-17", "2025-04-16", "2025-05-16"]
        )
        sleeping = self._create_buyer(
            "Sleeping", ["2024-12-17", "2025-01-16", "2025-02-15", "2025-03-17"]
        )
        self._recompute()
        self.assertIn(
            "is slowing down: usually orders every 30 days, silent for 60.",
            self._tell(slowing),
        )
        self.assertIn(
            "has fallen asleep: usually orders every 30 days, silent for 120.",
            self._tell(sleeping),
        )

    def test_late_without_rhythm(self):
        # The active base looks back 90 days.
        days = self.company.segment_policy_id.active_days
        self.assertEqual(days, 90)
        slowing = self._create_buyer("Slowing", ["2024-10-01", "2025-03-27"])
        sleeping = self._create_buyer("Sleeping", ["2024-08-01", "2024-12-27"])
        self._recompute()
        self.assertIn("is slowing down: silent for 110 days.", self._tell(slowing))
        self.assertIn("has fallen asleep: silent for 200 days.", self._tell(sleeping))

    def test_lost(self):
        lost = self._create_buyer("Lost", ["2023-02-01", "2024-05-03"])
        self._recompute()
        self.assertIn(
            "ordered from 02/01/2023 to 05/03/2024, and not since.", self._tell(lost)
        )

    def test_name_of_client(self):
        big, small = self._create_clients(big=990, small=10)
        self._recompute()
        self.assertTrue(self._tell(big, self.manager).startswith("Mono-client, "))
        self._pin(small, "tier:gold")
        self.assertTrue(self._tell(small, self.manager).startswith("Gold client, "))

    def test_pinned_state_of_a_prospect(self):
        cold = self._create_client("Cold", user_id=self.salesman.id)
        self._recompute()
        self._pin(cold, "state:slowing")
        self.assertIn("has not bought yet", self._tell(cold))

    def test_without_states(self):
        self.company.segment_policy_id.use_state = False
        client = self._create_buyer("Client", ["2025-03-01"])
        self._recompute()
        self.assertIn("last ordered on 03/01/2025.", self._tell(client))

    def test_others_clients(self):
        client = self._create_buyer(
            "Slowing", ["2025-02-15", "2025-03-17", "2025-04-16", "2025-05-16"]
        )
        self._recompute()
        other = self._create_user(
            "sales_team.group_sale_salesman", login="other", name="Colleague"
        )
        self.salesman.name = "Owner"
        text = self._tell(client, other)
        self.assertRegex(text, r", looked after by Owner\. State: Slowing\.$")
        self.assertNotRegex(text, r"\d")
        self.assertFalse(client.with_user(other).segment_purchases)
        self.assertTrue(client.with_user(self.manager).segment_purchases)
        client.user_id = False
        self.assertIn(
            "without a salesperson. State: Slowing.", self._tell(client, other)
        )

    def test_not_classified(self):
        client = self._create_client("Unknown")
        self.assertFalse(self._tell(client))
        self.assertFalse(client.segment_purchases)

    def test_contact_shows_its_company(self):
        client = self._create_buyer("Client", ["2025-06-20"])
        contact = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": client.id}
        )
        self._recompute()
        self.assertEqual(self._tell(contact), self._tell(client))

    # The chart

    def test_amounts_of_24_months(self):
        client = self._create_client("Client", user_id=self.salesman.id)
        contact = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": client.id}
        )
        self._create_order(client, "2023-07-31", 7)  # before the 24 months
        self._create_order(client, "2023-08-01", 10)
        self._create_order(client, "2025-06-30", 20.5)
        self._create_order(contact, "2025-06-30", 30)
        self._create_order(client, "2025-07-15", 40)
        self._create_order(client, "2025-07-16", 80)  # after the as-of day
        self._create_order(client, "2025-07-10", 160, state="sent")
        self._recompute()
        self.assertEqual(
            self._get_amounts(client),
            {"2023-08-01": 10, "2025-06-01": 50.5, "2025-07-01": 40},
        )
        title = client.with_user(self.salesman).segment_purchases["title"]
        # 10 + 50.50 + 40, to the even unit
        self.assertEqual(title, "Bought on 3 days of the last 24 months, for $100.")

    def test_expected_by_rhythm(self):
        # Every 30 days: 4 August, 3 September, 3 October, 2 November, 2 December and
        # 1 and 31 January, which ends the six months after this one
        client = self._create_buyer(
            "Steady", ["2025-04-06", "2025-05-06", "2025-06-05", "2025-07-05"], 90
        )
        self._recompute()
        expected = {f"2025-{month:02}-01": 90 for month in range(8, 13)}
        self.assertEqual(
            self._get_amounts(client, "expected"), {**expected, "2026-01-01": 180}
        )
        note = client.with_user(self.salesman).segment_purchases["note"]
        self.assertIn("every 30 days", note)

    def test_nothing_expected(self):
        once = self._create_buyer("Once", ["2025-06-20"])
        sleeping = self._create_buyer(
            "Sleeping", ["2024-12-17", "2025-01-16", "2025-02-15", "2025-03-17"]
        )
        lost = self._create_buyer("Lost", ["2023-02-01", "2023-05-03"])
        self._recompute()
        for client in (once, sleeping, lost):
            self.assertFalse(self._get_amounts(client, "expected"))
            self.assertIn("No order is expected", client.segment_purchases["note"])
        self.assertTrue(lost.segment_purchases["is_empty"])
        self.assertIn("was on 05/03/2023", lost.segment_purchases["title"])

    def test_returned_more_than_bought(self):
        client = self._create_buyer("Returned", ["2025-04-06", "2025-05-06"], 10)
        self._create_order(client, "2025-06-06", -50)
        self._recompute()
        self.assertFalse(self._get_amounts(client, "expected"))

    def test_expected_as_it_buys_now(self):
        # The months more than a year ago do not count: 90 each time, not 900.
        client = self._create_buyer("Fewer", ["2023-09-06", "2023-10-06"], 900)
        for day in ("2025-04-06", "2025-05-06", "2025-06-05", "2025-07-05"):
            self._create_order(client, day, 90)
        self._recompute()
        expected = self._get_amounts(client, "expected")
        self.assertEqual(expected["2025-08-01"], 90)

    def test_ordered_since_the_run(self):
        client = self._create_buyer(
            "Slowing", ["2025-02-15", "2025-03-17", "2025-04-16", "2025-05-16"]
        )
        self._recompute()
        self.assertIn("is slowing down", self._tell(client))
        self._create_order(client, "2025-07-15", 70)
        client.invalidate_recordset()
        self.assertIn(
            "has ordered since the classes were computed: on 07/15/2025.",
            self._tell(client),
        )
        self.assertEqual(self._get_amounts(client)["2025-07-01"], 70)
        self.assertFalse(self._get_amounts(client, "expected"))
        # Who may not know of orders does not learn of this one.
        other = self._create_user("sales_team.group_sale_salesman", login="other")
        self.assertNotIn("has ordered", self._tell(client, other))

    def test_one_query_for_the_charts_of_many(self):
        clients = self.env["res.partner"].concat(
            *(self._create_buyer(f"Client {n}", ["2025-06-20"]) for n in range(3))
        )
        self._recompute()

        def count(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.with_user(self.salesman).mapped("segment_purchases")
            return self.env.cr.sql_log_count - before

        count(clients)
        self.assertLessEqual(count(clients), count(clients[:1]))

    # The classes

    def test_a_reason_on_one_line(self):
        client = self._create_buyer(
            "Slowing", ["2025-02-15", "2025-03-17", "2025-04-16", "2025-05-16"]
        )
        self._recompute()
        html = str(client.with_user(self.manager).segment_explanation)
        self.assertIn("Orders every 30 days as a rule, silent for 60.", html)
        self.assertIn("Brings more than any other client.", html)
        self.assertIn("Brings 100.0 % of the profit.", html)
        other = self._create_user("sales_team.group_sale_salesman", login="other")
        html = str(client.with_user(other).segment_explanation)
        self.assertNotIn("o_segment_reason", html)
