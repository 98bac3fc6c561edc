from odoo.tests import tagged

from ..common import SegmentationCommon
from .common_public import PublicMethodsCase
from .planting import MARK


@tagged("post_install", "-at_install")
class TestPublic(PublicMethodsCase, SegmentationCommon):
    ADDON = "client_segmentation"
    PLAUSIBLE = {
        "as_of": "2025-07-15",
        "user_id": False,
        "commit": False,
        "model_name": "res.partner",
        "model": "res.partner",
        "values": {},
        "axis": "abc",
        "before": "a",
        "after": "b",
        "client_id": 1,
        "kind": "talked",
        "months": 12,
        "step": "new",
        "figure": "late",
        "age": 3,
        "month": 1,
        "menu": "client_segmentation.client_segment_partner_menu",
        "debug": False,
    }

    @classmethod
    def _get_special_records(cls):
        client = cls._create_client(MARK, user_id=cls.manager.id)
        order = cls._create_order(
            client, "2025-01-15", 1000, user_id=cls.manager.id, client_order_ref=MARK
        )
        lead = cls.env["crm.lead"].create(
            {
                "name": MARK,
                "partner_id": client.id,
                "user_id": cls.manager.id,
                "company_id": cls.company.id,
            }
        )
        cls._recompute()
        return {
            "res.partner": client,
            "res.company": cls.company,
            "sale.order": order,
            "crm.lead": lead,
            "client.segment.terms": {"delivery_days": 3},
            "client.segment": client.env["client.segment"].search(
                [("partner_id", "=", client.id)]
            ),
        }
