from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import SECRET
from ..dossier.common_contents import ContentsCommon


@tagged("post_install", "-at_install")
class TestPersonMove(ContentsCommon):
    """The buyer goes to work for Harbor, of which the owner has a dossier as well."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.superior = cls._add_person(cls.board)
        cls.person = cls._add_person(
            role="decider", note="Likes chess", manager_id=cls.superior.id
        )
        cls.person.date_ids = [
            Command.create({"name": "Birthday", "date": "1980-05-17"})
        ]
        cls.talk = cls._add(
            "key.account.contact",
            person_id=cls.buyer.id,
            date=cls.today - timedelta(days=40),
            outcome="positive",
            note=SECRET,
        )
        cls.harbor = cls.env["res.partner"].create(
            {"name": "Harbor", "is_company": True}
        )

    def _change_company(self):
        self.buyer.parent_id = self.harbor
        self.env.invalidate_all()

    def _ask(self, user=None):
        move = self.env["key.account.person.move"].with_user(user or self.owner)
        return move.create({"stakeholder_id": self.person.id})

    def test_moves_when_told_to(self):
        other = self._new_dossier(self.owner, partner_id=self.harbor.id)
        self._change_company()
        move = self._ask()
        self.assertTrue(move.can_move)
        for name in ("Olga Purchase", "Harbor", self.owner.name):
            self.assertIn(name, move.question)
        self.assertEqual(self.person.dossier_id, self.dossier, "asked, not moved")
        self.assertEqual(move.action_move()["res_id"], other.id)
        self.assertEqual(self.person.dossier_id, other)
        self.assertEqual(self.person.date_ids.dossier_id, other)
        self.assertFalse(self.person.manager_id or self.person.is_former)
        first, second = self.person.note.split("\n")
        self.assertEqual(first, "Likes chess")
        self.assertIn("Positive", second)
        self.assertNotIn(SECRET, self.person.note)

    def test_clock_and_log_of_the_former_client_stay(self):
        self._new_dossier(self.owner, partner_id=self.harbor.id)
        self._change_company()
        due = self.dossier.next_contact_date
        self._ask().action_move()
        self.assertEqual(self.talk.dossier_id, self.dossier)
        self.assertEqual(self.dossier.next_contact_date, due)

    def test_who_decides_now_stays_a_task(self):
        self._new_dossier(self.owner, partner_id=self.harbor.id)
        self._change_company()
        self.dossier._sync_tasks()
        task = self.person.task_id
        self.assertIn("who decides now", task.summary)
        self._ask().action_move()
        self.assertEqual(task.exists().res_id, self.dossier.id)
        self.assertFalse(self.person.task_id)

    def test_a_dossier_of_an_affiliate(self):
        other = self._new_dossier(
            self.owner,
            partner_id=self.env["res.partner"].create({"name": "Port"}).id,
            affiliate_ids=[Command.set(self.harbor.ids)],
        )
        self._change_company()
        self._ask().action_move()
        self.assertEqual(self.person.dossier_id, other)

    def test_nothing_is_told_of_a_dossier_of_others(self):
        self._change_company()
        without = self._ask().question
        theirs = self._new_dossier(self.colleague, partner_id=self.harbor.id)
        self.env.invalidate_all()
        move = self._ask()
        self.assertEqual(move.question, without)
        self.assertFalse(move.can_move)
        with self.assertRaises(UserError) as error:
            move.action_move()
        self.assertNotIn("Harbor", str(error.exception))
        with self.assertRaises(AccessError):
            self.person.dossier_id = theirs
        self.assertEqual(self.person.dossier_id, self.dossier)

    def test_attack_from_the_other_side(self):
        """Whoever has only the new dossier gets at nothing of the former one."""
        self._new_dossier(self.colleague, partner_id=self.harbor.id)
        self._change_company()
        with self.assertRaises(AccessError):
            self._ask(self.colleague)
        mine = self._ask()
        person = self.person.with_user(self.colleague)
        for attack in (
            mine.with_user(self.colleague).action_move,
            person.action_ask_to_move,
            person._move_to_new_dossier,
        ):
            with self.assertRaises(AccessError):
                attack()
        unsaved = mine.with_user(self.colleague).new({"stakeholder_id": person.id})
        self.assertFalse(unsaved.can_move)
        self.assertNotIn("Olga", unsaved.question)
        values = {"stakeholder_id": person.id}
        names = {"question": {}, "can_move": {}}
        blank = mine.browse().with_user(self.colleague)
        answer = blank.onchange(values, ["stakeholder_id"], names)
        self.assertNotIn("Olga", str(answer))

    def test_who_stays_is_not_moved(self):
        self._new_dossier(self.owner, partner_id=self.harbor.id)
        self.assertFalse(self._ask().can_move)
        with self.assertRaises(UserError):
            self._ask().action_move()
