from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.client_segmentation.tests.whole.listed import (
    ListedCase,
    search_listed,
)

from .test_loyalty_result import AS_OF, JOINED, LoyaltyResultCommon


@tagged("post_install", "-at_install")
class TestLoyaltyListed(ListedCase, LoyaltyResultCommon):
    """The list behind a figure of a program or a result is what the figure says."""

    def _sell_to_all(self):
        self._enrol()
        for number, client in enumerate(self.clients, start=1):
            self._buy(client, 5 * number)

    def _list(self, action):
        self.check_shown(action)
        return search_listed(action, self.env(user=self.manager))

    def test_members_of_a_program(self):
        """Of five members one has left; the control group is for managers alone."""
        self._enrol()
        self.program.member_ids.filtered(lambda m: m.group == "member")[
            0
        ].action_leave()
        for user in (self.manager, self.salesman):
            self.env.invalidate_all()
            self.check_stat_buttons(
                self.program.with_user(user), {"action_open_members": [4]}
            )

    def test_result(self):
        """Five were measured, one of whom left; others joined later."""
        self._sell_to_all()
        self._book(30)
        self._book(20, day=AS_OF)
        self._book(1000, day=AS_OF + timedelta(days=1))
        members, _control = self._get_groups()
        result = self._measure().with_user(self.manager)
        self.program.member_ids.filtered(
            lambda m: m.partner_id == members[0]
        ).action_leave()
        # Enough of them that some are drawn as members
        late = self.clients.create([{"name": f"Late {n}"} for n in range(4)])
        self._enrol(late, joined_on=AS_OF + timedelta(days=1))
        self.check_stat_buttons(result, {"action_open_members": [5]})
        entries = self._list(result.action_open_entries())
        self.assertEqual(sum(entries.mapped("cost")), result.benefit_cost)
        self.assertEqual(result.benefit_cost, 50)
        self.assertEqual(self._list(result.action_open_months()), result.month_ids)

    def test_members_without_similar_clients(self):
        """Two of three have somebody like them; all three are listed."""
        self._compare_with_strangers()
        result = self._measure().with_user(self.manager)
        self.assertEqual((result.member_count, result.left_out_count), (2, 1))
        listed = self._list(result.action_open_members())
        self.assertEqual(len(listed), 3)

    def test_results_of_a_program(self):
        self._sell_to_all()
        first = self._measure(AS_OF - timedelta(days=1))
        second = self._measure()
        other = self._create_program(name="Other")
        # In no other program: of one that gives the same it could be a control
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        other.member_ids.create(
            {
                "program_id": other.id,
                "partner_id": stranger.id,
                "joined_on": JOINED,
            }
        )
        self.env["loyalty.result"]._measure(other, self.company, AS_OF)
        action = self.program.with_user(self.manager).action_open_results()
        self.assertEqual(action["res_id"], second.id)
        self.assertEqual(self._list(action), first + second)

    def test_benefits_of_a_client(self):
        """As on the button: of the current company alone."""
        self._enrol()
        client = self._get_groups()[0][0]
        self._book(30, client=client)
        self._book(20)
        partner = client.with_user(self.salesman)
        action = partner.action_open_loyalty_benefits()
        entries = search_listed(action, partner.env)
        self.assertEqual(sum(entries.mapped("value")), partner.loyalty_benefit_value)
        self.check_shown(action)

    def test_target_of_a_business_case(self):
        plan = self.env["loyalty.plan"].create(
            {
                "name": "Likely",
                "program_id": self.program.id,
                "target_domain": str([("id", "in", self.clients[:3].ids)]),
            }
        )
        self.check_stat_buttons(
            plan.with_user(self.manager), {"action_open_target": [3]}
        )
