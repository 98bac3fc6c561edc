from odoo.tests import BaseCase, tagged

from ...arithmetic.comparison import (
    Comparison,
    Group,
    compare,
    detectable_difference,
    estimate_slope,
    follow,
    merge_small,
    quantile,
    sample_size,
)

# Hours of sleep gained with two drugs by the same ten patients: Student (1908)
SLEEP_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SLEEP_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def _group(values):
    return Group.of((0, value) for value in values)


def _summary(count, mean, deviation):
    """A group of which only mean and standard deviation are printed."""
    squares = (count - 1) * deviation**2 + count * mean**2
    return Group(n=count, y=count * mean, yy=squares)


@tagged("post_install", "-at_install")
class TestStudent(BaseCase):
    def test_printed_table(self):
        """Percentage points of t: Fisher and Yates, "Statistical Tables", table III."""
        for degrees, middle, outer in (
            (1, 12.706, 63.657),
            (2, 4.303, 9.925),
            (5, 2.571, 4.032),
            (10, 2.228, 3.169),
            (30, 2.042, 2.750),
            (60, 2.000, 2.660),
            (120, 1.980, 2.617),
            (10**9, 1.960, 2.576),
        ):
            self.assertAlmostEqual(quantile(0.975, degrees), middle, 3)
            self.assertAlmostEqual(quantile(0.995, degrees), outer, 3)


@tagged("post_install", "-at_install")
class TestEffect(BaseCase):
    def assertInterval(self, effect, low, high, places=6):
        self.assertAlmostEqual(effect.interval()[0], low, places)
        self.assertAlmostEqual(effect.interval()[1], high, places)

    def test_welch_sleep(self):
        """As printed in the manual of R for t.test: t = -1.8608, df = 17.776."""
        effect = compare([(_group(SLEEP_1), _group(SLEEP_2))])
        self.assertAlmostEqual(effect.value / effect.standard_error, -1.8608, 4)
        self.assertAlmostEqual(effect.degrees, 17.776, 3)
        self.assertInterval(effect, -3.3654832, 0.2054832)

    def test_welch_cars(self):
        """NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.3: mileage of U.S.
        and Japanese cars."""
        pair = _summary(249, 20.14458, 6.41470), _summary(79, 30.48101, 6.10771)
        effect = compare([pair])
        self.assertAlmostEqual(effect.value / effect.standard_error, -12.94627, 4)
        self.assertAlmostEqual(effect.degrees, 136.8750, 2)

    def test_paired_sleep(self):
        """As printed in the manual of R: t = 4.0621, df = 9."""
        effect = follow(Group.of(zip(SLEEP_1, SLEEP_2, strict=True)))
        self.assertAlmostEqual(effect.value / effect.standard_error, 4.0621, 4)
        self.assertEqual(effect.degrees, 9)
        self.assertInterval(effect, 0.7001142, 2.4598858)

    def test_difference_in_differences_card_krueger(self):
        """D. Card and A. Krueger (1994), table 3: employment changed by 0.59 (standard
        error 0.54) in New Jersey and by -2.16 (1.25) in Pennsylvania, a difference of
        2.76 (1.36), made here from two groups with these means and errors."""
        pair = _summary(319, 0.59, 0.54 * 319**0.5), _summary(77, -2.16, 1.25 * 77**0.5)
        effect = compare([pair])
        self.assertAlmostEqual(effect.value, 2.75)
        self.assertAlmostEqual(effect.standard_error, 1.36, 2)

    def test_difference_in_differences_is_of_changes(self):
        before = [5, 1, 4, 2, 9]
        members = Group.of(zip(before, [9, 4, 6, 5, 13], strict=True))
        control = Group.of(zip(before, [6, 3, 4, 3, 8], strict=True))
        changes = _group([4, 3, 2, 3, 4]), _group([1, 2, 0, 1, -1])
        paired, plain = compare([(members, control)], 1), compare([changes])
        self.assertAlmostEqual(paired.value, 3.2 - 0.6)
        self.assertAlmostEqual(paired.standard_error, plain.standard_error)
        self.assertAlmostEqual(paired.degrees, plain.degrees)

    def test_strata_weigh_as_their_members(self):
        """1 more in a class of 2 members, 4 more in one of 6: (2 x 1 + 6 x 4) / 8."""
        small = _group([2, 4]), _group([1, 3])
        large = _group([5, 6, 7] * 2), _group([1, 2, 3])
        effect = compare([small, large])
        self.assertAlmostEqual(effect.value, 3.25)
        # 1/16 (2/2 + 2/2) + 9/16 (0.8/6 + 1/3)
        self.assertAlmostEqual(effect.standard_error**2, 0.125 + 9 / 16 * 7 / 15)

    def test_small_strata_go_together(self):
        pair = _group([1, 2, 3]), _group([1, 2])
        one, none = _group([5]), Group()
        self.assertEqual(merge_small({"a": pair}), {("a",): pair})
        merged = merge_small({"a": pair, "b": (one, none)})
        self.assertEqual(
            {keys: (x.n, y.n) for keys, (x, y) in merged.items()}, {("b", "a"): (4, 2)}
        )
        merged = merge_small({"a": pair, "b": (one, none), "c": (one, _group([1, 2]))})
        sizes = {keys: (x.n, y.n) for keys, (x, y) in merged.items()}
        self.assertEqual(sizes, {("a",): (3, 2), ("b", "c"): (2, 2)})
        self.assertEqual(list(merge_small({"b": (one, none)})), [("b",)])

    def test_slope(self):
        """Each client brings half of what it brought before, and its group's 3 or 1."""
        members = Group.of((x, 3 + x / 2) for x in range(40))
        control = Group.of((x, 1 + x / 2) for x in range(10, 30))
        slope = estimate_slope([(members, control)])
        self.assertAlmostEqual(slope, 0.5)
        effect = compare([(members, control)], slope)
        self.assertAlmostEqual(effect.value, 2)
        few = Group.of((x, x) for x in range(5))
        self.assertEqual(estimate_slope([(few, few)]), 0)

    def test_words_instead_of_figures(self):
        some, one, same = _group([1, 2]), _group([1]), _group([3, 3])
        for strata, reason in (
            ([], "no_members"),
            ([(one, some)], "no_members"),
            ([(some, one)], "no_comparison"),
            ([(same, same)], "no_spread"),
        ):
            self.assertEqual(compare(strata).reason, reason)
        self.assertEqual(follow(one).reason, "no_members")
        self.assertEqual(follow(same).reason, "no_spread")

    def test_large_sums_are_exact(self):
        """Amounts of billions that differ by cents."""
        base = 10**13
        group = _group([base, base + 1, base + 2])
        self.assertEqual(group.variance(), 1)


