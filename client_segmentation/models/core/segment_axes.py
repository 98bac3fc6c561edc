"""The axes along which clients are classified. Each stands here once, with all that
fields, views, tags, pins and the history need to know of it; how its class follows from
the facts is in ``sql/labels.py`` in a function of the name of its column.
"""

from .segment_axis import GROW, OPPOSITE, WIN_BACK, YES, Axis, AxisClass, AxisFilter

# Who is late by its own rhythm, or gone
LATE_STATES = ("slowing", "sleeping", "lost")
STATE = Axis(
    column="state",
    first_day="days",
    label="Client State",
    help="How the client stands by its own rhythm of purchases: from prospect to lost.",
    document_label="Client State",
    filter_prefix="state_",
    width="100px",
    specificity=12,
    explanation="state",
    hides=("segment_usual_interval", "segment_next_order_date", "segment_late"),
    classes=(
        AxisClass("prospect", "Prospect", 0, filter="Prospects"),
        # RFM has a class New as well.
        AxisClass("new", "New", 4, "New client", "New Clients", stance=GROW),
        AxisClass("active", "Active", 10, "", "Active", "Active Clients", stance=GROW),
        AxisClass("slowing", "Slowing", 3, filter="Slowing", stance=WIN_BACK),
        AxisClass("sleeping", "Sleeping", 2, filter="Sleeping", stance=WIN_BACK),
        AxisClass("lost", "Lost", 1, filter="Lost", stance=WIN_BACK),
    ),
    filters=(
        AxisFilter(
            "acting",
            "Acting Clients",
            [("segment_state", "in", ["new", "active", "slowing", "sleeping"])],
        ),
        AxisFilter(
            "late",
            "Late or Lost",
            [("segment_state", "in", list(LATE_STATES))],
        ),
    ),
)
TEMPERATURE = Axis(
    column="temperature",
    first_day="days",
    label="Temperature",
    help="Hot: an acting client who has bought at least once. Warm: knows us. Cold: the"
    " others.",
    width="115px",
    specificity=2,
    explanation="temperature",
    also_explained=("is_active",),
    classes=(
        AxisClass("cold", "Cold", 4, filter="Cold", document_filter="Cold Clients"),
        AxisClass("warm", "Warm", 3, filter="Warm", document_filter="Warm Clients"),
        AxisClass(
            "hot", "Hot", 10, filter="Hot", document_filter="Hot Clients", stance=GROW
        ),
    ),
)
ABC = Axis(
    column="abc",
    first_day="documents",
    label="ABC",
    help="The client's class by cumulative share: A clients bring the most.",
    width="55px",
    filter_prefix="abc_",
    specificity=4,
    explanation="abc",
    also_explained=("abcxyz", "is_loss_making"),
    hides=("segment_abcxyz", "segment_is_loss_making"),
    classes=(
        AxisClass("a", "A", 10, "Class A", "Class A", "A Clients"),
        AxisClass("b", "B", 3, "Class B", "Class B", "B Clients"),
        AxisClass("c", "C", 0, "Class C", "Class C", "C Clients"),
    ),
)
XYZ = Axis(
    column="xyz",
    first_day="steady",
    is_basic=False,
    label="XYZ",
    help="The client's class by regularity: X buys steadily, Z erratically; N means "
    "not enough data.",
    width="55px",
    filter_prefix="xyz_",
    specificity=3,
    explanation="xyz",
    also_explained=("abcxyz",),
    hides=("segment_abcxyz", "segment_variation", "segment_margin_variation"),
    classes=(
        AxisClass("x", "X", 10, "Class X", "Class X", "X Clients"),
        AxisClass("y", "Y", 3, "Class Y", "Class Y", "Y Clients"),
        AxisClass("z", "Z", 2, "Class Z", "Class Z", "Z Clients"),
        AxisClass("n", "N", 0, "Class N", "Class N", "N Clients"),
    ),
)
TIER = Axis(
    column="tier",
    first_day="tiers",
    label="Tier",
    help="Gold, silver or bronze, based on the client's share of the profit.",
    width="80px",
    specificity=5,
    explanation="profit",
    classes=(
        AxisClass("gold", "Gold", 3, filter="Gold", document_filter="Gold Clients"),
        AxisClass(
            "silver", "Silver", 7, filter="Silver", document_filter="Silver Clients"
        ),
        AxisClass(
            "bronze", "Bronze", 2, filter="Bronze", document_filter="Bronze Clients"
        ),
    ),
)
IS_KEY = Axis(
    column="is_key",
    first_day="key",
    label="Key Client",
    document_label="Key Client",
    help="The client brings in a large share of the profit.",
    starts_filters=False,
    specificity=8,
    explanation="profit",
    classes=(AxisClass(YES, "Key Client", 10, filter="Key Clients"),),
)
IS_MONO = Axis(
    column="is_mono",
    first_day="key",
    label="Mono-client",
    document_label="Mono-client",
    help="The client brings in so much of the profit that we depend on it.",
    starts_filters=False,
    specificity=9,
    explanation="profit",
    classes=(AxisClass(YES, "Mono-client", 2, filter="Mono-clients"),),
)
RFM = Axis(
    column="rfm",
    label="RFM",
    help="Named segment of the client by recency, frequency and monetary value.",
    width="155px",
    is_typed=True,
    # It moves too often; a snapshot is kept at the end of each month.
    has_history=False,
    specificity=6,
    explanation="rfm",
    hides=(
        "segment_rfm_recency",
        "segment_rfm_frequency",
        "segment_rfm_monetary",
        "segment_rfm_month",
        "client_segmentation.client_segment_rfm_report_action",
        "client_segmentation.client_segment_rfm_migration_action",
        "client_segmentation.client_segment_rfm_rule_menu",
    ),
    classes=(
        AxisClass("champions", "Champions", 10, stance=GROW),
        AxisClass("loyal", "Loyal", 10, stance=GROW),
        AxisClass("potential_loyalist", "Potential Loyalist", 4, stance=GROW),
        AxisClass("new", "New", 4, stance=GROW),
        AxisClass("promising", "Promising", 11, stance=GROW),
        AxisClass("need_attention", "Need Attention", 3),
        AxisClass("about_to_sleep", "About to Sleep", 2, stance=WIN_BACK),
        AxisClass("at_risk", "At Risk", 1, stance=WIN_BACK),
        AxisClass("cant_lose", "Can't Lose", 1, stance=WIN_BACK),
        AxisClass("lost", "Hibernating", 0, stance=WIN_BACK),
    ),
    filters=(
        AxisFilter(
            "losing", "At Risk", [("segment_rfm", "in", ["at_risk", "cant_lose"])]
        ),
    ),
)
IS_ACTIVE = Axis(
    column="is_active",
    first_day="days",
    is_basic=False,
    label="Active Client",
    document_label="Active Client",
    help="The client has bought recently.",
    starts_filters=False,
    specificity=1,
    hides=(
        "client_segmentation.client_segment_active_manager_action",
        "client_segmentation.client_segment_active_trend_action",
        "client_segmentation.client_segment_active_report_action",
    ),
    classes=(
        AxisClass(
            YES, "Active Client", 10, "Active Client", "Active Clients", stance=GROW
        ),
    ),
    filters=(
        AxisFilter(
            "lapsed",
            "Lapsed Clients",
            [
                ("segment_is_active", "=", False),
                ("segment_state", "not in", ["prospect", False]),
            ],
        ),
    ),
)
BUYER_TYPE = Axis(
    column="buyer_type",
    is_basic=False,
    label="Buyer Type",
    help="How the client likes to buy: with gifts, at a discount or at the full price.",
    width="200px",
    specificity=7,
    explanation="buyer_type",
    classes=(
        AxisClass("freebie", "Freebie Seeker", 1, filter="Freebie Seekers"),
        AxisClass("discount", "Discount Lover", 3, filter="Discount Lovers"),
        AxisClass("value", "Value Seeker", 4, filter="Value Seekers"),
        AxisClass("result", "Result-focused", 10, filter="Result-focused"),
    ),
)
IS_STALLING = Axis(
    column="is_stalling",
    is_basic=False,
    label="Stalling",
    document_label="Stalling Client",
    help="The client keeps putting off the decision: it postpones an opportunity "
    "again and again, or lets quotations expire.",
    specificity=10,
    explanation="stalling",
    hides=(
        "is_stalling",
        "postponement_count",
        "postponement_date",
        "postponements",
        "stalling_lead_count",
        "stalling_moment",
        "stalling_told",
    ),
    classes=(AxisClass(YES, "Stalling", 1, filter="Stalling Clients"),),
)
AXES = (
    STATE,
    TEMPERATURE,
    ABC,
    XYZ,
    TIER,
    IS_KEY,
    IS_MONO,
    RFM,
    IS_ACTIVE,
    BUYER_TYPE,
    IS_STALLING,
)

