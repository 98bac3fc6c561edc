from odoo.tests import freeze_time, tagged

from ...arithmetic.clock import tasks
from .test_tasks import TaskCase

MANY = 200


@tagged("post_install", "-at_install")
class TestTasksScale(TaskCase):
    """The number of queries does not grow with that of the dossiers or contacts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.key_account_max_clients = 0
        values = {"partner_id": cls.client_partner.id, "user_id": cls.owner.id}
        dossiers = cls.env["key.account.dossier"]
        cls.many = dossiers.create([values] * MANY)
        # of those with contacts and of those without
        cls.few = cls.many[:5] | cls.many[-5:]
        cls._open_on(cls.many, "2026-03-02")
        cls.env["key.account.contact"].create(
            [
                {
                    "dossier_id": dossier.id,
                    "outcome": "positive",
                    "date": f"2026-{month:02}-{day:02}",
                }
                for dossier in cls.many[:20]
                for month in (1, 2)
                for day in range(1, 28)
            ]
        )
        cls.env.cr.flush()

    def _count(self, work, dossiers):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        work(dossiers)
        self.env.cr.flush()
        return self.cr.sql_log_count - before

    def _refresh(self, dossiers):
        with freeze_time("2026-03-05 12:00:00"):
            dossiers.sudo()._refresh_clock()

    def test_nothing_to_do(self):
        self._count(self._refresh, self.many)
        few = self._count(self._refresh, self.few)
        self.assertEqual(self._count(self._refresh, self.many), few)

    def test_all_clocks_move(self):
        leave = self._leave("2026-03-12 00:00:00", "2026-03-12 23:59:59")

        def move_few(dossiers):
            leave.unlink()

        def move_many(dossiers):
            self._leave("2026-03-12 00:00:00", "2026-03-12 23:59:59")

        self.env.cr.flush()
        queries = max(self._count(work, self.many) for work in (move_few, move_many))
        self.assertLess(queries, 60)
        tasks_now = self.many._get_tasks([tasks.CONTACT])
        self.assertEqual(len(tasks_now), MANY)

    def test_board(self):
        specification = {
            "clock_state": {},
            "next_contact_date": {},
            "phone": {},
            "agenda": {},
            "last_contact_note": {},
            "capacity_note": {},
            "user_id": {"fields": {"display_name": {}}},
            "partner_id": {"fields": {"display_name": {}}},
        }
        model = self.env["key.account.dossier"].with_user(self.owner)

        def read(dossiers):
            found = model.web_search_read([("id", "in", dossiers.ids)], specification)
            self.assertEqual(found["length"], len(dossiers))

        self._count(read, self.many)
        few = self._count(read, self.few)
        self.assertLessEqual(self._count(read, self.many), few + 1)
