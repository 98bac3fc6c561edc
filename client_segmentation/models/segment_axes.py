"""The axes along which clients are classified: their values and what else the
models, tags, pins and the history need to know of them."""

from dataclasses import dataclass

TEMPERATURES = [
    ("cold", "Cold"),
    ("warm", "Warm"),
    ("hot", "Hot"),
]
ABC_CLASSES = [
    ("a", "A"),
    ("b", "B"),
    ("c", "C"),
]
XYZ_CLASSES = [
    ("x", "X"),
    ("y", "Y"),
    ("z", "Z"),
    ("n", "N"),
]
ABCXYZ_CLASSES = [(abc + xyz, (abc + xyz).upper()) for abc in "abc" for xyz in "xyzn"]
TIERS = [
    ("gold", "Gold"),
    ("silver", "Silver"),
    ("bronze", "Bronze"),
]
RFM_SEGMENTS = [
    ("champions", "Champions"),
    ("loyal", "Loyal"),
    ("potential_loyalist", "Potential Loyalist"),
    ("new", "New"),
    ("promising", "Promising"),
    ("need_attention", "Need Attention"),
    ("about_to_sleep", "About to Sleep"),
    ("at_risk", "At Risk"),
    ("cant_lose", "Can't Lose"),
    ("lost", "Lost"),
]
BUYER_TYPES = [
    ("freebie", "Freebie Seeker"),
    ("discount", "Discount Lover"),
    ("value", "Value Seeker"),
    ("result", "Result-focused"),
]
WARM_SIGNALS = [
    ("opportunity", "Opportunity beyond first contact"),
    ("quotation", "Quotation sent"),
    ("message", "Incoming message"),
    ("meeting", "Meeting held"),
    ("mailing_reply", "Reply to a mailing"),
    ("mailing_click", "Click in a mailing"),
]
# Which temperature should have most clients, which the fewest
TEMPERATURE_ORDERS = [
    ("warm_hot_cold", "Warm > Hot > Cold"),
    ("warm_cold_hot", "Warm > Cold > Hot"),
    ("hot_warm_cold", "Hot > Warm > Cold"),
    ("hot_cold_warm", "Hot > Cold > Warm"),
    ("cold_warm_hot", "Cold > Warm > Hot"),
    ("cold_hot_warm", "Cold > Hot > Warm"),
]


@dataclass(frozen=True)
class Axis:
    """A class of clients: the column of client.segment that holds it, and its
    possible values (None for yes or no)."""

    column: str
    label: str
    values: list | None = None

    @property
    def partner_field(self):
        return f"segment_{self.column}"


AXES = (
    Axis("temperature", "Temperature", TEMPERATURES),
    Axis("abc", "ABC", ABC_CLASSES),
    Axis("xyz", "XYZ", XYZ_CLASSES),
    Axis("tier", "Tier", TIERS),
    Axis("is_key", "Key Client"),
    Axis("is_mono", "Mono-client"),
    Axis("rfm", "RFM", RFM_SEGMENTS),
    Axis("is_active", "Active Client"),
    Axis("buyer_type", "Buyer Type", BUYER_TYPES),
    Axis("is_stalling", "Stalling"),
)
ALL_CLASSES = [*(axis.values for axis in AXES if axis.values), ABCXYZ_CLASSES]
AXIS_BY_COLUMN = {axis.column: axis for axis in AXES}
