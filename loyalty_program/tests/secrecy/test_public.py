from odoo.tests import tagged

from odoo.addons.client_segmentation.tests.secrecy.common_public import (
    PublicMethodsCase,
)
from odoo.addons.client_segmentation.tests.secrecy.planting import MARK

from ..benefits.test_loyalty_benefit import LoyaltyOrderBenefitsCommon


@tagged("post_install", "-at_install")
class TestPublic(PublicMethodsCase, LoyaltyOrderBenefitsCommon):
    """The orders are those of a salesperson who is none of the roles."""

    ADDON = "loyalty_program"
    CHIEF = (
        "sales_team.group_sale_manager,product.group_product_manager,"
        "account.group_account_manager,base.group_partner_manager"
    )

    @classmethod
    def _get_special_records(cls):
        cls.client.name = MARK
        benefits = {}
        for kind, values in {
            "packaging": {"product_id": cls.service.id},
            "delivery": {"promise_days": 3},
            "draw": {"ticket_amount": 100},
            "instalment": {"payment_term_id": cls.term.id, "exposure_limit": 10**6},
        }.items():
            benefits[kind] = cls._create_benefit(kind, **{"name": MARK, **values})
        offered = cls._create_order(client_order_ref=MARK)
        order = cls._create_order(client_order_ref=MARK)
        order.action_confirm()
        move = order.sudo()._create_invoices()
        move.action_post()
        order.sudo().date_order = "2020-01-15"
        draw = cls.env["loyalty.draw"].create(
            {
                "name": MARK,
                "benefit_id": benefits["draw"].id,
                "date_from": "2020-01-01",
                "date_to": "2020-01-31",
                "prize": MARK,
            }
        )
        draw.action_freeze()
        plan = cls.env["loyalty.plan"].create(
            {"name": MARK, "program_id": cls.club.id, "client_count": 10}
        )
        cls.club.action_measure()
        result = cls.club.result_ids[:1]
        env = cls.env
        return {
            "loyalty.benefit": benefits["packaging"],
            "loyalty.draw": draw,
            "loyalty.draw.ticket": draw.ticket_ids[:1],
            "loyalty.referral": env["loyalty.referral"]._machine_create(
                [
                    {
                        "benefit_id": benefits["packaging"].id,
                        "referrer_id": cls.client.id,
                        "referred_id": cls.clients[1].id,
                        "order_id": order.id,
                    }
                ]
            ),
            "loyalty.order.benefit": order.order_benefit_ids[:1],
            "loyalty.benefit.entry": cls._get_entries(order)[:1],
            "loyalty.program": cls.club,
            "loyalty.rule": cls.club.rule_ids,
            "loyalty.reward": cls.club.reward_ids,
            "loyalty.member": cls.club.member_ids[:1],
            "loyalty.plan": plan,
            "loyalty.plan.reward": {"plan_id": plan.id},
            "loyalty.result": result,
            "loyalty.card": env["loyalty.card"].create(
                {"program_id": cls.club.id, "partner_id": cls.client.id, "code": MARK}
            ),
            "sale.order": offered,
            "sale.order.line": offered.order_line[:1],
            "account.move": move,
            "res.partner": cls.client,
        }
