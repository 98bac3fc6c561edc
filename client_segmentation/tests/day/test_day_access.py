from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common_day import DayCommon

RHYTHM = [150, 120, 90, 60]


@tagged("post_install", "-at_install")
class TestDayAccess(DayCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls._create_buyer("Slowing", RHYTHM)
        cls._classify()

    def _hand_over(self, deputy, days=0):
        return (
            self.env["client.day.handover"]
            .with_user(self.manager)
            .create(
                {
                    "user_id": self.salesman.id,
                    "deputy_id": deputy.id,
                    "date_end": self.today + timedelta(days=days),
                }
            )
        )

    def test_own_clients_only(self):
        self.assertEqual(self._reasons(self.colleague), {})

    def test_who_is_no_salesperson_has_no_day(self):
        for groups in ("base.group_user", "base.group_portal"):
            user = new_test_user(
                self.env, login=groups, groups=groups, company_id=self.company.id
            )
            with self.subTest(groups):
                with self.assertRaises(AccessError):
                    self._day(user)
                with self.assertRaises(AccessError):
                    self._log(self.client, user=user)
                with self.assertRaises(AccessError):
                    self.env["client.day.result"].with_user(user).undo()
                with self.assertRaises(AccessError):
                    self.env["client.day"].with_user(user).get_team()

    def test_the_day_of_somebody_else(self):
        with self.assertRaises(AccessError):
            self._day(self.colleague, user_id=self.salesman.id)
        with self.assertRaises(AccessError):
            self._log(self.client, user=self.colleague, user_id=self.salesman.id)
        (line,) = self._lines(self.manager, user_id=self.salesman.id)
        self.assertEqual(line["client"]["id"], self.client.id)

    def test_no_result_for_others_clients(self):
        with self.assertRaises(AccessError):
            self._log(self.client, user=self.colleague)
        self._create_lead(
            self.client, user_id=self.colleague.id, purchase_timing="urgent"
        )
        self._log(self.client, user=self.colleague)

    def test_no_result_for_a_client_that_cannot_be_seen(self):
        other = self._create_company("Elsewhere")
        foreign = self._create_client("Foreign", company_id=other.id)
        foreign.user_id = self.salesman
        with self.assertRaises(AccessError):
            self._log(foreign)
        with self.assertRaises(UserError):
            self._log(foreign.browse())

    def test_what_others_clients_buy_is_not_told(self):
        lead = self._create_lead(
            self.client, user_id=self.colleague.id, purchase_timing="urgent"
        )
        (line,) = self._lines(self.colleague)
        self.assertEqual(line["why"], "Has to happen today, so it comes first.")
        self.assertNotIn("$", str(line["reasons"]))
        lead.user_id = self.salesman
        # 4 x 100 a year, 60 of 90 days late
        self.assertIn("At stake: $267.", self._lines()[0]["why"])

    def test_no_other_way_to_results(self):
        self._log(self.client)
        result = self.env["client.day.result"].search(
            [("partner_id", "=", self.client.id)]
        )
        for user in (self.salesman, self.manager):
            own = result.with_user(user)
            for refused in (
                lambda own=own: own.write({"kind": "soon"}),
                lambda own=own: own.unlink(),
                lambda own=own: own.copy(),
            ):
                with self.assertRaises(AccessError):
                    refused()
        results = self.env["client.day.result"]
        self.assertTrue(results.with_user(self.salesman).search([]))
        self.assertFalse(results.with_user(self.colleague).search([]))
        self.assertTrue(results.with_user(self.manager).search([]))
        with self.assertRaises(AccessError):
            result.with_user(self.salesman).read(["at_stake"])
        self.assertTrue(result.with_user(self.manager).at_stake)

    def test_hand_over(self):
        with self.assertRaises(AccessError):
            self.env["client.day.handover"].with_user(self.salesman).create(
                {"user_id": self.salesman.id, "deputy_id": self.colleague.id}
            )
        self._hand_over(self.colleague)
        day = self._day(self.colleague)
        (line,) = day["lines"]
        self.assertEqual(line["owner"], self.salesman.name)
        self.assertEqual(day["stands_in_for"], [self.salesman.name])
        self._log(self.client, user=self.colleague, user_id=self.salesman.id)
        self.assertEqual(self._lines(self.colleague), [])
        self.assertEqual(self._lines(), [])

    def test_a_hand_over_ends(self):
        self._hand_over(self.colleague, days=-1)
        self.assertEqual(self._reasons(self.colleague), {})
        with self.assertRaises(AccessError):
            self._day(self.colleague, user_id=self.salesman.id)

    def test_nobody_stands_in_for_themselves(self):
        with self.assertRaises(ValidationError):
            self._hand_over(self.salesman)

    def test_start_page(self):
        action = self.env.ref("client_segmentation.client_day_action")
        Http = self.env["ir.http"]
        self.assertEqual(Http.with_user(self.salesman)._get_day_action_id(), action.id)
        self.assertFalse(Http.with_user(self.manager)._get_day_action_id())
        self.company.segment_policy_id.day_is_start = False
        self.assertFalse(Http.with_user(self.salesman)._get_day_action_id())


@tagged("post_install", "-at_install")
class TestDayTeam(DayCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = [
            cls._create_buyer(f"Of {amount}", RHYTHM, amount=amount)
            for amount in (300, 600, 900)
        ]
        cls._classify()

    def _team(self):
        team = self.env["client.day"].with_user(self.manager).get_team()
        return {row["id"]: row for row in team["people"]}

    def test_team_is_for_heads_of_sales(self):
        with self.assertRaises(AccessError):
            self.env["client.day"].with_user(self.salesman).get_team()

    def test_figures(self):
        self._log(self.clients[0])
        self._log(self.clients[1], "snoozed")
        self._create_lead(self._create_buyer("Hurry", []), purchase_timing="urgent")
        row = self._team()[self.salesman.id]
        # Of 900 is late and left: 4 x 900 a year, 60 of 90 days late; a client who
        # was put off has not been called.
        self.assertEqual((row["done"], row["left"], row["late"]), (1, 2, 1))
        self.assertAlmostEqual(float(row["stake"]), 3600 * 2 / 3, 2)
        self.assertEqual(row["won_back"], 0)
        self.assertNotIn(self.colleague.id, self._team())

    def test_won_back(self):
        self._log(self.clients[0])
        self._log(self.clients[1], "snoozed")
        for client in self.clients:
            self._create_order(client, self.today, 100)
        self._classify()
        row = self._team()[self.salesman.id]
        # Nobody has called the third, and the second was only put off.
        self.assertEqual(row["won_back"], 1)

    def test_who_stands_in(self):
        self.env["client.day.handover"].with_user(self.manager).create(
            {"user_id": self.salesman.id, "deputy_id": self.colleague.id}
        )
        row = self._team()[self.salesman.id]
        self.assertEqual(row["handover"]["deputy"], "Colleague")
