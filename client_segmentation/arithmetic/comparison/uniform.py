"""Draws that anybody can repeat: all chance follows from a seed that is kept."""

from hashlib import sha256


def get_uniform(seed, *parts):
    """Return a number in [0, 1) that follows from the seed and the parts."""
    text = "|".join(map(str, (seed, *parts)))
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big") / 2**64


def is_drawn(seed, client, share):
    """Whether a client is among the share that is drawn, in per cent: whoever else is
    drawn, and before anything of the client is known but its number."""
    return get_uniform(seed, "client", client) < share / 100
