from datetime import date

from odoo.tests import BaseCase, tagged

from ...arithmetic.core.temperature import Violation, check_order
from .reference_temperature import get_temperature

AS_OF = date(2025, 7, 15)
BEFORE = date(2025, 7, 14)
AFTER = date(2025, 7, 16)
KINDS = ["quotation", "message", "meeting"]
ORDER = ("warm", "hot", "cold")


@tagged("post_install", "-at_install")
class TestToolsTemperature(BaseCase):
    def _check(self, warm, hot, cold, order=ORDER):
        return check_order({"warm": warm, "hot": hot, "cold": cold}, order)

    def test_temperature(self):
        talk = (BEFORE, "meeting")
        for expected, orders, signals in (
            (("cold", None), [], []),
            (("warm", talk), [], [talk]),
            (("hot", None), [AS_OF], [talk]),
            (("warm", talk), [AFTER], [talk]),
            (("cold", None), [AFTER], [(AFTER, "message")]),
            (("warm", talk), [], [talk, (BEFORE, "quotation"), (AFTER, "message")]),
        ):
            self.assertEqual(get_temperature(orders, signals, AS_OF, KINDS), expected)
        self.assertEqual(
            get_temperature([], [talk], AS_OF, ["message"]), ("cold", None)
        )

    def test_recommended_order(self):
        self.assertEqual(self._check(warm=50, hot=30, cold=20), [])

    def test_one_pair(self):
        [violation] = self._check(warm=40, hot=20, cold=40)
        self.assertEqual(violation, Violation("cold", "hot", 0.4, 0.2))

    def test_all_the_wrong_way_round(self):
        """41, 36 and 23 of 100: differences 18, 13 and 5."""
        self.assertEqual(
            self._check(warm=23, hot=36, cold=41),
            [
                Violation("cold", "warm", 0.41, 0.23),
                Violation("hot", "warm", 0.36, 0.23),
                Violation("cold", "hot", 0.41, 0.36),
            ],
        )

    def test_equal_numbers_are_in_order(self):
        self.assertEqual(self._check(warm=5, hot=5, cold=5), [])
        self.assertEqual(self._check(warm=5, hot=3, cold=3), [])

    def test_another_order(self):
        self.assertEqual(self._check(1, 5, 9, ("cold", "hot", "warm")), [])
        [violation] = self._check(1, 5, 4, ("cold", "hot", "warm"))
        self.assertEqual(violation[:2], ("hot", "cold"))

    def test_without_clients(self):
        self.assertEqual(self._check(0, 0, 0), [])

    def test_only_cold_clients(self):
        self.assertEqual(
            self._check(warm=0, hot=0, cold=7),
            [Violation("cold", "warm", 1, 0), Violation("cold", "hot", 1, 0)],
        )
