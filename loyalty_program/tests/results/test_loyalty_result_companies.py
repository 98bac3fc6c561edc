from datetime import date

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.client_segmentation.tests.whole.listed import search_listed

from ...sql.results.result import select_drawn
from .test_loyalty_result import AS_OF, JOINED, LoyaltyResultCommon


@tagged("post_install", "-at_install")
class TestLoyaltyResultCompanies(LoyaltyResultCommon):
    """Racks at 100 with a margin of 40; five members and five controls."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch = cls._create_company("Branch", parent_id=cls.company.id)
        cls.sister = cls._create_company("Sister")
        cls._enrol()

    @classmethod
    def _create_company(cls, name, **values):
        company = cls.env["res.company"].create(
            {"name": name, "loyalty_gate": False, **values}
        )
        company.segment_policy_id.source = "order"
        cls.env.user.company_ids |= company
        cls.rack.with_company(company).standard_price = 60
        return company

    def _buy_in(self, company, quantity, members_only=False):
        """Each group buys ``quantity`` on average: two fewer to two more."""
        members, control = self._get_groups()
        for group in (members,) if members_only else (members, control):
            for more, client in enumerate(group, start=-2):
                order = self._buy(client, quantity + more, company_id=company.id)
                self.assertEqual(order.margin, 40 * (quantity + more))

    def _book_in(self, company, cost):
        """As an order of that company does it."""
        self.env["loyalty.benefit.entry"]._book(
            [
                {
                    "date": date(2026, 6, 15),
                    "program_id": self.program.id,
                    "partner_id": self._get_groups()[0][0].id,
                    "company_id": company.id,
                    "kind": "delivery",
                    "movement": "grant",
                    "quantity": 1,
                    "value": cost,
                    "cost": cost,
                }
            ]
        )

    def _measure_in(self, company):
        return self.env["loyalty.result"]._measure(self.program, company, AS_OF)

    def test_branches_count_with_their_company(self):
        """Members buy 10 racks here and 5 in the branch: 15 x 40 = 600 each, the
        control group 10 x 40 = 400. Benefits of 30 here and 20 there are 50 in all."""
        self.program.company_id = self.company
        self._buy_in(self.company, 10)
        self._buy_in(self.branch, 5, members_only=True)
        self._buy_in(self.sister, 100, members_only=True)
        self._book_in(self.company, 30)
        self._book_in(self.branch, 20)
        self.assertEqual(self.program._get_measured_companies(), self.company)
        result = self._measure_in(self.company)
        self.assertAlmostEqual(result.margin_member, 600)
        self.assertAlmostEqual(result.margin_control, 400)
        self.assertAlmostEqual(result.effect, 200)
        self.assertAlmostEqual(result.benefit_cost, 50)
        self.assertAlmostEqual(sum(result.month_ids.mapped("cost")), 50)
        action = result.action_open_entries()
        entries = search_listed(action, self.env)
        self.assertEqual(sorted(entries.mapped("cost")), [20, 30])

    def test_program_of_a_branch(self):
        """It runs there only: orders of the parent company are not its own."""
        self.program.company_id = self.branch
        self.program.member_ids.invalidate_recordset()
        self._buy_in(self.company, 10, members_only=True)
        self._buy_in(self.branch, 5)
        self.assertEqual(self.program._get_measured_companies(), self.branch)
        result = self._measure_in(self.branch)
        self.assertAlmostEqual(result.margin_member, 200)
        self.assertAlmostEqual(result.effect, 0)

    def test_program_of_all_companies(self):
        """Clients drawn here buy 10 racks here (400) and members 5 at the sister
        company (200), where nobody was drawn: both results are there, and add up."""
        self.program.company_id = False
        self._buy_in(self.company, 10)
        self._buy_in(self.sister, 5, members_only=True)
        self._book_in(self.company, 30)
        self._book_in(self.sister, 20)
        companies = self.program._get_measured_companies()
        self.assertEqual(companies, self.company | self.sister)
        here, there = (self._measure_in(company) for company in companies)
        self.assertEqual((here.member_count, there.member_count), (5, 5))
        self.assertAlmostEqual(here.effect, 0)
        self.assertAlmostEqual(there.effect, 200)
        self.assertAlmostEqual(there.margin_control, 0)
        self.assertAlmostEqual(here.benefit_cost, 30)
        self.assertAlmostEqual(there.benefit_cost, 20)

    def test_strata_of_two_companies(self):
        """Gold here is another class than gold there."""
        self.program.company_id = False
        first = self.program.member_ids[0]
        self.env.cr.execute(
            """UPDATE loyalty_member SET stratum = 'gold', "group" = 'member',
                      company_id = CASE WHEN id = %s THEN %s ELSE company_id END""",
            [first.id, self.sister.id],
        )
        results = self.env["loyalty.result"].with_company(self.company)
        span = results._get_span(self.program, self.company, JOINED, AS_OF)
        rows = results._select_sums(span, select_drawn(span))
        self.assertEqual(
            {row["stratum"]: row["clients"] for row in rows},
            {f"{self.company.id}:gold": 9, f"{self.sister.id}:gold": 1},
        )

    def test_job_measures_where_it_runs(self):
        self.program.company_id = False
        self._buy_in(self.company, 10)
        self._buy_in(self.sister, 5, members_only=True)
        job = self.env.ref("loyalty_program.ir_cron_measure")
        for _repetition in range(2):
            with self.enter_registry_test_mode():
                job.method_direct_trigger()
            results = self.program.result_ids
            self.assertEqual(len(results), 2)
            self.assertEqual(results.company_id, self.company | self.sister)

    def test_manager_of_one_company_sees_its_result_only(self):
        self.program.company_id = False
        self._buy_in(self.company, 10)
        self._buy_in(self.sister, 5, members_only=True)
        for company in self.program._get_measured_companies():
            self._measure_in(company)
        manager = new_test_user(
            self.env,
            "companies_manager",
            groups="sales_team.group_sale_manager",
            company_id=self.sister.id,
            company_ids=[Command.set(self.sister.ids)],
        )
        found = self.env["loyalty.result"].with_user(manager).search([])
        self.assertEqual(found.company_id, self.sister)

    def test_baseline_of_branches(self):
        """What the case is planned from is where the result will be measured."""
        self.program.company_id = self.company
        plan = self.env["loyalty.plan"].create(
            {"name": "Case", "program_id": self.program.id, "baseline_months": 12}
        )
        month = plan._get_baseline_period()[1]
        client = self.clients[0]
        for company in (self.company, self.branch, self.sister):
            day = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 10)
            self._buy(client.with_company(company), 1, day=day, company_id=company.id)
        start, end = plan._get_baseline_period()
        row = plan._read_baseline(start, end)
        self.assertEqual((row["orders"], row["revenue"]), (2, 20000))
