"""What the thresholds a company sets have in common, in plain Python."""

from fractions import Fraction


class Thresholds:
    """Base of the frozen dataclasses that hold thresholds.

    A threshold that is not a number (NaN) or not finite is a problem, too: the
    checks are written so that it fails them.
    """

    def get_problems(self):
        """Return the codes of what is wrong, in the order of the fields."""
        raise NotImplementedError

    @property
    def are_valid(self):
        return not self.get_problems()

    def _list_problems(self, **is_right):
        return [code for code, right in is_right.items() if not right]


def get_fraction(percent):
    """Return a percentage as the exact fraction that is written down.

    12.3 per cent are 123/1000, not the binary number next to it: a decimal
    (``numeric``) comparison in SQL comes to the same result.
    """
    return Fraction(str(percent)) / 100
