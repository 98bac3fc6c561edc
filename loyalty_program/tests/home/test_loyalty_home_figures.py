from datetime import timedelta

from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ...models.home.client_segment_sections import TOLD
from ...models.results.loyalty_result import VERDICTS
from ..results.test_loyalty_result import AS_OF, LoyaltyResultCommon


@tagged("post_install", "-at_install")
class TestLoyaltyHomeFigures(LoyaltyResultCommon):
    """The home page and the overview tell the same of a program."""

    def _get_row(self):
        section = self.env["client.segment"]._get_program_section()
        [row] = [row for row in section["rows"] if row["label"] == self.program.name]
        return row["cells"]

    def test_roi_when_it_is_decided(self):
        """Members buy 30 ... 34 racks and the others 1 ... 5; the look is on AS_OF."""
        self._enrol()
        for group, racks in zip(self._get_groups(), (30, 1), strict=True):
            for more, client in enumerate(group):
                self._buy(client, racks + more)
        self._book(100)
        early = self._measure(AS_OF - timedelta(days=1))
        self.assertEqual((early.verdict, early.has_roi), ("undecided", True))
        members = str(self.program.member_count)
        self.assertEqual(self._get_row(), [members, "", ""])
        decided = self._measure()
        self.assertEqual(decided.verdict, "pays")
        # 29 racks more, a margin of 40 each, 5 members: 5,800, in which the discount of
        # 100 lies already: (5,800 + 100 - 100) / 100
        self.assertEqual(self._get_row(), [members, "", "5,800.0\N{NO-BREAK SPACE}%"])

    def test_home_shows_it_with_the_same_verdicts(self):
        view = self.env.ref("loyalty_program.loyalty_home_view_kanban")
        [node] = etree.fromstring(view.arch).xpath("//span[field[@name='roi_actual']]")
        for verdict, _label in VERDICTS:
            values = {"has_result": True, "result_verdict": verdict}
            hidden = safe_eval(node.get("invisible"), values)
            self.assertEqual(not hidden, verdict in TOLD, verdict)
