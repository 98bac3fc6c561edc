from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..dossier.common_contents import ContentsCommon


@tagged("post_install", "-at_install")
class TestPersonTasks(ContentsCommon):
    """One task per decision maker and occasion, as closed as the dossier."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls._add_person(role="decider")

    def _sync(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.dossier.sudo()._refresh_clock()
        self.env.cr.precommit.run()
        self.env.invalidate_all()
        return self.person.sudo().task_id

    def _log(self, days_ago, outcome="neutral"):
        self._add(
            "key.account.contact",
            person_id=self.buyer.id,
            date=self.today - timedelta(days=days_ago),
            outcome=outcome,
        )

    def test_untouched(self):
        self.assertFalse(self._sync())
        self._log(31)
        task = self._sync()
        self.assertEqual(task.user_id, self.owner)
        self.assertIn(self.buyer.name, task.summary)
        self.assertEqual((task.res_model, task.res_id), self._document())
        with self.assertRaises(AccessError):
            task.with_user(self.colleague).read(["summary"])
        self.assertEqual(self._sync(), task, "one only")
        self._log(0)
        self.assertFalse(self._sync())
        self.assertFalse(task.exists())

    def test_done_does_not_come_back(self):
        self._log(31)
        self._sync().with_user(self.owner).action_feedback("later")
        self._sync()
        self.assertFalse(self.person.task_id.filtered("active"))

    def test_not_in_a_pause(self):
        self._log(31)
        self._log(1, "negative")
        # the negative contact was with the person itself: in touch, and in a pause
        self.assertFalse(self._sync())

    def test_others_are_not_watched(self):
        self.person.role = "user"
        self._log(400)
        self.assertFalse(self._sync())

    def test_who_leaves(self):
        self.buyer.parent_id = False
        task = self._sync()
        self.assertIn("left", task.summary)
        self.person.active = False
        self.assertFalse(self._sync())

    def test_who_is_archived(self):
        self.buyer.active = False
        self.assertIn("left", self._sync().summary)

    def test_detractor(self):
        answer = self.env["key.account.satisfaction"].create(
            {
                "dossier_id": self.dossier.id,
                "partner_id": self.buyer.id,
                "date": self.today - timedelta(days=3),
                "date_done": self.today - timedelta(days=2),
                "is_answered": True,
                "score": 6,
                "group": "detractor",
            }
        )
        task = self._sync()
        self.assertIn("recommend", task.summary)
        answer.write({"score": 9, "group": "promoter"})
        self.assertFalse(self._sync())
        answer.write({"score": 0, "group": "detractor"})
        self.assertTrue(self._sync())
        self._log(1)
        self.assertFalse(self._sync())

    def test_goes_with_the_dossier(self):
        self._log(31)
        self._sync()
        self.dossier.with_user(self.boss).user_id = self.boss
        self.assertEqual(self._sync().user_id, self.boss)

    def _document(self):
        return self.dossier._name, self.dossier.id
