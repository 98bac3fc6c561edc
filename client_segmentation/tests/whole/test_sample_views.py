from lxml import etree

from odoo.tests import TransactionCase, tagged

OURS = ("client_segmentation", "key_account_dossier", "loyalty_program")
# Those that the web client can make up; any other is an error on an empty screen.
KNOWN_AGGREGATORS = {
    *("sum", "avg", "min", "max", "count_distinct"),
    *("bool_and", "bool_or", "array_agg"),
}


@tagged("post_install", "-at_install")
class TestSampleViews(TransactionCase):
    """What an empty view shows in place of data, since it says ``sample="1"``."""

    def _get_views(self):
        found = self.env["ir.model.data"].search(
            [("module", "in", OURS), ("model", "=", "ir.ui.view")]
        )
        return self.env["ir.ui.view"].browse(found.mapped("res_id"))

    def _is_sample(self, view):
        # Combined: what one view says, another that extends it may take back.
        arch = etree.fromstring(view.get_combined_arch())
        return arch.get("sample") == "1"

    def test_web_client_knows_every_aggregator(self):
        """Of every field, not only of those in the view: a pivot offers all."""
        views = self._get_views().filtered(self._is_sample)
        self.assertIn("res.partner", views.mapped("model"))
        unknown = [
            (view.xml_id, name, field["aggregator"])
            for view in views
            for name, field in self._get_aggregated(view.model).items()
            if field["aggregator"] not in KNOWN_AGGREGATORS
        ]
        self.assertFalse(unknown)

    def _get_aggregated(self, model):
        fields = self.env[model].fields_get(attributes=["aggregator"])
        return {name: field for name, field in fields.items() if "aggregator" in field}
