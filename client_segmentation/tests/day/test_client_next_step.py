from odoo.tests import tagged

from .common_day import DayCommon


@tagged("post_install", "-at_install")
class TestClientNextStep(DayCommon):
    """The page of a client says what My Day would say of it."""

    def _step(self, client, user=None):
        client.invalidate_recordset(["segment_next_step"])
        return client.with_user(user or self.salesman).segment_next_step

    def test_same_reason_as_my_day(self):
        late = self._create_buyer("Late", (150, 120, 90, 60))
        self._classify()
        [line] = self._lines()
        step = self._step(late)
        self.assertEqual(
            [reason["text"] for reason in step["reasons"]],
            [reason["text"] for reason in line["reasons"]],
        )
        self.assertEqual(step["user_id"], self.salesman.id)
        self.assertTrue(step["may_log"])
        self.assertFalse(step["last"])

    def test_noted_today(self):
        late = self._create_buyer("Late", (150, 120, 90, 60))
        self._classify()
        self._log(late, "no_answer")
        step = self._step(late)
        # It is off the list, and the page says what was noted.
        self.assertFalse(step["reasons"])
        self.assertIn("No answer", step["last"])

    def test_nothing_to_do(self):
        steady = self._create_buyer("Steady", (70, 40, 10))
        self._classify()
        step = self._step(steady)
        self.assertFalse(step["reasons"])
        self.assertTrue(step["may_log"])

    def test_others_clients(self):
        late = self._create_buyer("Late", (150, 120, 90, 60), amount=9876)
        self._classify()
        step = self._step(late, self.colleague)
        self.assertFalse(step["reasons"])
        self.assertFalse(step["may_log"])
        self.assertNotIn("9,876", str(step))
        # The head of sales sees what the salesperson sees.
        step = self._step(late, self.manager)
        self.assertEqual(step["reasons"], self._step(late)["reasons"])
        self.assertEqual(step["user_id"], self.salesman.id)

    def test_no_salesperson(self):
        late = self._create_buyer("Late", (150, 120, 90, 60))
        self._classify()
        mailer = self._create_user("mass_mailing.group_mass_mailing_user")
        self.assertFalse(
            self.env["client.day"].with_user(mailer)._get_next_steps_of(late)
        )

    def test_as_many_queries_for_many(self):
        clients = self.env["res.partner"].concat(
            *(self._create_buyer(f"Late {n}", (150, 120, 90, 60)) for n in range(4))
        )
        self._classify()

        def count(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.with_user(self.salesman).mapped("segment_next_step")
            return self.env.cr.sql_log_count - before

        count(clients)
        self.assertLessEqual(count(clients), count(clients[:1]))
