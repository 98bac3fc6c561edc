from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDeletedTwice(TransactionCase):
    """Somebody else was faster: Odoo lets what is gone be deleted."""

    def test_records_of_odoo(self):
        leave = self.env["resource.calendar.leaves"].create(
            {
                "name": "Away",
                "date_from": "2025-07-15 08:00:00",
                "date_to": "2025-07-15 17:00:00",
            }
        )
        leave.unlink()
        self.assertTrue(leave.unlink())