# No axis, but made of two: it is neither switched, pinned, tagged nor kept by itself.
ABCXYZ = Axis(
    column="abcxyz",
    label="ABCXYZ",
    help="The client's ABC and XYZ classes combined.",
    width="75px",
    is_typed=True,
    specificity=11,
    classes=tuple(
        AxisClass(abc.value + xyz.value, abc.label + xyz.label)
        for abc in ABC.classes
        for xyz in XYZ.classes
    ),
)
# All that is shown, searched and grouped by
_AFTER_XYZ = AXES.index(XYZ) + 1
CLASSES = (*AXES[:_AFTER_XYZ], ABCXYZ, *AXES[_AFTER_XYZ:])
AXIS_BY_COLUMN = {axis.column: axis for axis in AXES}
CLASS_BY_COLUMN = {axis.column: axis for axis in CLASSES}
ALL_VALUES = [axis.values for axis in CLASSES if axis.values]

# Where there is room for few badges: the state first, then what is a warning, then what
# lists show, too
_FIRST = (STATE, IS_MONO, IS_STALLING, IS_KEY, ABC, TIER, RFM)
BADGES = (*_FIRST, *(axis for axis in CLASSES if axis not in _FIRST))

# Which temperature should have most clients, which the fewest
TEMPERATURE_ORDERS = [
    ("warm_hot_cold", "Warm > Hot > Cold"),
    ("warm_cold_hot", "Warm > Cold > Hot"),
    ("hot_warm_cold", "Hot > Warm > Cold"),
    ("hot_cold_warm", "Hot > Cold > Warm"),
    ("cold_warm_hot", "Cold > Warm > Hot"),
    ("cold_hot_warm", "Cold > Hot > Warm"),
]


def contradicts(state, segment_class):
    """Would what there is to do with the clients of a class (``axis:value``) be the
    opposite of what their ``state`` asks for? Who is about to leave is not sold more
    to, and who buys as usual need not be won back."""
    column, value = segment_class.split(":")
    axis = CLASS_BY_COLUMN.get(column)
    if not state or not axis:
        return False
    wanted, other = STATE.get_stance(state), axis.get_stance(value)
    return bool(wanted) and OPPOSITE[wanted] == other


def get_contradictions():
    """Return the pairs ``(state, class)`` that contradict each other."""
    classes = [
        f"{axis.column}:{value}"
        for axis in AXES
        for value in [*(known.value for known in axis.classes), "false"]
        if value != "false" or not axis.values
    ]
    return [
        (state, segment_class)
        for state, _label in STATE.values
        for segment_class in classes
        if contradicts(state, segment_class)
    ]
