from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common_day import DayCommon

RHYTHM = [150, 120, 90, 60]
FIVE_TIMES_LATE = [270, 240, 210, 180, 150]


@tagged("post_install", "-at_install")
class TestDayList(DayCommon):
    """What comes first, and what comes off."""

    def test_ranked_by_money_and_urgency(self):
        # 60 of 3 x 30 days late: two thirds of 400 x 0.8 = 213; all of 500 x 0.6 = 300
        self._create_buyer("Slowing", RHYTHM)
        self._create_buyer("Asleep", FIVE_TIMES_LATE)
        # A quotation stands for its own amount: 350 x 0.85 = 298
        self._create_quotation(self._create_buyer("Quoted", []), 5, amount=350)
        # However little it is about
        self._create_lead(self._create_buyer("Urgent", []), purchase_timing="urgent")
        self._classify()
        self.assertEqual(
            list(self._reasons()), ["Urgent", "Asleep", "Quoted", "Slowing"]
        )

    def test_the_reason_for_the_place(self):
        self._create_buyer("Asleep", FIVE_TIMES_LATE)
        self._classify()
        self.assertEqual(
            self._lines()[0]["why"],
            "Ranked by money times urgency (60 %). At stake: $500.",
        )

    def test_the_forecast_says_what_is_at_stake(self):
        slowing = self._create_buyer("Slowing", RHYTHM)
        self._create_buyer("Asleep", FIVE_TIMES_LATE)
        self._classify()
        self.assertEqual(list(self._reasons()), ["Asleep", "Slowing"])
        self.env.cr.execute(
            "UPDATE client_segment SET at_stake = 5000 WHERE partner_id = %s",
            (slowing.id,),
        )
        self.env.invalidate_all()
        self.assertEqual(list(self._reasons()), ["Slowing", "Asleep"])
        # It follows from margins, so only heads of sales are told.
        for user, told in ((self.salesman, False), (self.manager, True)):
            why = self._lines(user, user_id=self.salesman.id)[0]["why"]
            self.assertEqual("$5,000" in why, told, why)
        self._log(slowing)
        result = self.env["client.day.result"].search([("partner_id", "=", slowing.id)])
        self.assertEqual(result.at_stake, 5000)

    def test_short_list(self):
        self.company.segment_policy_id.day_limit = 2
        for amount in (300, 100, 200):
            self._create_buyer(f"Of {amount}", RHYTHM, amount=amount)
        self._classify()
        day = self._day()
        names = [line["client"]["name"] for line in day["lines"]]
        self.assertEqual(names, ["Of 300", "Of 200"])
        self.assertEqual(day["total"], 3)

    def test_settings_are_checked(self):
        policy = self.company.segment_policy_id
        for name, value in (
            ("day_limit", 0),
            ("day_limit", 101),
            ("day_quotation_days", 0),
            ("day_second_order_days", 366),
        ):
            with self.subTest(name), self.assertRaises(ValidationError):
                policy[name] = value

    def test_an_order_at_noon(self):
        client = self._create_buyer("Slowing", RHYTHM)
        contact = self._create_client("Buyer", parent_id=client.id, is_company=False)
        self._create_lead(client, purchase_timing="urgent")
        self._classify()
        self.assertEqual(list(self._reasons()), ["Slowing"])
        order = self._create_order(contact, self.today, 10, state="draft")
        self.assertEqual(list(self._reasons()), ["Slowing"])
        order.action_confirm()
        self.assertEqual(self._reasons(), {})

    def test_it_says_when_it_was_made(self):
        self._create_buyer("Slowing", RHYTHM)
        run = self._classify()
        self.assertEqual(self._day()["computed_on"], run.date_start)

    def test_phone_of_a_person(self):
        client = self._create_buyer("Slowing", RHYTHM)
        self._create_client(
            "Buyer", parent_id=client.id, is_company=False, phone="+7 495 1234567"
        )
        self._classify()
        self.assertEqual(self._lines()[0]["client"]["phone"], "+7 495 1234567")
        client.phone = "+7 812 7654321"
        self.assertEqual(self._lines()[0]["client"]["phone"], "+7 812 7654321")

    def test_next_step_of_the_playbook(self):
        self._create_buyer("Slowing", RHYTHM)
        self.env["client.segment.playbook"].search([]).active = False
        playbook = self.env["client.segment.playbook"].create(
            {
                "name": "Call before they go",
                "segment_class": "state:slowing",
                "goal": "Hear what has changed",
                "company_id": self.company.id,
            }
        )
        self._classify()
        self.assertEqual(
            self._lines()[0]["step"],
            {
                "id": playbook.id,
                "name": "Call before they go",
                "text": "Hear what has changed",
                "running": False,
                # It has no tasks.
                "can_start": False,
            },
        )

    def test_as_many_queries_for_many_clients(self):
        client = self._create_buyer("Slowing", RHYTHM)
        run = self._classify()
        counts = []
        for number in (0, 490):
            clones = self._clone_clients(client, number)
            self.env.cr.execute(
                """
                INSERT INTO client_segment (partner_id, company_id, run_id, state,
                       revenue, total_revenue, last_order_date, first_order_date,
                       usual_interval)
                SELECT clone, company_id, %s, state, revenue, total_revenue,
                       last_order_date, first_order_date, usual_interval
                  FROM client_segment, UNNEST(%s::integer[]) clone
                 WHERE partner_id = %s
                """,
                (run.id, clones.ids, client.id),
            )
            self.env.invalidate_all()
            self._day()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            day = self._day()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(day["total"], number + 1)
        self.assertLessEqual(counts[1], counts[0] + 1)
        self.assertLess(counts[1], 60)


