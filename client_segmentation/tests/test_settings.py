from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestSettings(SegmentationCommon):
    def _set(self, **values):
        self.company.write({f"segment_{name}": v for name, v in values.items()})

    def test_whoever_reads_a_company_does_not_read_its_settings(self):
        read_with_the_name = [
            name
            for name, field in self.company._fields.items()
            if field._module == "client_segmentation"
            and field.store
            and field.column_type
            and field.prefetch is True
        ]
        self.assertEqual(read_with_the_name, [])

    def test_thresholds_that_make_no_sense(self):
        for values in (
            {"abc_threshold_a": 95, "abc_threshold_b": 80},
            {"abc_threshold_a": 80, "abc_threshold_b": 80},
            {"abc_threshold_a": 0},
            {"abc_threshold_a": -5},
            {"abc_threshold_b": 100},
            {"horizon_months": 0},
            {"horizon_months": -12},
            {"horizon_months": 121},
        ):
            with self.assertRaises(ValidationError, msg=values):
                self._set(**values)

    def test_message_names_the_values(self):
        with self.assertRaisesRegex(ValidationError, r"A ends at 97.0 % and B at 95.0"):
            self._set(abc_threshold_a=97)

    def test_settings_screen(self):
        self.env.user.company_id = self.company
        with Form(self.env["res.config.settings"]) as settings:
            settings.segment_abc_threshold_a = 70
            settings.segment_horizon_months = 6
        settings.record.execute()
        self.assertEqual(self.company.segment_abc_threshold_a, 70)
        self.assertEqual(self.company.segment_horizon_months, 6)

    def test_thresholds_are_of_one_company(self):
        other = self._create_company("Other")
        self._set(abc_threshold_a=50)
        self.assertEqual(other.segment_abc_threshold_a, 80)
