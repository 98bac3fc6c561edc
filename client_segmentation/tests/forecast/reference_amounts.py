"""Expected amounts in plain Python: what the statements say is checked against it."""


def get_expected_amount(parameters, count, mean):
    """Return the expected amount of a client's purchases to come (equation 5).

    A weighted mean of the company's and the client's own; without parameters the
    client's own. A mean below zero, of returns, tells no more than one of zero.
    """
    if parameters is None:
        return mean
    p, q, gamma = parameters
    return p * (gamma + count * max(mean, 0.0)) / (p * count + q - 1)


def get_company_amount(parameters):
    """Return the mean amount over all clients; what a client without a purchase is
    expected to spend."""
    return get_expected_amount(parameters, 0, 0.0)
