from typing import NamedTuple

NO_COST = "no_cost"
NO_BASELINE = "no_baseline"
NO_UNIT_MARGIN = "no_unit_margin"
NO_MEMBERS = "no_members"
NO_MEMBER_MARGIN = "no_member_margin"
NOTHING_TO_PAY_BACK = "nothing_to_pay_back"
BEYOND_HORIZON = "beyond_horizon"
NO_SIGN_CHANGE = "no_sign_change"
STARTS_WITH_INCOME = "starts_with_income"
SEVERAL_RATES = "several_rates"
OUT_OF_RANGE = "out_of_range"
ENDLESS = "endless"

REASONS = (
    NO_COST,
    NO_BASELINE,
    NO_UNIT_MARGIN,
    NO_MEMBERS,
    NO_MEMBER_MARGIN,
    NOTHING_TO_PAY_BACK,
    BEYOND_HORIZON,
    NO_SIGN_CHANGE,
    STARTS_WITH_INCOME,
    SEVERAL_RATES,
    OUT_OF_RANGE,
    ENDLESS,
)


class Figure(NamedTuple):
    """A number, or the reason why there is none: exactly one of the two is set."""

    value: float | None = None
    reason: str | None = None

    @classmethod
    def undefined(cls, reason):
        return cls(None, reason)

    @property
    def is_defined(self):
        return self.reason is None
