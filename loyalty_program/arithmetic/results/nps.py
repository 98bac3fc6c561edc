PROMOTER_FROM, DETRACTOR_TO = 9, 6


def net_promoter_score(answers):
    """Share of promoters (9, 10) less that of detractors (0 to 6), -1 to 1; None
    without answers.

    Source: F. F. Reichheld, "The One Number You Need to Grow", Harvard Business
    Review 81 (2003).
    """
    answers = list(answers)
    if not answers:
        return None
    promoters = sum(answer >= PROMOTER_FROM for answer in answers)
    detractors = sum(answer <= DETRACTOR_TO for answer in answers)
    return (promoters - detractors) / len(answers)
