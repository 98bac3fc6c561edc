from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_saved import SavedCommon


@tagged("post_install", "-at_install")
class TestSavedDay(SavedCommon):
    """Entries of a shared segment on My Day"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.one + cls.two).user_id = cls.salesman

    def _save_on_day(self, **values):
        self.one.ref = "in"
        with freeze_time("2025-07-01 09:00:00"):
            segment = self._save(**{"is_shared": True, "is_on_day": True, **values})
        one, two = self.one, self.two
        self._count_on("2025-07-01", one, segment)
        self._count_on("2025-07-02", one + two + self.three, segment)
        return segment

    def _told(self, day, user=None):
        with freeze_time(f"{day} 12:00:00"):
            days = self.env["client.day"].with_user(user or self.salesman)
            lines = days.get_day()["lines"]
        return [
            (line["client"]["name"], reason["text"])
            for line in lines
            for reason in line["reasons"]
            if reason["reason"] == "entered"
        ]

    def test_a_week_from_the_entry_on(self):
        self._save_on_day()
        told = [("two", "Entered the segment “Inside” on 07/02/2025.")]
        # The first one was in from the beginning, the third is nobody's.
        self.assertEqual(self._told("2025-07-02"), told)
        self.assertEqual(self._told("2025-07-08"), told)
        self.assertEqual(self._told("2025-07-09"), [])
        self.assertEqual(self._told("2025-07-02", self.manager), [])

    def test_until_it_leaves_or_something_is_logged(self):
        segment = self._save_on_day()
        with freeze_time("2025-07-02 12:00:00"):
            self.env["client.day.result"].with_user(self.salesman).log(
                self.two.id, "talked"
            )
        self.assertEqual(self._told("2025-07-03"), [])
        self.env["client.day.result"].search([]).unlink()
        self.assertEqual(len(self._told("2025-07-03")), 1)
        self._count_on("2025-07-03", self.one, segment)
        self.assertEqual(self._told("2025-07-03"), [])

    def test_names_of_segments_that_are_not_shared_stay_their_owners(self):
        segment = self._save_on_day(is_shared=False)
        self.assertEqual(self._told("2025-07-02"), [])
        segment.write({"is_shared": True, "is_on_day": False})
        self.assertEqual(self._told("2025-07-02"), [])

    def test_only_heads_of_sales_put_it_there(self):
        with self.assertRaises(AccessError):
            self._save(user=self.salesman, is_on_day=True)
