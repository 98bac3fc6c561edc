from datetime import date, timedelta

from odoo.tests import tagged

from odoo.addons.client_segmentation.tests.whole.listed import (
    ListedCase,
    search_listed,
)

from ..dossier.common_contents import ContentsCommon


@tagged("post_install", "-at_install")
class TestListed(ListedCase, ContentsCommon):
    """The list behind a button of a dossier has as many lines as the number says, for
    the manager and the supervisor, whose other dossiers are not among them."""

    def setUp(self):
        super().setUp()
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        person = self.buyer.create({"name": "Zoe Other", "parent_id": other.id})
        dossier = self._new_dossier(self.owner, partner_id=other.id)
        self._add_person(person, dossier_id=dossier.id, **self._get_opponent())
        self._add_plan(dossier_id=dossier.id)
        self._add_score(date(2026, 1, 1), 3, dossier_id=dossier.id)

    def _get_opponent(self):
        return {"influence": "3", "attitude": "2", "attitude_wanted": "4"}

    def test_people(self):
        """Of two only one is to be won over."""
        self._add_person(**self._get_opponent())
        self._add_person(self.board, influence="1")
        for dossier in (self.mine, self.bosses):
            self.env.invalidate_all()
            self.check_stat_buttons(dossier, {"action_open_stakeholders": [1]})

    def test_lists_of_one_dossier(self):
        self._add_plan()
        self._add_plan(state="cancelled")
        self._add_score(date(2026, 1, 1), 3)
        day = {"name": "Birthday", "date": self.today + timedelta(days=3)}
        self._add("key.account.date", **day)
        for dossier in (self.mine, self.bosses):
            for method, lines in (
                ("action_open_plans", dossier.plan_ids),
                ("action_open_scores", dossier.score_ids),
                ("action_open_dates", dossier.date_ids),
            ):
                action = getattr(dossier, method)()
                self.assertTrue(lines)
                self.assertEqual(search_listed(action, dossier.env), lines)
                self.check_shown(action)
