from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from ..common import SegmentationCommon
from .listed import ListedCase, search_listed


@tagged("post_install", "-at_install")
@freeze_time("2025-07-15 10:00:00")
class TestListed(ListedCase, SegmentationCommon):
    """The list behind the number on a button has as many lines, for everybody.

    Giant, large and former are clients of the salesperson, small is the manager's.
    In the last twelve months giant has bought for 700, large for 150, small for 20.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner.active = False
        own = {"user_id": cls.salesman.id}
        cls.giant, cls.large, cls.former = (
            cls._create_client(name, **own) for name in ("giant", "large", "former")
        )
        cls.small = cls._create_client("small", user_id=cls.manager.id)
        for client, day, amount in (
            (cls.giant, "2025-05-15", 700),
            (cls.large, "2025-05-15", 150),
            (cls.small, "2025-05-15", 20),
            (cls.former, "2023-05-15", 500),
        ):
            cls._create_order(client, day, amount)
        cls.company.recompute_client_segments()
        cls.gone = cls._create_client("gone", ref="in")
        cls.gone.active = False
        cls.users = (cls.manager, cls.salesman)

    def _create_playbook(self, segment_class):
        todo = self.env.ref("mail.mail_activity_data_todo")
        plan = self.env["mail.activity.plan"].create(
            {
                "name": "Test",
                "res_model": "res.partner",
                "company_id": False,
                "template_ids": [Command.create({"activity_type_id": todo.id})],
            }
        )
        return self.env["client.segment.playbook"].create(
            {
                "name": segment_class,
                "goal": "Test",
                "segment_class": segment_class,
                "plan_id": plan.id,
            }
        )

    def test_playbook(self):
        """Of three buyers two have started, one of them has been stopped."""
        playbook = self._create_playbook("is_active:true")
        playbook._start(self.giant + self.small)
        starts = playbook.start_ids
        starts.filtered(lambda start: start.partner_id == self.giant).action_stop()
        for user in self.users:
            self.env.invalidate_all()
            self.check_stat_buttons(
                playbook.with_user(user),
                {
                    "action_view_clients": [3],
                    "action_view_starts": [1, 0, 1],
                },
            )

    def test_saved_segment(self):
        (self.giant + self.large).ref = "in"
        Saved = self.env["client.saved.segment"].with_user(self.manager)
        saved = Saved.create(
            {"name": "Test", "domain": "[('ref', '=', 'in')]", "is_shared": True}
        )
        self.large.active = False
        for user in self.users:
            self.env.invalidate_all()
            self.check_stat_buttons(saved.with_user(user), {"action_view_clients": [1]})
        for method in ("action_view_members", "action_view_days"):
            action = getattr(saved, method)()
            self.check_shown(action)
            self.assertEqual(action["context"], {"search_default_segment_id": saved.id})

    def test_terms_and_audience(self):
        rule = self.env["client.segment.terms"].create(
            {
                "name": "Test",
                "company_id": self.company.id,
                "abc": "a",
                "delivery_days": 3,
            }
        )
        audience = self.env["client.audience"].create({"name": "Test"})
        (self.giant + self.small + self.gone).client_audience_id = audience
        self.check_stat_buttons(
            rule.with_user(self.manager),
            {"action_open_clients": [1], "action_open_proposals": [0]},
        )
        self.check_stat_buttons(
            audience.with_user(self.manager), {"action_open_clients": [2]}
        )

    def test_imported_purchases(self):
        done = self.env["client.history.import"].create({})
        other = self.env["client.history.import"].create({})
        for record, count in ((done, 2), (other, 1)):
            for _number in range(count):
                self.env["client.purchase"].create(
                    {
                        "partner_id": self.giant.id,
                        "company_id": self.company.id,
                        "day": "2025-05-15",
                        "amount": 1,
                        "currency_id": self.company.currency_id.id,
                        "import_id": record.id,
                    }
                )
        action = done.action_open_purchases()
        self.check_shown(action)
        self.assertEqual(len(search_listed(action, self.env)), 2)