@tagged("post_install", "-at_install")
class TestPower(BaseCase):
    def test_sample_size_rosner(self):
        """B. Rosner, "Fundamentals of Biostatistics": blood pressure, deviations of
        15.34 and 18.23, a difference of 5.42: 152 women in each group, or 108 and
        twice as many."""
        variances = (15.34**2, 18.23**2)
        self.assertEqual(sample_size(variances, 5.42), (152, 152))
        self.assertEqual(sample_size(variances, 5.42, ratio=2), (108, 216))

    def test_detectable_difference(self):
        """Bloom (1995): 2.80 standard errors at 5 % and a power of 80 %."""
        self.assertAlmostEqual(detectable_difference(1.0), 2.80, 2)


@tagged("post_install", "-at_install")
class TestComparison(BaseCase):
    def _row(self, is_member, pairs, stratum=""):
        group = Group.of(pairs)
        sums = {f"margin_sum_{name}": getattr(group, name) for name in SUMS}
        row = {"is_member": is_member, "stratum": stratum, "clients": group.n}
        return {**row, **sums}

    def _some(self, is_member, count, stratum=""):
        return self._row(is_member, [(1, 2), (2, 5), (0, 1)][:count], stratum)

    def test_strongest_first(self):
        members, control = self._some(True, 3), self._some(False, 2)
        similar = [self._some(True, 2, "x"), self._some(False, 3, "x")]

        def choose(drawn, others=()):
            return Comparison.choose(drawn, lambda: list(others))

        self.assertEqual(choose([members, control]).method, "control")
        alone = [members, self._some(False, 1)]
        comparison = choose(alone, similar)
        self.assertEqual(
            (comparison.method, comparison.members, comparison.controls),
            ("similar", 2, 3),
        )
        self.assertEqual(choose(alone).method, "before")
        self.assertEqual(choose([self._some(True, 1), control]).method, "none")
        self.assertEqual(choose([]).method, "none")

    def test_nobody_similar(self):
        rows = [
            self._some(True, 2, "x"),
            self._some(True, 3, "y"),
            self._some(False, 3, "x"),
            self._some(False, 3, "z"),
        ]
        comparison = Comparison("similar", rows)
        self.assertEqual((comparison.members, comparison.controls), (2, 3))

    def test_months_add_up(self):
        """4 and 3 a member in two months, 2 and 1 for others; both had 2 before."""
        rows = [self._row(True, [(1, 6), (3, 8)]), self._row(False, [(2, 2), (2, 4)])]
        comparison = Comparison("similar", rows)
        months = {
            (1, True, ""): 8,
            (2, True, ""): 6,
            (1, False, ""): 4,
            (2, False, ""): 2,
        }
        split = comparison.split(months, [0.5, 0.5])
        self.assertAlmostEqual(split[0], 2)
        self.assertAlmostEqual(split[1], 2)
        self.assertAlmostEqual(sum(split), comparison.get_effect("margin").value)


SUMS = ("y", "yy", "x", "xx", "xy")
