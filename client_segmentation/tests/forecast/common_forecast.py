import random
from datetime import date

from dateutil.relativedelta import relativedelta

from ..common import SegmentationCommon

MONTHS = 36
AHEAD = 12


class ForecastCommon(SegmentationCommon):
    """A company whose clients buy and leave as the model has it, with parameters that
    are known: of each client who is still there is known, too, and what it buys later.

    Margins of a purchase are random about the client's own mean.
    """

    CLIENTS = 1500
    # alpha, beta of buying in a month; gamma, delta of leaving before the next one
    PLANTED = (1.2, 2.4, 0.8, 9.0)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rng = random.Random(2010)
        first = cls._create_client("Sample")
        order = cls._create_order(first, "2015-01-15", 5)
        cls.clients = cls._clone_clients(first, cls.CLIENTS)
        cls.alive, cls.later, rows = {}, {}, []
        for client in cls.clients.ids:
            months, cls.alive[client], cls.later[client] = cls._live(rng)
            mean = rng.gammavariate(4, 5000)
            rows += [
                (client, day, 2 * cents, cents)
                for day, cents in (
                    (month.replace(day=rng.randint(1, 28)), cls._spend(rng, mean))
                    for month in months
                )
            ]
        cls._clone_orders(order, rows)
        cls.rows = rows
        cls.segment_run = cls._run_on()
        cls.forecast = cls.env["client.segment.forecast"].search(
            [("company_id", "=", cls.company.id)]
        )

    @staticmethod
    def _spend(rng, mean):
        return max(round(rng.gammavariate(3, mean / 3)), 1)

    @classmethod
    def _live(cls, rng):
        """Return the months with a purchase, whether the client is still there, and
        how often it will buy in the months ahead."""
        alpha, beta, gamma, delta = cls.PLANTED
        buys, leaves = rng.betavariate(alpha, beta), rng.betavariate(gamma, delta)
        age = rng.randint(1, MONTHS)
        this_month = date(2025, 7, 1)
        months = [this_month - relativedelta(months=age)]
        later, here = 0, True
        # Of month ``n`` since the first: ``age`` is the current one, nothing in it yet
        for n in range(1, age + AHEAD):
            here = here and rng.random() >= leaves
            if n == age:
                alive = here
            if here and rng.random() < buys:
                if n < age:
                    months.append(months[0] + relativedelta(months=n))
                else:
                    later += 1
        return months, alive, later

    @classmethod
    def _get_segments(cls, clients=None):
        found = cls.env["client.segment"].search(
            [
                ("company_id", "=", cls.company.id),
                ("partner_id", "in", (clients or cls.clients).ids),
            ]
        )
        return {segment.partner_id.id: segment for segment in found}
