from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common_saved import SavedCommon


@tagged("post_install", "-at_install")
class TestSavedMailing(SavedCommon):
    """A mailing goes to who is in a shared segment when it is sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marketing = cls._create_user(
            "mass_mailing.group_mass_mailing_user,sales_team.group_sale_salesman",
            name="Marketing",
        )
        for client in (cls.one, cls.two, cls.three):
            client.email = f"{client.name}@example.com"

    def _create_mailing(self, segment):
        action = segment.with_user(self.marketing).action_new_mailing()
        mailings = self.env[action["res_model"]].with_user(self.marketing)
        form = Form(mailings.with_context(**action["context"]))
        form.subject = "Hello"
        return form.save()

    def _get_recipients(self, mailing):
        return self.env["res.partner"].browse(mailing._get_recipients())

    def test_to_who_is_in(self):
        segment = self._save(is_shared=True)
        self._count_on("2025-07-01", self.one, segment)
        mailing = self._create_mailing(segment)
        self.assertEqual(self._get_recipients(mailing), self.one)
        self._count_on("2025-07-02", self.two + self.three, segment)
        # As the scheduled action of Odoo sends it
        self.assertEqual(
            self._get_recipients(mailing.with_user(self.env.ref("base.user_root"))),
            self.two + self.three,
        )

    def test_not_to_a_segment_of_somebody_else(self):
        segment = self._save()
        self._count_on("2025-07-01", self.one, segment)
        with self.assertRaisesRegex(UserError, "Share the segment"):
            segment.action_new_mailing()
        mailing = (
            self.env["mailing.mailing"]
            .with_user(self.marketing)
            .create(
                {
                    "subject": "Who is in?",
                    "mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
                    "mailing_domain": repr([("saved_segment_ids", "in", segment.ids)]),
                }
            )
        )
        for user in (self.marketing, self.env.ref("base.user_root")):
            self.assertFalse(self._get_recipients(mailing.with_user(user)))
