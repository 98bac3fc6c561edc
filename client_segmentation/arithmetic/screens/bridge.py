"""The bridge of revenue from one span of time to another of equal length.

Each client is one step or none; the steps add up to the difference of the spans.
"""

NEW = "new"
WON_BACK = "won_back"
GROWN = "grown"
SHRUNK = "shrunk"
LOST = "lost"

STEPS = (NEW, WON_BACK, GROWN, SHRUNK, LOST)
