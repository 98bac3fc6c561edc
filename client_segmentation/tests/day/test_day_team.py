from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...sql.day import lines
from ..whole.listed import ListedCase, search_listed
from .common_day import DayCommon


@tagged("post_install", "-at_install")
class TestDayTeam(ListedCase, DayCommon):
    """The figures of the team, from what the run has counted, are those of the
    lists."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.late, cls.asleep, cls.lost = (
            cls._create_buyer(name, ages, amount)
            for name, ages, amount in (
                ("Late", (145, 115, 85, 55), 100),
                ("Asleep", (250, 220, 190, 160), 200),
                ("Lost", (800, 770, 740), 300),
            )
        )
        cls.fine = cls._create_buyer("Fine", (70, 40, 10))
        cls.gift = cls._create_buyer("Gift", (250, 220, 190, 160), 0)
        cls.second = cls._create_buyer("Second", (45,))
        cls.foreign = cls._create_buyer("Foreign", (250, 220, 190, 160), 150)
        cls.theirs = cls._create_buyer("Theirs", (250, 220, 190, 160), 70)
        cls.theirs.user_id = cls.colleague
        cls._classify()

    def _get_people(self):
        team = self.env["client.day"].with_user(self.manager).get_team()
        return {person["id"]: person for person in team["people"]}

    def _count_lists(self, user):
        """Left, late and money at stake, from the list itself."""
        Day = self.env["client.day"].with_user(self.manager)
        rows = Day._select(self._select_lines(Day, user))
        late = {
            row["line_key"]: row["stake"]
            for row in rows
            if row["reason"] in ("late", "asleep", "lost")
        }
        return len({r["line_key"] for r in rows}), len(late), float(sum(late.values()))

    def _select_lines(self, day, user):
        scope = day._get_scope(user)
        return lines.select_lines(scope, day._select_found(scope), 1000)

    def assertAgrees(self, expected):
        """Check left and late of the salesperson and the colleague, and that all
        figures are those of the lists."""
        people = self._get_people()
        for user, (left, late) in expected.items():
            person = people.get(user.id) or {"left": 0, "late": 0, "stake": 0}
            self.assertEqual((person["left"], person["late"]), (left, late))
            found = self._count_lists(user)
            self.assertEqual(found[:2], (left, late))
            self.assertAlmostEqual(float(person["stake"]), found[2], 2)

    def test_late_and_second(self):
        self.assertAgrees({self.salesman: (5, 4), self.colleague: (1, 1)})

    def test_several_reasons_are_one_line(self):
        self._create_lead(self.late, purchase_timing="urgent")
        self._create_lead(self.fine, purchase_timing="urgent")
        self.assertAgrees({self.salesman: (6, 4), self.colleague: (1, 1)})

    def test_reasons_about_clients_of_others(self):
        """A late client of the colleague, with an opportunity of the salesperson."""
        self._create_lead(self.theirs, purchase_timing="urgent")
        self.assertAgrees({self.salesman: (6, 4), self.colleague: (1, 1)})

    def test_what_happens_after_the_run(self):
        self._log(self.late)
        self._create_order(self.asleep, self.today + timedelta(days=1), 10)
        self._log(self.fine)
        self.lost.active = False
        self.foreign.company_id = self._create_company("Foreign Company")
        self.second.user_id = self.theirs.user_id
        self.assertAgrees({self.salesman: (0, 0), self.colleague: (2, 1)})

    def test_another_salesperson(self):
        (self.late + self.asleep).user_id = self.colleague
        self.assertAgrees({self.salesman: (3, 2), self.colleague: (3, 3)})

    def test_a_day_later(self):
        """The run was made yesterday: who is called is taken off as it was counted."""
        run = self.env["client.segment"]._get_last_run(self.company)
        run.as_of = self.today - timedelta(days=1)
        self.env["client.segment.cube"]._write_company(self.company)
        before = self._get_people()[self.colleague.id]
        self.assertGreater(before["stake"], 0)
        self._log(self.theirs, user=self.colleague)
        person = self._get_people()[self.colleague.id]
        self.assertEqual((person["done"], person["left"], person["late"]), (1, 0, 0))
        self.assertAlmostEqual(float(person["stake"]), 0, 6)

    def test_clients_behind_the_figures(self):
        """Late is called and has ordered since: won back, and not late any more."""
        self._log(self.asleep)
        self._log(self.late)
        self._create_order(self.late, self.today, 10)
        self._recompute(self.today)
        person = self._get_people()[self.salesman.id]
        figures = {name: person[name] for name in ("late", "done", "won_back")}
        self.assertEqual(figures, {"late": 2, "done": 2, "won_back": 1})
        # Who is archived has been called all the same.
        self.late.active = False
        Day = self.env["client.day"].with_user(self.manager)
        for figure, count in figures.items():
            action = Day.action_open_team(self.salesman.id, figure)
            self.assertEqual(len(search_listed(action, Day.env)), count, figure)
            self.check_shown(action)
        # To call: the day of the salesperson
        self.assertEqual(person["left"], Day.get_day(self.salesman.id)["total"])

    def test_doors_of_the_figures(self):
        with self.assertRaises(AccessError):
            Day = self.env["client.day"].with_user(self.salesman)
            Day.action_open_team(self.salesman.id, "late")
        Day = self.env["client.day"].with_user(self.manager)
        portal = self.env.ref("base.public_user")
        for args in (
            (self.salesman.id, "stake"),
            (self.salesman.id, ["late"]),
            (portal.id, "late"),
            (False, "late"),
            ("x", "late"),
        ):
            with self.assertRaises(UserError):
                Day.action_open_team(*args)
