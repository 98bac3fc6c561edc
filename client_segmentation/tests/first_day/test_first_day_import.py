import base64

from odoo.tests import tagged

from ..whole.workbook import write_workbook
from .test_first_day import FirstDayCommon


@tagged("post_install", "-at_install")
class TestFirstDayImport(FirstDayCommon):
    """Sales of the past are no beginning: that is for the head of sales to make."""

    def _import(self, client):
        content = write_workbook(
            Sales=[("Client", "Date", "Amount"), (client, self._ago_months(2), 100)]
        )
        self.manager.group_ids += self.env.ref("base.group_partner_manager")
        record = (
            self.env["client.history.import"]
            .with_user(self.manager)
            .create({"file": base64.b64encode(content)})
        )
        record.action_check()
        record.action_import()
        for _step in range(2):
            record.import_next()
        self.assertEqual((record.state, record.purchase_count), ("done", 1))
        return record

    def test_import_leads_to_the_first_day(self):
        record = self._import("Before")
        self.assertTrue(record.is_first_day)
        self.assertEqual(
            record.action_open_first_day()["tag"],
            self.env.ref("client_segmentation.client_first_day_action").tag,
        )
        self.assertEqual(
            self._count(), 0, "nobody classified with limits not looked at"
        )
        page = self._page().get_page()
        self.assertFalse(page["is_begun"])
        [source] = page["found"]["sources"]
        self.assertEqual((source["count"], source["clients"]), (1, 1))
        freshness = self.env["client.segment.run"].with_user(self.manager)
        self.assertTrue(freshness.get_freshness()["is_first_day"])

    def test_undone_before_the_first_day(self):
        record = self._import("Before")
        record.action_undo()
        self.assertFalse(record.is_first_day)
        self.assertEqual(self._page().get_page()["found"]["sources"], [])

    def test_later_imports_classify(self):
        """Clients that the nightly run has classified are, with what is imported; the
        limits still wait for somebody to choose them."""
        self._create_order(self._create_client("Buyer"), self._ago_months(2), 100)
        self._recompute(self.company._get_segment_today())
        record = self._import("Later")
        self.assertTrue(record.is_first_day)
        self.assertEqual(self._count(abc="a"), 2)

    def test_who_does_not_want_to_be_led_anywhere(self):
        self._page().dismiss()
        record = self._import("Dismissed")
        self.assertFalse(record.is_first_day)
        self.assertEqual(self._count(abc="a"), 1)
