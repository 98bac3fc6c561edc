from dataclasses import replace

from odoo.tests import BaseCase

from ...arithmetic.business_case.business_case import BusinessCase
from ...arithmetic.business_case.retention import Curve

CASE = BusinessCase(
    clients=100,
    enrolment=1.0,
    orders_per_month=1.0,
    average_order=100.0,
    margin=0.4,
    frequency_uplift=0.0,
    order_uplift=0.0,
    cost_one_off=0.0,
    cost_monthly=0.0,
    cost_per_member=0.0,
    cost_per_order=0.0,
    discount=0.0,
    horizon=36,
    yearly_rate=0.0,
    retention=0.6,
)


class TestRetention(BaseCase):
    """P. Fader and B. Hardie, "How to Project Customer Retention" (2007): their "High
    End" clients have alpha 0.668 and beta 3.806, "Regular" ones 0.704 and 1.182."""

    def test_published_curves(self):
        """The survival they list for the first years, in percent: figures follow from
        r(t) = (beta + t - 1) / (alpha + beta + t - 1), multiplied by hand."""
        high = Curve(0.668, 3.806)
        # 3.806 / 4.474 = 0.8507; x 4.806 / 5.474 = 0.8780: 0.7469
        self.assertAlmostEqual(high.get_survival(1), 0.8507, 4)
        self.assertAlmostEqual(high.get_survival(2), 0.7469, 4)
        regular = Curve(0.704, 1.182)
        # 1.182 / 1.886 = 0.6267; x 2.182 / 2.886 = 0.7561: 0.4738
        self.assertAlmostEqual(regular.get_survival(1), 0.6267, 4)
        self.assertAlmostEqual(regular.get_survival(2), 0.4738, 4)

    def test_curve_of_two_years(self):
        for curve in (Curve(0.668, 3.806), Curve(0.704, 1.182)):
            found = Curve.of(curve.get_retention(1), curve.get_retention(2))
            self.assertAlmostEqual(found.alpha, curve.alpha)
            self.assertAlmostEqual(found.beta, curve.beta)

    def test_no_curve(self):
        for first, second in ((0.6, 0.6), (0.6, 0.5), (0.6, 0), (0.6, 1), (0, 0.5)):
            self.assertIsNone(Curve.of(first, second))

    def test_flattens(self):
        """As many are left after the first year, more after the second: 100 x 0.6 x
        0.8 = 48 instead of 100 x 0.6 x 0.6 = 36. Newcomers of month 1 are a year old
        in month 13."""
        flat = replace(CASE, later_retention=0.8)
        self.assertAlmostEqual(CASE.membership[12].members, 60)
        self.assertAlmostEqual(flat.membership[12].members, 60)
        self.assertAlmostEqual(CASE.membership[24].members, 36)
        self.assertAlmostEqual(flat.membership[24].members, 48)
        self.assertAlmostEqual(flat.membership[24].baseline, 48)
        # Nothing changes for members, so nothing is earned or lost
        self.assertAlmostEqual(flat.incremental_profit, 0)

    def test_sum_of_the_months(self):
        flat = replace(
            CASE,
            later_retention=0.8,
            retention_uplift=0.05,
            referral_rate=0.5,
            ramp=(0.25, 0.5, 1.0),
        )
        total = flat.membership_total
        self.assertAlmostEqual(sum(m.members for m in flat.membership), total.members)
        self.assertAlmostEqual(sum(m.joining for m in flat.membership), total.joining)

    def test_ages_and_recursion_agree(self):
        """With a curve that hardly flattens, both ways count the same."""
        nearly = replace(
            CASE, later_retention=0.6 + 1e-7, referral_rate=0.3, ramp=(0.5, 1.0)
        )
        alike = replace(nearly, later_retention=0.0)
        for one, other in zip(nearly.membership, alike.membership, strict=True):
            self.assertAlmostEqual(one.members, other.members, 3)
            self.assertAlmostEqual(one.baseline, other.baseline, 3)
