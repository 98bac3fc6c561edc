from odoo.tests import tagged

from ..common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestTemperature(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls._create_client("client")
        stages = cls.env["crm.stage"].search([], order="sequence")
        cls.first_stage, cls.later_stage = stages[0], stages[-1]

    def assertTemperature(self, expected, as_of=None):
        self._recompute(as_of)
        self.assertEqual(self.client.segment_temperature, expected)

    def _create_lead(self, day, stage, **values):
        lead = self.env["crm.lead"].create(
            {
                "name": "Opportunity",
                "type": "opportunity",
                "partner_id": self.client.id,
                "company_id": self.company.id,
                "team_id": False,
                "stage_id": stage.id,
                **values,
            }
        )
        lead.date_last_stage_update = day
        return lead

    def test_cold_without_anything(self):
        self.assertTemperature("cold")

    def test_hot_from_the_first_order_on(self):
        self._create_order(self.client, "2019-05-06", 1)
        self.assertTemperature("cold", as_of="2019-05-05")
        self.assertTemperature("hot", as_of="2019-05-06")
        # For twelve months, as long as it is no client of the past: the horizon of
        # May 2020 begins on 1 May 2019.
        self.assertTemperature("hot", as_of="2020-05-06")
        self.assertTemperature("warm", as_of="2020-05-07")
        self.assertTemperature("warm")
        self.assertEqual(str(self.client.segment_first_order_date), "2019-05-06")

    def test_cancelled_order_is_not_hot(self):
        self._create_order(self.client, "2025-01-15", 1, state="cancel")
        self.assertTemperature("cold")

    def test_draft_quotation_leaves_cold(self):
        self._create_order(self.client, "2025-01-15", 1, state="draft")
        self.assertTemperature("cold", as_of="2100-01-01")

    def test_sent_quotation_is_warm(self):
        order = self._create_order(self.client, "2025-01-15", 1, state="sent")
        self._set_create_date(order, "2025-01-15")
        self.assertTemperature("warm")
        self.assertTemperature("cold", as_of="2025-01-14")
        self.assertTemperature("warm", as_of="2025-01-15")
        segment = self.env["client.segment"].search(
            [("partner_id", "=", self.client.id)]
        )
        self.assertEqual(segment.warm_signal, "quotation")
        self.assertEqual(str(segment.warm_signal_date), "2025-01-15")

    def test_order_was_a_quotation_before(self):
        order = self._create_order(self.client, "2025-03-01", 1)
        self._set_create_date(order, "2025-02-01")
        self.assertTemperature("cold", as_of="2025-01-31")
        self.assertTemperature("warm", as_of="2025-02-15")
        self.assertTemperature("hot", as_of="2025-03-01")

    def test_opportunity_beyond_the_first_stage_is_warm(self):
        lead = self._create_lead("2025-01-15", self.first_stage)
        self.assertTemperature("cold")
        lead.stage_id = self.later_stage
        lead.date_last_stage_update = "2025-01-20"
        self.assertTemperature("warm")
        self.assertTemperature("cold", as_of="2025-01-19")

    def test_opportunity_of_another_company_does_not_warm(self):
        other = self._create_company("Other")
        self.client.company_id = False
        self._create_lead("2025-01-15", self.later_stage, company_id=other.id)
        self.assertTemperature("cold")

    def test_latest_signal_is_told(self):
        order = self._create_order(self.client, "2025-01-15", 1, state="sent")
        self._set_create_date(order, "2025-01-15")
        self._create_lead("2025-02-15", self.later_stage)
        self._recompute()
        segment = self.env["client.segment"].search(
            [("partner_id", "=", self.client.id)]
        )
        self.assertEqual(segment.warm_signal, "opportunity")
        self.assertEqual(str(segment.warm_signal_date), "2025-02-15")

    def _set_create_date(self, record, day):
        # The ORM does not let anybody write create_date.
        self.env.cr.execute(
            "UPDATE sale_order SET create_date = %s WHERE id = %s",
            (f"{day} 12:00:00", record.id),
        )
        record.invalidate_recordset()