@tagged("post_install", "-at_install")
class TestDayResult(DayCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls._create_buyer("Slowing", RHYTHM)
        cls._classify()

    def _results(self):
        return self.env["client.day.result"].search(
            [("company_id", "=", self.company.id)]
        )

    def test_each_result_sets_the_next_date_and_takes_the_client_off(self):
        for kind, days in (
            ("soon", 3),
            ("talked", 7),
            ("no_answer", 1),
            ("not_interested", 90),
            ("snoozed", 1),
            ("irrelevant", 180),
        ):
            with self.subTest(kind):
                self._log(self.client, kind, reason="Has closed down")
                result = self._results()
                due = self.today + timedelta(days=days)
                # Not on a weekend
                due += timedelta(
                    days=max(0, 7 - due.weekday()) % 7 * (due.weekday() > 4)
                )
                self.assertEqual(result.next_date, due)
                self.assertEqual(self._reasons(), {})
                self.env["client.day.result"].with_user(self.salesman).undo()
                self.assertFalse(self._results())
                self.assertEqual(list(self._reasons()), ["Slowing"])

    def test_the_next_date_can_be_chosen(self):
        day = self.today + timedelta(days=20)
        self._log(self.client, "soon", next_date=fields.Date.to_string(day))
        self.assertEqual(self._results().next_date, day)

    def test_what_is_kept(self):
        self._log(self.client, "talked", note="They <b>moved</b>")
        result = self._results()
        self.assertEqual(result.user_id, self.salesman)
        self.assertEqual(result.state, "slowing")
        # 400 a year, 60 of 3 x 30 days late
        self.assertAlmostEqual(result.at_stake, 400 * 2 / 3, 2)
        self.assertIn("They &lt;b&gt;moved", result.message_id.body)
        self.assertEqual(result.message_id.res_id, self.client.id)

    def test_the_client_comes_back_on_its_date(self):
        self._log(self.client, "no_answer")
        self._results().write({"date": self._ago(2), "next_date": self._ago(1)})
        self.assertEqual(self._reasons(), {"Slowing": ["promised", "late"]})
        self.assertIn("No answer", self._lines()[0]["reasons"][0]["text"])

    def test_who_has_ordered_need_not_be_called_back(self):
        client = self._create_buyer("New friend", [])
        self._log(client, "soon")
        self._results().write({"date": self._ago(2), "next_date": self._ago(1)})
        self.assertIn("New friend", self._reasons())
        order = self._create_order(client, self.today, 10)
        order.date_order = fields.Datetime.now() + timedelta(seconds=1)
        self.env["client.segment.run"].search(
            [("company_id", "=", self.company.id)]
        ).date_start = fields.Datetime.now() + timedelta(hours=1)
        self.assertNotIn("New friend", self._reasons())

    def test_undo_brings_back_the_result_before(self):
        self._log(self.client, "soon")
        first = self._results()
        first.write({"date": self._ago(5), "next_date": self._ago(1)})
        self._log(self.client, "talked")
        self.assertFalse(first.is_current)
        message = (self._results() - first).message_id
        results = self.env["client.day.result"].with_user(self.salesman)
        self.assertEqual(results.undo(), "Slowing")
        self.assertTrue(first.is_current)
        self.assertFalse(message.exists())
        with self.assertRaises(UserError):
            results.undo()

    def test_nobody_undoes_what_others_have_logged(self):
        self._log(self.client, user=self.manager, user_id=self.salesman.id)
        with self.assertRaises(UserError):
            self.env["client.day.result"].with_user(self.salesman).undo()

    def test_refused(self):
        for kind, values in (
            ("nonsense", {}),
            (["soon"], {}),
            ("irrelevant", {}),
            ("irrelevant", {"reason": "  "}),
            ("soon", {"next_date": fields.Date.to_string(self.today)}),
            ("soon", {"next_date": "tomorrow"}),
        ):
            with self.subTest(kind=kind, **values), self.assertRaises(UserError):
                self._log(self.client, kind, **values)
        self.assertFalse(self._results())
