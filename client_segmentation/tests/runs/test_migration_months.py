from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from ..common import SegmentationCommon

SCRIPT = "client_segmentation/migrations/19.0.1.1.0/post-migration.py"


@tagged("post_install", "-at_install")
class TestMigrationMonths(SegmentationCommon):
    """What an update makes of months and runs of the first version."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.script = load_script(file_path(SCRIPT), "post-migration")

    def _create_month(self, month, as_of):
        values = {"company_id": self.company.id, "month": month, "as_of": as_of}
        return self.env["client.segment.month"].create(values)

    def test_invented_months_go(self):
        client = self._create_client("client")
        # The first run on 10 March, later ones on the 1st, one after a weekend
        invented = self._create_month("2025-02-01", "2025-03-10")
        kept = self._create_month("2025-03-01", "2025-04-01")
        kept += self._create_month("2025-04-01", "2025-05-04")
        History = self.env["client.segment.history"]
        values = {
            "company_id": self.company.id,
            "partner_id": client.id,
            "new_value": "rfm:lost",
        }
        rfm, abc, later = History.create(
            [
                {**values, "axis": "rfm", "date": "2025-03-10"},
                {**values, "axis": "abc", "date": "2025-03-10"},
                {**values, "axis": "rfm", "date": "2025-04-01"},
            ]
        )
        self.env.flush_all()
        for _repetition in range(2):
            self.script.forget_invented_months(self.env.cr)
        self.env.invalidate_all()
        self.assertFalse(invented.exists())
        self.assertEqual(kept.exists(), kept)
        self.assertEqual((rfm + abc + later).exists(), abc + later)

    def test_runs_of_other_days_are_marked(self):
        Run = self.env["client.segment.run"]
        values = {"company_id": self.company.id, "date_start": "2025-07-15 01:30:00"}
        past, yesterday, today, to_come = Run.create(
            [
                {**values, "as_of": day}
                for day in ("2025-03-01", "2025-07-14", "2025-07-15", "2025-08-01")
            ]
        )
        self.env.flush_all()
        runs = past + yesterday + today + to_come
        self.env.cr.execute(
            "UPDATE client_segment_run SET is_other_day = NULL WHERE id = ANY(%s)",
            (runs.ids,),
        )
        self.script.mark_runs_of_other_days(self.env.cr)
        self.env.invalidate_all()
        self.assertEqual(runs.filtered("is_other_day"), past + to_come)
