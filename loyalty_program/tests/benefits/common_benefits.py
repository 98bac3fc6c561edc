from odoo.fields import Command

from odoo.addons.base.tests.common import BaseCommon
from odoo.addons.client_segmentation.tests.whole.users import new_test_users


class LoyaltyBenefitsCommon(BaseCommon):
    """A running program without rewards of its own, and goods: a rack at 100 that
    costs us 60, a gift at 30 that costs us 12. Nothing is taxed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.loyalty_gate = False
        # Programs of the database would add rewards of their own
        cls.env["loyalty.program"].search([]).action_archive()
        cls.manager, cls.salesman = new_test_users(
            cls.env,
            {"login": "benefit_manager", "groups": "sales_team.group_sale_manager"},
            {"login": "benefit_salesman", "groups": "sales_team.group_sale_salesman"},
        )
        cls.rack = cls._create_goods("Rack", 100, 60)
        cls.gift = cls._create_goods("Label Printer", 30, 12)
        cls.clients = cls.env["res.partner"].create(
            [
                {"name": f"Client {number}", "is_company": True}
                for number in range(1, 11)
            ]
        )
        cls.client = cls.clients[0]

    @classmethod
    def _create_goods(cls, name, price, cost, **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "list_price": price,
                "standard_price": cost,
                "taxes_id": False,
                "type": "consu",
                "invoice_policy": "order",
                **values,
            }
        )

    @classmethod
    def _create_program(cls, rewards=None, rules=None, **values):
        rules = (
            [{"minimum_qty": 1, "product_ids": cls.rack.ids}] if not rules else rules
        )
        return cls.env["loyalty.program"].create(
            {
                "name": "Gold Club",
                "program_type": "promotion",
                "applies_on": "current",
                "trigger": "auto",
                "rule_ids": [Command.create(rule) for rule in rules],
                "reward_ids": [
                    Command.create(reward)
                    for reward in rewards or [{"discount": 10, "required_points": 1}]
                ],
                "control_share": 0,
                "target_domain": str([("id", "in", cls.clients.ids)]),
                **values,
            }
        )

    @classmethod
    def _create_order(cls, client=None, quantity=10, **values):
        return (
            cls.env["sale.order"]
            .with_user(cls.salesman)
            .create(
                {
                    "partner_id": (client or cls.client).id,
                    "order_line": [
                        Command.create(
                            {"product_id": cls.rack.id, "product_uom_qty": quantity}
                        )
                    ],
                    **values,
                }
            )
        )

    @classmethod
    def _create_foreign_pricelist(cls, rates=()):
        """A pricelist in another currency; without rates Odoo takes it at 1:1."""
        currency = cls.env["res.currency"].create(
            {"name": "TST", "symbol": "T", "rate_ids": [*map(Command.create, rates)]}
        )
        return cls.env["product.pricelist"].create(
            {"name": "TST", "currency_id": currency.id}
        )

    @classmethod
    def _note_no_rate(cls, order):
        """As for orders confirmed before anybody asked for a rate."""
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE sale_order SET currency_rate = 1 WHERE id = %s", [order.id]
        )
        order.invalidate_recordset(["currency_rate"])

    @classmethod
    def _claim(cls, order):
        """Take every reward that the order may have."""
        order._update_programs_and_rewards()
        for coupon, rewards in order._get_claimable_rewards().items():
            for reward in rewards:
                order._apply_program_reward(reward, coupon)
        return order

    @classmethod
    def _get_entries(cls, order):
        entries = cls.env["loyalty.benefit.entry"]
        return entries.search([("order_id", "=", order.id)], order="id")

    @classmethod
    def _get_booked(cls, order):
        """[(kind, movement, quantity, value, cost)] in the order of booking."""
        return [
            (entry.kind, entry.movement, entry.quantity, entry.value, entry.cost)
            for entry in cls._get_entries(order)
        ]
