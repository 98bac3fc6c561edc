from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestLaunchCare(SegmentationCommon):
    """Before many tasks are made: how many, whose, how many a day; and the way back.

    Five hot clients of one salesperson, a playbook with two calls today and a third
    one a week later: 15 tasks, 10 of them today.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = cls._create_clients(A=50, B=40, C=30, D=20, E=10)
        cls.clients.user_id = cls.salesman
        cls._recompute(cls.company._get_segment_today())
        call = cls.env.ref("mail.mail_activity_data_call")
        cls.plan = cls.env["mail.activity.plan"].create(
            {
                "name": "Three calls",
                "res_model": "res.partner",
                "company_id": cls.company.id,
                "template_ids": [
                    Command.create(
                        {
                            "summary": f"Call {number}",
                            "activity_type_id": call.id,
                            "delay_count": days,
                        }
                    )
                    for number, days in enumerate((0, 0, 7))
                ],
            }
        )
        cls.hot, cls.cold = (
            cls.env["client.segment.playbook"].create(
                {
                    "name": name,
                    "segment_class": f"temperature:{value}",
                    "goal": "Talk",
                    "company_id": cls.company.id,
                    "plan_id": cls.plan.id,
                }
            )
            for name, value in (("Zz hot", "hot"), ("Aa cold", "cold"))
        )
        cls.Wizard = cls.env["client.segment.playbook.launch"].with_user(cls.salesman)

    def _create_wizard(self, clients=None):
        return self.Wizard.create(
            {
                "playbook_id": self.hot.id,
                "partner_ids": (clients or self.clients).ids,
            }
        )

    def _get_tasks(self):
        return self.env["mail.activity"].search([("res_id", "in", self.clients.ids)])

    def test_preview(self):
        self.company.segment_policy_id.playbook_day_limit = 10
        wizard = self._create_wizard()
        self.assertEqual(wizard.message, "Will start for 5 clients, 15 tasks.")
        # Person, clients, tasks, and those of the fullest day: 5 x 2 today
        cells = [self.salesman.name, ">5<", ">15<", ">10<"]
        for cell in cells:
            self.assertIn(cell, wizard.preview)
        self.assertFalse(self._get_tasks(), "nothing is made by looking")

    def test_limit_per_person_and_day(self):
        # 7 tasks a day: three clients make 6, a fourth one would make 8.
        self.company.segment_policy_id.playbook_day_limit = 7
        wizard = self._create_wizard()
        self.assertEqual(
            wizard.message,
            "Will start for 3 clients, 9 tasks. Left for another day, because one"
            " person would have more than 7 playbook tasks on a day: 2.",
        )
        self.assertIn(">6<", wizard.preview)
        wizard.action_start()
        self.assertEqual(len(self._get_tasks()), 9)
        # What was started before counts: today's 6 leave no room.
        left = self._create_wizard()
        self.assertIn("Already in progress: 3.", left.message)
        self.assertIn("Will start for 0 clients", left.message)
        self.assertFalse(left.preview)

    def test_limit_is_each_persons(self):
        self.company.segment_policy_id.playbook_day_limit = 4
        self.clients[:3].user_id = self.manager
        wizard = self._create_wizard()
        # Two each
        self.assertIn("Will start for 4 clients, 12 tasks.", wizard.message)

    def test_no_limit(self):
        self.company.segment_policy_id.playbook_day_limit = 0
        self.assertIn("Will start for 5 clients", self._create_wizard().message)
        for limit in (-1, 1001):
            with self.assertRaises(ValidationError):
                self.company.segment_policy_id.playbook_day_limit = limit

    def test_undo(self):
        wizard = self._create_wizard()
        action = wizard.action_start()
        self.assertEqual((action["res_id"], action["target"]), (wizard.id, "new"))
        self.assertEqual(wizard.result, "Started for 5 clients, 15 tasks.")
        self.assertEqual(len(self._get_tasks()), 15)
        result = wizard.action_undo()
        self.assertEqual(result["params"]["message"], "Undone for 5 clients.")
        self.assertFalse(self._get_tasks())
        self.assertFalse(self.hot.start_ids)
        # As if it had not been
        self.assertIn("Will start for 5 clients", self._create_wizard().message)

    def test_undo_keeps_what_was_done(self):
        wizard = self._create_wizard(self.clients[:2])
        wizard.action_start()
        done = self._get_tasks().filtered(lambda t: t.res_id == self.clients[0].id)[:1]
        done.action_done()
        wizard.action_undo()
        self.assertFalse(self._get_tasks())
        self.assertEqual(self.hot.start_ids.mapped("state"), ["stopped"])
        self.assertEqual(self.hot.start_ids.partner_id, self.clients[0])

    def test_undo_of_somebody_else(self):
        self._create_wizard().action_start()
        wizard = self.Wizard.with_user(self.manager).create(
            {
                "playbook_id": self.hot.id,
                "partner_ids": self.clients.ids,
                "start_ids": self.hot.start_ids.ids,
            }
        )
        with self.assertRaises(AccessError):
            wizard.action_undo()
        self.assertEqual(len(self._get_tasks()), 15)

    def test_fitting_playbooks_first(self):
        playbooks = self.env["client.segment.playbook"].with_user(self.salesman)
        plain = [pk for pk, _name in playbooks.name_search(limit=None)]
        found = playbooks.with_context(segment_fit_ids=self.clients.ids).name_search()
        self.assertLess(
            [pk for pk, _name in found].index(self.hot.id),
            [pk for pk, _name in found].index(self.cold.id),
        )
        fitting = playbooks._count_fitting(self.clients.with_user(self.salesman))
        fits = [fitting[playbooks.browse(pk)] for pk, _name in found]
        self.assertEqual(fits, sorted(fits, reverse=True))
        self.assertEqual(fits[0], 5)
        self.assertEqual(sorted(pk for pk, _name in found), sorted(plain))
        for nonsense in ("x", [], 7, {}):
            context = {"segment_fit_ids": nonsense}
            again = playbooks.with_context(**context).name_search(limit=None)
            self.assertEqual([pk for pk, _name in again], plain)

    def test_form(self):
        with Form(
            self.Wizard.with_context(
                active_model="res.partner", active_ids=self.clients.ids
            )
        ) as form:
            form.playbook_id = self.hot.with_user(self.salesman)
            self.assertIn(">15<", form.preview)


@tagged("post_install", "-at_install")
class TestApplyAllCare(SegmentationCommon):
    """Two terms for each of three clients of class C, and one value set by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = cls._create_clients(A=30, B=30, C=30)
        cls.clients[0].with_company(cls.company).client_delivery_days = 9
        cls._recompute(cls.company._get_segment_today())
        cls.env["client.segment.terms"].create(
            {
                "name": "Small",
                "company_id": cls.company.id,
                "abc": "c",
                "is_discount_limited": True,
                "discount_limit": 10,
                "delivery_days": 3,
            }
        )
        cls.company.refresh_client_terms_proposals()
        cls.Wizard = cls.env["client.segment.terms.apply"].with_user(cls.manager)
        cls.Proposal = cls.env["client.segment.terms.proposal"]

    def _count(self, state):
        return self.Proposal.search_count(
            [("company_id", "=", self.company.id), ("state", "=", state)]
        )

    def test_numbers_before_the_click(self):
        total = self._count("open")
        rows = self.Proposal.with_user(self.manager)._summarize_open()
        by_hand = self.Proposal.with_user(self.manager)._count_set_by_hand()
        self.assertEqual(sum(row["count"] for row in rows) + by_hand, total)
        self.assertEqual(by_hand, 1)
        self.assertEqual(
            [row["clients"] for row in rows], [row["count"] for row in rows]
        )
        wizard = self.Wizard.create({})
        for row in rows:
            self.assertIn(row["term"], wizard.preview)
        self.assertEqual(self._count("applied"), 0)

    def test_apply_and_undo_in_the_same_place(self):
        opened = self._count("open") - 1
        wizard = self.Wizard.create({})
        action = wizard.action_apply()
        self.assertEqual(action["res_id"], wizard.id)
        self.assertEqual(self._count("applied"), opened)
        self.assertIn(str(opened), wizard.result)
        wizard.action_undo()
        self.assertEqual((self._count("applied"), self._count("undone")), (0, opened))

    def test_undo_of_what_waits(self):
        wizard = self.Wizard.create({})
        proposals = self.Proposal.with_user(self.manager)._get_applicable()
        proposals._decide("queued")
        wizard.proposal_ids = proposals
        wizard.action_undo()
        self.assertEqual((self._count("queued"), self._count("undone")), (0, 0))

    def test_salespeople_decide_nothing(self):
        with self.assertRaises(AccessError):
            self.env["client.segment.terms.apply"].with_user(self.salesman).create({})
        with self.assertRaises(AccessError):
            self.Proposal.with_user(self.salesman)._summarize_open()
