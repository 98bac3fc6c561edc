from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDeletedTwice(TransactionCase):
    """Somebody else was faster: Odoo lets what is gone be deleted."""

    def test_records_of_odoo(self):
        stage = self.env["crm.stage"].create({"name": "S"})
        lead = self.env["crm.lead"].create({"name": "L", "purchase_timing": "urgent"})
        tag = self.env["res.partner.category"].create({"name": "T"})
        partner = self.env["res.partner"].create({"name": "P"})
        for record in (lead, stage, tag, partner):
            record.unlink()
            self.assertTrue(record.unlink(), record)
