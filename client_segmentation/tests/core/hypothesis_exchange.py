from hypothesis import strategies as st


@st.composite
def exchanges(draw, bases):
    """Draw one of ``bases`` (what is known of each client), and to whom the figures
    of each go: ``{client: client}``."""
    base = draw(bases)
    clients = list(base)
    return base, dict(zip(clients, draw(st.permutations(clients)), strict=True))


def hand_over(values, heirs):
    """Return ``values`` by client, as they are when each has gone to the heir."""
    return {heirs[client]: value for client, value in values.items()}
