"""What Odoo's screens cost with the add-ons, beside the same without them.

Called as a module: ``python -m neighbours_of_odoo.table WITHOUT WITH ROUNDS``. Both
databases are measured in turns, so that a machine that gets slower does it to both,
and short works more often than long ones. CPU is that of Odoo and of its PostgreSQL
process, where this machine runs it.
"""

import dataclasses
import gc
import statistics
import sys
import time
from pathlib import Path

from odoo import api
from odoo.modules.registry import Registry
from odoo.tools import config

from .works import works

BILLION = 1_000_000_000
WARM_UP = 2  # rounds that fill the caches
# Seconds: what takes less is measured more often, though not more than so often
SHORT, OFTEN = 0.01, 20


@dataclasses.dataclass
class Cost:
    seconds: float  # of CPU, the median
    queries: int


def measure(names, rounds):
    """For each work its cost in each of the databases"""
    for work in works():
        for number in range(WARM_UP):
            warm = in_turns(names, work, number)
        often = max(1, min(OFTEN, int(SHORT / min(one.seconds for one in warm))))
        samples = [in_turns(names, work, number) for number in range(rounds * often)]
        counted = list(zip(*samples, strict=True))
        yield (
            work,
            *(
                Cost(
                    statistics.median(one.seconds for one in column),
                    column[-1].queries,
                )
                for column in counted
            ),
        )


def in_turns(names, work, number):
    """A cost for each of the databases, of which now one comes first, now the other"""
    order = names if number % 2 else names[::-1]
    costs = {name: sample(name, work) for name in order}
    return [costs[name] for name in names]


def sample(name, work):
    """One request: a transaction that begins with empty caches of records, undone."""
    with Registry(name).cursor() as cr:
        env = api.Environment(cr, api.SUPERUSER_ID, {})
        user = env["res.users"].search([("login", "=", work.login)])
        context = {"allowed_company_ids": user.company_ids.ids, "lang": user.lang}
        call = work.prepare(env(user=user.id, su=False, context=context))
        env.flush_all()
        env.invalidate_all()
        cost = _cost(cr, call)
        cr.rollback()
    return cost


def _cost(cr, call):
    cr.execute("SELECT pg_backend_pid()")
    [pid] = cr.fetchone()
    queries, server = cr.sql_log_count, _get_server_cpu(pid)
    own = time.process_time()
    call()
    own = time.process_time() - own
    return Cost(own + _get_server_cpu(pid) - server, cr.sql_log_count - queries)


def _get_server_cpu(pid):
    """Seconds of the PostgreSQL process, 0 where it is on another machine"""
    server = Path(f"/proc/{pid}/schedstat")
    return int(server.read_text().split()[0]) / BILLION if server.exists() else 0


def line(work, without, with_us):
    ratio, more = with_us.seconds / without.seconds, with_us.queries - without.queries
    met = ratio <= work.ratio and (work.queries is None or more <= work.queries)
    wanted = f"{work.ratio:g} x"
    if work.queries is not None:
        wanted += f", {work.queries:+d}"
    return (
        f"{work.name:32}{without.seconds * 1000:9.1f}{with_us.seconds * 1000:9.1f} ms"
        f"{ratio:7.2f} x{without.queries:6d}{with_us.queries:6d}{more:+6d}"
        f"   {wanted:12} {'met' if met else 'missed'}"
    )


def main(without, with_us, rounds):
    config.parse_config(["--no-http", "--log-level=warn"], setup_logging=True)
    columns = f"{'without':>9}{'with':>9}   {'CPU':>8} {'queries':>18}   wanted"
    print(f"\n{'':32}{columns}", flush=True)
    for name in (without, with_us):
        Registry(name)
    # What the two registries hold is no garbage to be looked for again and again.
    gc.freeze()
    for work, *costs in measure((without, with_us), rounds):
        print(line(work, *costs), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
