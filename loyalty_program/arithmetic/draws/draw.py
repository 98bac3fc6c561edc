"""A prize draw that anybody can repeat with nothing but a hash function.

1. The list of tickets is frozen. Its fingerprint is the SHA-256, in hexadecimal, of
   the lines "number;client;order", one for each ticket in the order of the numbers,
   each ended by a line feed.
2. Only then is the seed chosen, best a number that nobody can know before, like the
   result of a public lottery on a day announced beforehand.
3. For the prizes 1, 2, 3 ... the SHA-256 of "fingerprint|seed|prize" is taken as a
   number. Its remainder by the count of tickets left is the position of the winner
   among them, counted from 0 in the order of the numbers.
4. All tickets of a client that has won leave the draw.

The remainder favours no ticket by more than 1 in 2**200.
"""

from hashlib import sha256


def get_fingerprint(tickets):
    """:param tickets: ``[(number, client, order)]`` in the order of the numbers"""
    lines = "".join(f"{number};{client};{order}\n" for number, client, order in tickets)
    return sha256(lines.encode()).hexdigest()


def draw_winners(tickets, seed, prizes):
    """Return the numbers of the winning tickets in the order of the prizes."""
    fingerprint = get_fingerprint(tickets)
    left = list(tickets)
    winners = []
    for prize in range(1, prizes + 1):
        if not left:
            break
        digest = sha256(f"{fingerprint}|{seed}|{prize}".encode()).hexdigest()
        number, client, __ = left[int(digest, 16) % len(left)]
        winners.append(number)
        left = [ticket for ticket in left if ticket[1] != client]
    return winners
