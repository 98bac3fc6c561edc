from datetime import date

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import Form, freeze_time, tagged

from ..dossier.common_contents import ContentsCommon


@tagged("post_install", "-at_install")
class TestStakeholder(ContentsCommon):
    def test_to_be_won(self):
        person = self._add_person(influence="3", attitude="2", attitude_wanted="4")
        self.assertEqual((person.attitude_gap, person.to_win), (2, True))
        person.influence = "1"
        self.assertFalse(person.to_win)
        person.write({"influence": "2", "attitude": "5"})
        self.assertEqual((person.attitude_gap, person.to_win), (0, False))
        person.attitude = False
        self.assertFalse(person.to_win, "nobody knows")
        person.attitude = "1"
        self.assertEqual(self.mine.to_win_count, 1)
        self.assertEqual(person.search([("to_win", "=", True)]), person)

    def test_map(self):
        self.assertFalse(self.mine.stakeholder_map)
        self._add_person(influence="3", attitude="2", attitude_wanted="4")
        self._add_person(self.board, influence="1")
        cells = self.mine._prepare_stakeholder_map()["cells"]
        self.assertEqual(cells["2", "3"].partner_id, self.buyer)
        self.assertEqual(cells[False, "1"].partner_id, self.board)
        self.assertEqual(sum(map(len, cells.values())), 2)
        for name in (self.buyer.name, self.board.name, "text-bg-danger"):
            self.assertIn(name, self.mine.stakeholder_map)

    def test_contact_of_the_client_only(self):
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        with self.assertRaisesRegex(ValidationError, "Stranger is not a contact of"):
            self._add_person(stranger)
        self._add_person()
        with self.assertRaisesRegex(ValidationError, "already"):
            self._add_person()

    def test_who_left_shows(self):
        person = self._add_person(role="decider")
        self.assertFalse(person.is_former)
        self.buyer.parent_id = False
        self.assertTrue(person.is_former)
        self.assertIn(
            self.buyer.name, self.mine._get_section_state("stakeholders").hint
        )

    def test_form(self):
        with Form(self.mine) as form, form.stakeholder_ids.new() as person:
            person.partner_id = self.buyer
            person.attitude = "3"
            with person.date_ids.new() as important:
                important.name = "Birthday"
                important.date = date(1980, 5, 17)
        self.assertEqual(self.mine.stakeholder_ids.partner_id, self.buyer)
        self.assertEqual(self.mine.date_ids.stakeholder_id, self.mine.stakeholder_ids)


@tagged("post_install", "-at_install")
class TestImportantDate(ContentsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        days = {
            "birthday": (date(1980, 5, 17), True),
            "leap day": (date(2000, 2, 29), True),
            "contract": (date(2026, 6, 30), False),
            "over": (date(2025, 1, 1), False),
        }
        cls.days = cls.env["key.account.date"].with_user(cls.owner)
        for name, (day, yearly) in days.items():
            cls.days += cls._add("key.account.date", name=name, date=day, yearly=yearly)

    def _upcoming(self, day, *domain, order=None):
        with freeze_time(day):
            self.env.invalidate_all()
            return self.days.search([*domain], order=order).mapped("name")

    def test_sql_and_python_agree(self):
        for day in (
            "2026-05-17",
            "2026-05-18",
            "2027-02-28",
            "2027-03-01",
            "2028-02-29",
        ):
            with freeze_time(day):
                self.env.invalidate_all()
                for important in self.days:
                    domain = [("next_date", "=", important.next_date)]
                    self.assertIn(important, self.days.search(domain), day)

    def test_search(self):
        month = [("next_date", "<=", "today +30d")]
        # 17 June - 30 days = 18 May
        self.assertEqual(self._upcoming("2026-04-17", *month), ["birthday"])
        self.assertEqual(self._upcoming("2026-06-17", *month), ["contract"])
        self.assertEqual(
            self._upcoming("2026-06-17", ("next_date", "=", False)), ["over"]
        )
        upcoming = self._upcoming("2026-06-17", ("next_date", "!=", False))
        # 30 June, 28 February, 17 May
        self.assertEqual(upcoming, ["contract", "leap day", "birthday"])

    def test_group_and_sort(self):
        with freeze_time("2026-06-17"):
            groups = self.days._read_group([], ["next_date:month"], ["__count"])
            self.assertIn((date(2027, 2, 1), 1), groups)
        backwards = self._upcoming(
            "2026-06-17", ("next_date", "!=", False), order="next_date DESC"
        )
        self.assertEqual(backwards, ["birthday", "leap day", "contract"])

    def test_next_date_of_the_dossier(self):
        with freeze_time("2026-06-17"):
            self.env.invalidate_all()
            self.assertEqual(self.mine.next_date, date(2026, 6, 30))
            self.assertEqual(self.mine.next_date_id.name, "contract")

    def test_person_of_the_same_dossier(self):
        person = self._add_person()
        person.date_ids = [Command.create({"name": "Name day", "date": "2026-07-11"})]
        self.assertEqual(person.date_ids.dossier_id, self.mine)
        other = self._new_dossier(self.owner)
        with self.assertRaisesRegex(ValidationError, "another dossier"):
            self._add(
                "key.account.date",
                name="Mix",
                date=date(2026, 1, 1),
                dossier_id=other.id,
                stakeholder_id=person.id,
            )
