from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ..common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestSettings(SegmentationCommon):
    def _set(self, **values):
        self.company.segment_policy_id.write(values)

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
            {"ltv_discount": -0.1},
            {"ltv_discount": 1000},
            {"ltv_retention": -1},
            {"ltv_retention": 100.1},
            # Nobody leaves, and money keeps its value: worth more than any number
            {"ltv_retention": 100, "ltv_discount": 0},
            {"ltv_lifespan": 0},
            {"ltv_lifespan": -3},
            {"ltv_lifespan": 101},
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
            settings.segment_horizon_months = 9
        settings.record.execute()
        self.assertEqual(self.company.segment_policy_id.abc_threshold_a, 70)
        self.assertEqual(self.company.segment_policy_id.horizon_months, 9)

    def test_all_clients_may_stay_if_money_loses_value(self):
        # m * 1 / (1 + 0.1 - 1) = 10 m
        self._set(ltv_retention=100, ltv_discount=10)
        multiple = self.company.segment_policy_id._get_settings().ltv.get_multiple()
        self.assertAlmostEqual(multiple, 10)

    def test_more_periods_than_the_horizon_has(self):
        for values, needed, available in (
            # 6 months are 2 quarters, and 3 periods are asked for
            ({"horizon_months": 6}, 3, 2),
            ({"xyz_min_periods": 5}, 5, 4),
            ({"period": "month", "xyz_min_periods": 13}, 13, 12),
            ({"xyz_mode": "quantile", "xyz_min_periods": 5}, 5, 4),
        ):
            message = f"at least {needed} periods.* only has {available}:"
            with (
                self.assertRaisesRegex(ValidationError, message, msg=values),
                self.cr.savepoint(),
            ):
                self._set(**values)

    def test_as_many_periods_as_the_horizon_has(self):
        self._set(horizon_months=6, xyz_min_periods=2)
        self._set(horizon_months=6, period="month", xyz_min_periods=6)

    def test_periods_do_not_matter_without_xyz(self):
        self._set(use_xyz=False)
        self._set(horizon_months=6)
        with self.assertRaisesRegex(ValidationError, "at least 3 periods"):
            self._set(use_xyz=True)

    def test_settings_screen_refuses_too_many_periods(self):
        self.env.user.company_id = self.company
        settings = self.env["res.config.settings"].create({})
        with self.assertRaisesRegex(
            ValidationError, "at least 5 periods.* only has 4:"
        ):
            settings.segment_xyz_min_periods = 5
            self.env.flush_all()

    def test_thresholds_are_of_one_company(self):
        other = self._create_company("Other")
        self._set(abc_threshold_a=50)
        self.assertEqual(other.segment_policy_id.abc_threshold_a, 80)
