from contextlib import contextmanager

from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.base.tests.common import BaseCommon
from odoo.addons.client_segmentation.tests.whole.switches import use_everything
from odoo.addons.client_segmentation.tests.whole.users import new_test_users


class LoyaltyPlanCommon(BaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        use_everything(cls.company)
        cls.company.write(
            {
                "loyalty_gate": True,
                "loyalty_self_approval": False,
                "loyalty_min_roi": 0.1,
                "loyalty_max_payback": 12,
                "loyalty_max_loss": 0,
                "loyalty_budget": 0,
            }
        )
        cls.manager, cls.director, cls.salesman = new_test_users(
            cls.env,
            {"login": "loyalty_manager", "groups": "sales_team.group_sale_manager"},
            {"login": "loyalty_director", "groups": "sales_team.group_sale_manager"},
            {"login": "loyalty_salesman", "groups": "sales_team.group_sale_salesman"},
        )
        cls.program = cls._create_program()

    @classmethod
    def _prepare_program(cls):
        return {
            "name": "Club",
            "program_type": "loyalty",
            "applies_on": "both",
            "trigger": "auto",
            "rule_ids": [Command.create({"reward_point_mode": "money"})],
            "reward_ids": [Command.create({"discount": 2, "required_points": 200})],
        }

    @classmethod
    def _create_program(cls, **values):
        return (
            cls.env["loyalty.program"]
            .with_user(cls.manager)
            .create({**cls._prepare_program(), **values})
        )

    @classmethod
    def _create_plan(cls, **values):
        """100 members, 1000 a month each, margin 40 %.

        Without the program a month brings 100 orders of 1000: 100,000 of revenue.
        With it 120 orders of 1000: revenue + 20,000, profit + 8,000. Discount 2 % of
        120,000 = 2,400; orders 120 x 5 = 600; a month 1,000: cost 4,000, net 4,000.
        Before: 10,000 at launch and 100 x 20 = 2,000 for joining in month 1.
        """
        return (
            cls.env["loyalty.plan"]
            .with_user(cls.manager)
            .create(
                {
                    "name": "Likely",
                    "program_id": cls.program.id,
                    "client_count": 200,
                    "enrolment": 0.5,
                    "control_share": 0.0,
                    "orders_per_month": 1.0,
                    "average_order": 1000.0,
                    "margin": 0.4,
                    "frequency_uplift": 0.2,
                    "order_uplift": 0.0,
                    "cost_one_off": 10000.0,
                    "cost_monthly": 1000.0,
                    "cost_per_member": 20.0,
                    "cost_per_order": 5.0,
                    "discount": 0.02,
                    "horizon": 12,
                    "yearly_rate": 0.0,
                    **values,
                }
            )
        )

    @classmethod
    def _approve(cls, plan):
        plan.action_submit()
        plan.with_user(cls.director).action_approve()
        return plan

    @contextmanager
    def assertRefused(self, message):
        """Unlike assertRaisesRegex, undo what was written before the refusal."""
        with self.assertRaises(UserError) as refusal:
            yield
        self.assertIn(message, str(refusal.exception))
