import random
from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from ..benefits.common_benefits import LoyaltyBenefitsCommon

JOINED = date(2026, 6, 1)
# 61 days since JOINED, two months; 61 days before begin on 1 April
AS_OF = date(2026, 7, 31)


class LoyaltyResultCommon(LoyaltyBenefitsCommon):
    """Racks at 100 with a margin of 40, bought by members and control group."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.segment_policy_id.source = "order"
        cls.program = cls._create_program(control_share=0.5, stratify_by=False)
        cls._plan_looks()

    @classmethod
    def _plan_looks(cls, count=1, decision_on=AS_OF):
        """One look: the interval decides that is shown, on the day measured."""
        looks = {"decision_on": decision_on, "look_count": count}
        cls.program._machine_write(looks)

    @classmethod
    def _enrol(cls, clients=None, joined_on=JOINED):
        return cls.env["loyalty.member"].create(
            [
                {
                    "program_id": cls.program.id,
                    "partner_id": client.id,
                    "joined_on": joined_on,
                }
                for client in clients or cls.clients
            ]
        )

    def _get_groups(self):
        members = self.program.member_ids.sorted("id")
        return (
            members.filtered(lambda m: m.group == "member").partner_id,
            members.filtered(lambda m: m.group == "control").partner_id,
        )

    def _buy(self, client, quantity, day=date(2026, 6, 10), **values):
        order = self.env["sale.order"].create(
            {
                "partner_id": client.id,
                "order_line": [
                    Command.create(
                        {"product_id": self.rack.id, "product_uom_qty": quantity}
                    )
                ],
                **values,
            }
        )
        order.write({"state": "sale", "date_order": f"{day} 12:00:00"})
        return order

    def _book(self, cost, kind="discount", day=date(2026, 6, 15), client=None):
        self.env["loyalty.benefit.entry"]._book(
            [
                {
                    "date": day,
                    "program_id": self.program.id,
                    "partner_id": (client or self._get_groups()[0][:1]).id,
                    "company_id": self.company.id,
                    "kind": kind,
                    "movement": "grant",
                    "quantity": 1,
                    "value": cost,
                    "cost": cost,
                }
            ]
        )

    def _compare_with_strangers(self):
        self.program.control_share = 0
        strangers = self.env["res.partner"].create(
            [{"name": f"Stranger {number}"} for number in range(4)]
        )
        self._enrol(self.clients[:3])
        for client, before, since in (
            (self.clients[0], 10, 30),
            (self.clients[1], 10, 30),
            (strangers[0], 10, 15),
            (strangers[1], 10, 15),
            (strangers[2], 10, 21),
            # Buys much more: not like any member
            (strangers[3], 1000, 1500),
        ):
            # Matched by the span from 30 January on, compared with that from 1 April on
            self._buy(client, before, day=date(2026, 3, 5))
            self._buy(client, before, day=date(2026, 5, 5))
            self._buy(client, since)

    def _issue_points(self, balance, history):
        """A card with a balance, and ``[(issued, used)]``."""
        return self.env["loyalty.card"].create(
            {
                "program_id": self.program.id,
                "partner_id": self._get_groups()[0][0].id,
                "points": balance,
                "history_ids": [
                    Command.create(
                        {"description": "Order", "issued": issued, "used": used}
                    )
                    for issued, used in history
                ],
            }
        )

    def _measure(self, as_of=AS_OF):
        results = self.env["loyalty.result"]
        return results._measure(self.program, self.company, as_of)


@tagged("post_install", "-at_install")
class TestLoyaltyResult(LoyaltyResultCommon):
    def _buy_by_group(self):
        """Members bring margins of 400, 800 ... 2000, the others 200 ... 1000."""
        self._enrol()
        members, control = self._get_groups()
        for number, client in enumerate(members, start=1):
            self._buy(client, 10 * number)
        for number, client in enumerate(control, start=1):
            self._buy(client, 5 * number)

    def test_against_the_control_group(self):
        """1200 against 600, variances of 400,000 and 100,000: a standard error of
        sqrt(500,000 / 5) = 316.23, 100,000^2 / ((80,000^2 + 20,000^2) / 4) = 5.88
        degrees of freedom, for which t is 2.459: 600 ± 777."""
        self._buy_by_group()
        result = self._measure()
        self.assertEqual(result.method, "control")
        self.assertEqual((result.member_count, result.control_count), (5, 5))
        self.assertAlmostEqual(result.margin_member, 1200)
        self.assertAlmostEqual(result.margin_control, 600)
        self.assertAlmostEqual(result.revenue_effect, 1500)
        self.assertAlmostEqual(result.orders_member, 1)
        self.assertAlmostEqual(result.effect, 600)
        self.assertAlmostEqual(result.effect_high, 600 + 2.459 * 316.23, delta=0.5)
        self.assertAlmostEqual(result.effect_low, 600 - 2.459 * 316.23, delta=0.5)
        self.assertAlmostEqual(result.incremental_profit, 3000)
        self.assertFalse(result.has_roi)
        # A tenth of 600; it would take thousands to see that
        self.assertEqual(result.verdict, "too_small")
        self.assertAlmostEqual(result.worthwhile, 60)
        # 500,000 x 7.849 / 60^2 = 1090.1
        self.assertEqual((result.needed_members, result.needed_control), (1091, 1091))

    def test_discounts_count_once(self):
        """The orders of members carry 500 of discount: their margin is lower by it.
        2 more delivery cost of 100 lies outside. ROI = (3000 + 500 - 600) / 600."""
        self._buy_by_group()
        self._book(500)
        self._book(60, "delivery")
        self._book(40, "delivery")
        self._book(1000, "delivery", day=date(2026, 8, 1))
        result = self._measure()
        self.assertAlmostEqual(result.cost, 600)
        self.assertAlmostEqual(result.incremental_profit, 3500)
        self.assertAlmostEqual(result.effect, 700)
        self.assertAlmostEqual(result.net_effect, 2900)
        self.assertAlmostEqual(result.roi, 2900 / 600)
        self.assertAlmostEqual(result.worthwhile, 120)
        self.assertEqual(result.break_even, "reached")
        self.assertEqual(result.break_even_on, JOINED)

    def test_what_counts_and_what_does_not(self):
        """Only confirmed orders of the span, those of contacts too."""
        self._enrol()
        members, control = self._get_groups()
        contact = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": members[0].id}
        )
        self._buy(contact, 10, day=AS_OF)
        self._buy(members[0], 20, day=JOINED)
        self._buy(members[1], 99, day=AS_OF + timedelta(days=1))
        self._buy(members[1], 99).state = "cancel"
        self._buy(members[2], 99, day=date(2026, 3, 31))
        self._buy(control[0], 10, day=date(2026, 4, 1))
        self._buy(members[3], 7, day=JOINED - timedelta(days=1))
        result = self._measure()
        self.assertAlmostEqual(result.margin_member, 30 * 40 / 5)
        self.assertAlmostEqual(result.margin_control, 0)
        self.assertAlmostEqual(result.margin_member_before, 7 * 40 / 5)
        self.assertAlmostEqual(result.margin_control_before, 10 * 40 / 5)
        self.assertEqual((result.retention_member, result.retention_control), (0, 0))

    def test_who_left_counts_all_the_same(self):
        self._buy_by_group()
        members, _control = self._get_groups()
        member = self.program.member_ids.filtered(lambda m: m.partner_id == members[4])
        member.action_leave()
        result = self._measure()
        self.assertAlmostEqual(result.margin_member, 1200)
        self.assertEqual(result.member_count, 5)

    def test_other_currency(self):
        """At a rate of 2 an order of 1,000 is worth 500."""
        pricelist = self._create_foreign_pricelist([{"rate": 2, "name": "2020-01-01"}])
        self._enrol()
        members, _control = self._get_groups()
        self._buy(members[0], 5, pricelist_id=pricelist.id)
        result = self._measure()
        self.assertAlmostEqual(result.revenue_member, 500 / 5)

    def test_similar_clients(self):
        """Nobody in the control group. Two members bought 10 racks (margin 400)
        before and 30 since, two strangers 10 and 15, another 10 and 21: changes of
        800 against 200, 200 and 440, on average 280: 520 more."""
        self._compare_with_strangers()
        result = self._measure()
        self.assertEqual(result.method, "similar")
        self.assertEqual((result.member_count, result.control_count), (2, 3))
        self.assertEqual(result.left_out_count, 1)
        self.assertAlmostEqual(result.effect, 520)
        self.assertIn("no control group", result.panel)

    def test_roi_against_similar_clients(self):
        """As above, 520 more of each of two members; a delivery to each costs 100, and
        one of 5,000 to the member who is left out does not count, as his orders do
        not: (1,040 - 200) / 200 = 4.2."""
        self._compare_with_strangers()
        for client, cost in zip(self.clients, (100, 100, 5000), strict=False):
            self._book(cost, "delivery", client=client)
        result = self._measure()
        self.assertAlmostEqual(result.incremental_profit, 1040)
        self.assertAlmostEqual(result.cost, 200)
        self.assertAlmostEqual(result.roi, 4.2)
        self.assertAlmostEqual(sum(result.month_ids.mapped("cost")), 200)
        self.assertIn("with their cost", result.panel)

    def test_discounts_of_those_left_out(self):
        """40 of discount of one who is compared lie in the margin, 300 of the one who
        is left out do not: (1,040 + 40 - 40) / 40 = 26."""
        self._compare_with_strangers()
        self._book(40, client=self.clients[0])
        self._book(300, client=self.clients[2])
        result = self._measure()
        self.assertAlmostEqual(result.incremental_profit, 1080)
        self.assertAlmostEqual(result.cost, 40)
        self.assertAlmostEqual(result.roi, 26)

    def test_before_and_after(self):
        """Changes of 400, 800 and 0: 400 ± 4.303 x 400 / sqrt(3)."""
        self.program.control_share = 0
        self._enrol(self.clients[:3])
        for client, before, since in zip(
            self.clients, (10, 20, 5), (20, 40, 5), strict=False
        ):
            self._buy(client, before, day=date(2026, 5, 5))
            self._buy(client, since)
        self.env["sale.order"].search(
            [("partner_id", "not in", self.clients.ids), ("state", "=", "sale")]
        ).write({"state": "cancel"})
        result = self._measure()
        self.assertEqual(result.method, "before")
        self.assertAlmostEqual(result.effect, 400)
        self.assertAlmostEqual(
            result.effect_high, 400 + 4.303 * 400 / 3**0.5, delta=0.5
        )
        self.assertIn("as an indication", result.panel)

    def test_words_instead_of_figures(self):
        result = self._measure()
        self.assertEqual((result.verdict, result.reason), ("none", "no_members"))
        self.assertIn("no members", result.panel)
        self._enrol()
        result = self._measure(JOINED - timedelta(days=1))
        self.assertEqual((result.verdict, result.reason), ("none", "not_started"))
        result = self._measure()
        self.assertEqual((result.verdict, result.reason), ("none", "no_orders"))
        for client in self.clients:
            self._buy(client, 1)
        result = self._measure()
        self.assertEqual((result.verdict, result.reason), ("none", "no_spread"))
        self.assertAlmostEqual(result.margin_member, 40)

    def test_months(self):
        """Two months since and two before the launch; the months add up."""
        self._buy_by_group()
        members, _control = self._get_groups()
        self._buy(members[0], 10, day=date(2026, 7, 20))
        self._buy(members[0], 10, day=date(2026, 5, 20))
        self._book(250)
        result = self._measure()
        months = result.month_ids
        self.assertEqual(months.mapped("number"), [-2, -1, 0, 1, 2])
        self.assertEqual(months[1].date, date(2026, 5, 1))
        self.assertAlmostEqual(months[1].margin_member, 80)
        self.assertAlmostEqual(months[3].margin_member, 1200)
        self.assertAlmostEqual(months[4].margin_member, 80)
        self.assertAlmostEqual(months[3].buyers_member, 1)
        self.assertAlmostEqual(months[4].buyers_member, 0.2)
        self.assertEqual(months[4].members, 5)
        self.assertFalse(months[4].is_partial)
        self.assertAlmostEqual(
            sum(months.mapped("incremental_profit")), result.incremental_profit
        )
        self.assertAlmostEqual(months[4].cumulative, result.net_effect)
        self.assertAlmostEqual(months[3].cost, 250)

    def test_points(self):
        """Of 100 points 40 were used for discounts of 500, and 50 are on cards: 10 are
        lost, and at 12.50 each we owe 625."""
        self._enrol()
        self._issue_points(50, [(100, 0), (0, 40)])
        self._book(500)
        result = self._measure(date.today())
        self.assertAlmostEqual(result.redemption_rate, 0.4)
        self.assertAlmostEqual(result.breakage, 0.1)
        self.assertAlmostEqual(result.points_liability, 625)
        self.assertEqual(result.points_valued, "all")

    def test_points_before_the_first_is_used(self):
        self._enrol()
        self._issue_points(100, [(100, 0)])
        self.assertEqual(self._measure(date.today()).points_valued, "unknown")

    def test_points_of_a_past_day(self):
        """On 31 July 100 were issued and 40 used: 60 on cards at 12.50 each are 750.
        Since then 30 came, 20 went, and a card with 70."""
        self._enrol()
        card = self._issue_points(70, [(100, 0), (0, 40), (30, 0), (0, 20)])
        # 23:59 in UTC is still that day where the company is
        self.company.resource_calendar_id.tz = "UTC"
        self._date(card, "2026-06-01 12:00:00")
        self._date(card.history_ids.sorted("id")[:2], "2026-07-31 23:59:00")
        self._date(card.history_ids.sorted("id")[2:], "2026-08-01 00:00:00")
        self._date(self._issue_points(70, []), "2026-08-02 12:00:00")
        self._book(500)
        result = self._measure()
        self.assertAlmostEqual(result.points_balance, 60)
        self.assertAlmostEqual(result.breakage, 0)
        self.assertAlmostEqual(result.points_liability, 750)

    def test_points_liability_by_month(self):
        """100 points in June, 20 used there and 20 in July, at 500 / 40 = 12.50: 1,250
        set aside and 250 released, then only 250 released. 80 and 60 are on cards."""
        self._enrol()
        card = self._issue_points(60, [(100, 0), (0, 20), (0, 20)])
        self.company.resource_calendar_id.tz = "UTC"
        self._date(card, "2026-06-01 12:00:00")
        self._date(card.history_ids.sorted("id")[:2], "2026-06-30 23:59:00")
        self._date(card.history_ids.sorted("id")[2], "2026-07-01 00:00:00")
        self._book(500)
        result = self._measure()
        june, july = result.month_ids.filtered(lambda month: month.number > 0)
        self.assertAlmostEqual(june.points_set_aside, 1250)
        self.assertAlmostEqual(june.points_released, 250)
        self.assertAlmostEqual(june.points_liability, 1000)
        self.assertAlmostEqual(july.points_set_aside, 0)
        self.assertAlmostEqual(july.points_released, 250)
        self.assertAlmostEqual(july.points_liability, 750)
        self.assertAlmostEqual(july.points_liability, result.points_liability)

    def _date(self, records, moment):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET create_date = %s WHERE id = ANY(%s)",
                SQL.identifier(records._table),
                moment,
                records.ids,
            )
        )
        records.invalidate_recordset()

    def test_lifetime_value(self):
        """All had bought in the year before, four of five members have since, 10
        racks each: a margin of 320 a year, and 320 x 0.8 / (1 + 0.1 - 0.8) = 853."""
        self.company.segment_policy_id.ltv_discount = 10
        self._enrol(joined_on=AS_OF - timedelta(days=364))
        members, control = self._get_groups()
        for client in self.clients:
            self._buy(client, 10, day=AS_OF - timedelta(days=500))
        for client in members[:4]:
            self._buy(client, 10)
        result = self._measure()
        self.assertAlmostEqual(result.retention_member, 0.8)
        self.assertAlmostEqual(result.lifetime_member, 853, delta=2)
        self.assertEqual(result.lifetime_control, 0)

    def test_one_result_a_day(self):
        self._buy_by_group()
        first = self._measure(date(2026, 6, 30))
        second = self._measure()
        again = self._measure()
        self.assertFalse(second.exists())
        self.assertEqual(self.program.result_ids, first | again)
        self.assertFalse(first.is_latest)
        self.assertTrue(again.is_latest)

    def test_every_week(self):
        self._enrol()
        with self.enter_registry_test_mode():
            self.env.ref("loyalty_program.ir_cron_measure").method_direct_trigger()
        self.assertEqual(len(self.program.result_ids), 1)

    def test_statements_do_not_depend_on_clients(self):
        self._buy_by_group()
        self._measure()
        counts = []
        for number in (0, 100):
            more = self.env["res.partner"].create(
                [{"name": f"More {index}"} for index in range(number)]
            )
            if more:
                self._enrol(more)
                for client in more[:20]:
                    self._buy(client, 3)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._measure()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)


@tagged("post_install", "-at_install")
class TestLoyaltyResultSimulation(LoyaltyResultCommon):
    """Sixty clients buy about as much as before; the seed makes each run the same.
    How often the interval holds the truth: see test_result_simulation."""

    def _simulate(self, extra):
        """Members buy ``extra`` racks more, each with a margin of 40."""
        generator = random.Random(20260601)
        clients = self.env["res.partner"].create(
            [{"name": f"Simulated {number}"} for number in range(60)]
        )
        self._enrol(clients)
        members, control = self._get_groups()
        # Group by group: who is drawn depends on the clients' numbers
        for group, planted in ((members, extra), (control, 0)):
            for client in group:
                usual = generator.randint(5, 60)
                self._buy(client, usual, day=date(2026, 5, 10))
                self._buy(client, usual + generator.randint(-4, 4) + planted)
        return self._measure()

    def test_planted_effect_is_recovered(self):
        result = self._simulate(10)
        self.assertEqual(result.method, "control")
        self.assertTrue(result.is_adjusted)
        self.assertGreater(result.effect_low, 0)
        self.assertLessEqual(result.effect_low, 400)
        self.assertGreaterEqual(result.effect_high, 400)
        self.assertEqual(result.verdict, "pays")

    def test_no_effect_reports_none(self):
        result = self._simulate(0)
        self.assertLessEqual(result.effect_low, 0)
        self.assertGreaterEqual(result.effect_high, 0)
        self.assertIn(result.verdict, ("too_small", "no_effect"))


@tagged("post_install", "-at_install")
class TestLoyaltyResultPlan(LoyaltyResultCommon):
    def _approve_plan(self, **values):
        """10,000 at launch, 1,000 a month, 20 for each who joins."""
        plan = self.env["loyalty.plan"].create(
            {
                "name": "Likely",
                "program_id": self.program.id,
                "client_count": 10,
                "enrolment": 0.5,
                "average_order": 1000,
                "margin": 0.4,
                "frequency_uplift": 0.5,
                "cost_one_off": 10000,
                "cost_monthly": 1000,
                "cost_per_member": 20,
                "horizon": 12,
                **values,
            }
        )
        plan.action_submit()
        plan.action_approve()
        return plan

    def test_running_costs_and_plan(self):
        """10,000 + 2 x 1,000 + 5 x 20 by the end of the second month."""
        plan = self._approve_plan()
        self._enrol()
        for number, client in enumerate(self.clients):
            self._buy(client, 10 + number)
        result = self._measure()
        self.assertAlmostEqual(result.running_cost, 12100)
        self.assertAlmostEqual(result.roi_planned, plan.roi)
        self.assertEqual(result.verdict, "loses")
        months = result.month_ids.filtered(lambda month: month.number >= 0)
        self.assertAlmostEqual(months[0].cost, 10000)
        self.assertAlmostEqual(months[1].cost, 1100)
        self.assertEqual(months.mapped("planned_net"), plan.month_ids[:3].mapped("net"))

    def test_running_costs_of_those_compared(self):
        """Two of three members have similar clients: two thirds of 10,000 + 2 x 1,000
        + 3 x 20, and of the plan."""
        plan = self._approve_plan()
        self._compare_with_strangers()
        result = self._measure()
        self.assertAlmostEqual(result.running_cost, 8040)
        months = result.month_ids.filtered(lambda month: month.number == 0)
        self.assertAlmostEqual(
            months.planned_net, plan.month_ids[0].net * 2 / 3, places=2
        )

    def test_points_as_the_case_assumes(self):
        """9,500 of 10,000 will be redeemed and 4,500 are: 5,000, of which 1,000 lapsed.
        The 4,500 on cards at 900 / 4,500 = 0.20 each are 900."""
        self._approve_plan(redemption=0.95)
        self._enrol()
        self._issue_points(4500, [(10000, 4500)])
        self._book(900)
        result = self._measure(date.today())
        self.assertEqual(result.points_valued, "expected")
        self.assertAlmostEqual(result.points_liability, 900)
        self.assertAlmostEqual(result.breakage, 0.1)

    def test_part_of_the_points(self):
        """8,000 of 10,000 will be redeemed and 4,500 are: 3,500 x 0.20."""
        self._approve_plan(redemption=0.8)
        self._enrol()
        self._issue_points(4500, [(10000, 4500)])
        self._book(900)
        self.assertAlmostEqual(self._measure(date.today()).points_liability, 700)

    def test_more_points_used_than_the_case_assumes(self):
        """Half of 1,000 were to be redeemed and 600 are, for 300: 400 x 0.50."""
        self._approve_plan(redemption=0.5)
        self._enrol()
        self._issue_points(400, [(1000, 600)])
        self._book(300)
        result = self._measure(date.today())
        self.assertEqual(result.points_valued, "exceeded")
        self.assertAlmostEqual(result.points_liability, 200)

    def test_part_of_a_month(self):
        """15 of the 30 days of June."""
        self._approve_plan()
        self._enrol()
        for number, client in enumerate(self.clients):
            self._buy(client, 10 + number)
        result = self._measure(date(2026, 6, 15))
        self.assertAlmostEqual(result.running_cost, 10000 + 500 + 100)
        self.assertTrue(result.month_ids[-1:].is_partial)


@tagged("post_install", "-at_install")
class TestLoyaltyResultAccess(LoyaltyResultCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._enrol()

    def _measure_some(self):
        for number, client in enumerate(self.clients):
            self._buy(client, 10 + number)
        self._book(100)
        return self._measure()

    def test_salesperson_sees_the_roi_only(self):
        program = self.program.with_user(self.salesman)
        self.assertEqual(program.roi_actual, 0)
        self.assertEqual(program.roi_actual_remark, "Not measured yet")
        result = self._measure_some()
        program.invalidate_recordset()
        self.assertAlmostEqual(program.roi_actual, result.roi)
        self.assertIn("95% confidence", program.roi_actual_remark)
        for action in (
            lambda: result.with_user(self.salesman).read(["roi"]),
            lambda: result.month_ids.with_user(self.salesman).read(["net"]),
            lambda: program.read(["result_ids"]),
            program.action_measure,
        ):
            with self.assertRaises(AccessError):
                action()

    def test_manager_measures_and_types_nothing(self):
        program = self.program.with_user(self.manager)
        action = program.action_measure()
        result = self.env["loyalty.result"].with_user(self.manager)
        result = result.browse(action["res_id"])
        self.assertEqual(result.user_id, self.manager)
        self.assertTrue(result.panel)
        for change in (
            lambda: result.write({"roi": 5}),
            lambda: result.unlink(),
            lambda: result.create({"program_id": program.id}),
            lambda: result.month_ids.write({"net": 5}),
        ):
            with self.assertRaises(UserError):
                change()
        with self.assertRaises(UserError):
            result.sudo().write({"roi": 5})

    def test_other_company(self):
        result = self._measure_some()
        other = self.env["res.company"].create({"name": "Other", "loyalty_gate": False})
        stranger = new_test_user(
            self.env,
            "result_stranger",
            groups="sales_team.group_sale_manager",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        with self.assertRaises(AccessError):
            result.with_user(stranger).read(["roi"])
        self.program.company_id = False
        program = self.program.with_user(stranger)
        self.assertEqual(program.roi_actual, 0)
        self.assertEqual(program.roi_actual_remark, "Not measured yet")
        action = program.action_measure()
        empty = self.env["loyalty.result"].browse(action["res_id"])
        self.assertEqual((empty.company_id, empty.reason), (other, "no_members"))
