"""Net Promoter Score: Frederick F. Reichheld, "The One Number You Need to Grow",
Harvard Business Review, December 2003.

"How likely is it that you would recommend us?" is answered from 0 to 10. Those who
say 9 or 10 are promoters, those who say 0 to 6 detractors, the others are passive.
"""

LOWEST, HIGHEST = 0, 10
PROMOTERS_FROM = 9
DETRACTORS_TO = 6

PROMOTER = "promoter"
PASSIVE = "passive"
DETRACTOR = "detractor"

# What one answer adds: the score of several is the mean of their points
POINTS = {PROMOTER: 100.0, PASSIVE: 0.0, DETRACTOR: -100.0}


def get_group(answer):
    """Return the group that an answer puts its author in."""
    if not LOWEST <= answer <= HIGHEST:
        raise ValueError(f"an answer is from {LOWEST} to {HIGHEST}, not {answer}")
    if answer >= PROMOTERS_FROM:
        return PROMOTER
    return DETRACTOR if answer <= DETRACTORS_TO else PASSIVE


def get_score(promoters, passives, detractors):
    """Return the score: the per cent of promoters less that of detractors, from -100
    to 100; None without answers."""
    answers = promoters + passives + detractors
    return 100 * (promoters - detractors) / answers if answers else None
