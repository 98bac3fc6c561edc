"""Users who edit contacts while a run is at work: do they wait, do they fail?"""

import statistics
import threading
import time

from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry


class Editor(threading.Thread):
    """Renames one client after another, each in a transaction of its own."""

    def __init__(self, database, client_ids):
        super().__init__(daemon=True)
        self.registry = Registry(database)
        self.client_ids = client_ids
        self.done = threading.Event()
        self.durations = []
        self.failures = 0

    def run(self):
        number = 0
        while not self.done.is_set():
            client_id = self.client_ids[number % len(self.client_ids)]
            number += 1
            start = time.perf_counter()
            try:
                with self.registry.cursor() as cr:
                    env = api.Environment(cr, SUPERUSER_ID, {})
                    env["res.partner"].browse(client_id).city = f"City {number}"
                    env.flush_all()
            except OperationalError:
                self.failures += 1
            self.durations.append(time.perf_counter() - start)
            time.sleep(0.005)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.done.set()
        self.join()

    @property
    def p99(self):
        return statistics.quantiles(self.durations, n=100)[98]
