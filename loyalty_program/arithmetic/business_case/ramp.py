"""How far enrolment has come by the end of each month, as cumulative shares."""


def linear_ramp(months):
    """Equal numbers join in each of the months: 4 gives 25, 50, 75, 100 %."""
    months = max(months, 1)
    return tuple(month / months for month in range(1, months + 1))


def ramp_share(ramp, month):
    """Share that has joined by the end of ``month``; the last share goes on."""
    if month <= 0 or not ramp:
        return 0.0
    return ramp[min(month, len(ramp)) - 1]


def parse_shares(text):
    """``"10, 30 60;100"`` in percent to fractions.

    Raises ValueError on anything but numbers from 0 to 100 that never fall.
    """
    words = text.replace(";", " ").replace(",", " ").replace("%", " ").split()
    shares = tuple(float(word) / 100 for word in words)
    steps = zip((0.0, *shares), shares, strict=False)
    if not shares or any(not 0 <= before <= after <= 1 for before, after in steps):
        raise ValueError(text)
    return shares
