from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..dossier.common_contents import ContentsCommon


@tagged("post_install", "-at_install")
class TestReportingLine(ContentsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls._add_person()
        cls.head = cls._add_person(cls.board)

    def test_no_cycle(self):
        self.worker.manager_id = self.head
        self.assertEqual(self.head.report_ids, self.worker)
        with self.assertRaisesRegex(ValidationError, "report to himself"):
            self.head.manager_id = self.worker
        with self.assertRaisesRegex(ValidationError, "report to himself"):
            self.head.manager_id = self.head

    def test_superior_of_the_same_client(self):
        other = self._new_dossier(self.owner)
        stranger = self._add_person(dossier_id=other.id)
        with self.assertRaisesRegex(ValidationError, "same client"):
            self.worker.manager_id = stranger

    def test_superior_of_somebody_elses_dossier_is_refused(self):
        closed = self._new_dossier(self.colleague)
        person = self.env["key.account.stakeholder"].create(
            {"dossier_id": closed.id, "partner_id": self.board.id}
        )
        with self.assertRaises(AccessError):
            self.worker.manager_id = person.id

    def test_chart(self):
        self.worker.manager_id = self.head
        chart = {node["id"]: node for node in self.mine.people_chart}
        self.assertEqual(chart[self.worker.id]["manager"], self.head.id)
        self.assertFalse(chart[self.head.id]["manager"])
        form = self.dossier.with_user(self.colleague).new(
            {"stakeholder_ids": self.worker.ids}
        )
        self.assertFalse(form.people_chart)
