from odoo.tests import tagged

from .test_loyalty_result import LoyaltyResultCommon


@tagged("post_install", "-at_install")
class TestLoyaltyResultExempt(LoyaltyResultCommon):
    """Two key clients join without a draw; of the eight others, four are controls.

    Members bring margins of 400, 800, 1,200 and 1,600 (1,000 on average), controls half
    as much: 500 more. The key clients bring 40,000 each, which counts nowhere.
    """

    def _make_key(self, clients):
        self.env["client.segment"].sudo().search(
            [("partner_id", "in", clients.ids)]
        ).unlink()
        self.env["client.segment"].sudo().create(
            [
                {
                    "partner_id": client.id,
                    "company_id": self.company.id,
                    "is_key": True,
                }
                for client in clients
            ]
        )

    def _buy_with_key_clients(self):
        self.company.loyalty_exempt_key = True
        keys = self.clients[:2]
        self._make_key(keys)
        self._enrol()
        members, controls = self._get_groups()
        members -= keys
        self.assertEqual((len(members), len(controls)), (4, 4))
        for group, racks in ((members, 10), (controls, 5)):
            for number, client in enumerate(group, start=1):
                self._buy(client, racks * number)
        for client in keys:
            self._buy(client, 1000)
        return members, keys

    def test_neither_orders_nor_costs_count(self):
        """ROI: 4 x 500 of 4 members, 200 of cost: (2,000 - 200) / 200 = 9. The 5,000
        for a key client are no cost of an effect of others."""
        members, keys = self._buy_with_key_clients()
        self._book(200, "delivery", client=members[0])
        self._book(5000, "delivery", client=keys[0])
        result = self._measure()
        self.assertEqual((result.member_count, result.control_count), (4, 4))
        self.assertEqual((result.exempt_count, result.left_out_count), (2, 0))
        self.assertAlmostEqual(result.effect, 500)
        self.assertAlmostEqual(result.expected_controls, 4)
        self.assertAlmostEqual(result.cost, 200)
        self.assertAlmostEqual(result.roi, 9)
        self.assertAlmostEqual(sum(result.month_ids.mapped("cost")), 200)
        self.assertIn("2 members who joined without a draw", result.panel)

    def test_share_of_the_running_costs(self):
        """4 of 6 members are compared: 400 of the 600 at the launch."""
        plan = self.env["loyalty.plan"].create(
            {
                "name": "Likely",
                "program_id": self.program.id,
                "client_count": 10,
                "average_order": 1000,
                "margin": 0.4,
                "frequency_uplift": 0.5,
                "cost_one_off": 600,
            }
        )
        plan.action_submit()
        plan.action_approve()
        self._buy_with_key_clients()
        self.assertAlmostEqual(self._measure().running_cost, 400)

    def test_nobody_was_drawn(self):
        """Only key clients have joined: nothing is measured, and it says why."""
        self.company.loyalty_exempt_key = True
        self._make_key(self.clients[:3])
        self._enrol(self.clients[:3])
        for client in self.clients[:3]:
            self._buy(client, 10)
        result = self._measure()
        self.assertEqual((result.method, result.exempt_count), ("none", 3))
        self.assertIn("3 members who joined without a draw", result.panel)

    def test_similar_clients_with_them(self):
        """Without a control group nobody is drawn, nor exempt: a key client is compared
        with strangers like the others."""
        self.company.loyalty_exempt_key = True
        self._make_key(self.clients[0])
        self._compare_with_strangers()
        result = self._measure()
        self.assertEqual((result.method, result.exempt_count), ("similar", 0))
        self.assertEqual((result.member_count, result.left_out_count), (2, 1))

    def test_nobody_is_exempt(self):
        self._enrol()
        self.assertFalse(self._measure().exempt_count)
        self.assertNotIn("without a draw", self._measure().panel)
