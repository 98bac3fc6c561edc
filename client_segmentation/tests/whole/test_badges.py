from odoo.tests import tagged

from ...models.core.segment_axes import AXES
from ..common import SegmentationCommon
from .badges import MOST, count_badges

MODELS = ("res.partner", "sale.order", "crm.lead")


@tagged("post_install", "-at_install")
class TestBadges(SegmentationCommon):
    """At most four on a line of a list and on a card; the client has the rest."""

    def _get_views(self):
        return self.env["ir.ui.view"].search(
            [
                ("model", "in", MODELS),
                ("type", "in", ("list", "kanban")),
                ("mode", "=", "primary"),
            ]
        )

    def _get_counts(self):
        """Return ``{view: badges}`` of the views that show classes."""
        counts = {}
        for view in self._get_views():
            Model = self.env[view.model].with_user(self.manager)
            arch = Model.get_view(view.id, view.type)["arch"]
            if 'name="segment_' in arch:
                counts[view.xml_id or view.name] = count_badges(arch)
        return counts

    def test_all_axes(self):
        counts = self._get_counts()
        self.assertGreater(len(counts), 5)
        many = {name: count for name, count in counts.items() if count > MOST}
        self.assertFalse(many)

    def test_basic_set(self):
        policy = self.company.segment_policy_id
        policy.write({axis.switch_field: axis.is_basic for axis in AXES})
        many = {name: n for name, n in self._get_counts().items() if n > MOST}
        self.assertFalse(many)
