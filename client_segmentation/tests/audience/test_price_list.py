from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from ...models.audience.res_partner_price_list import PRICE_LIST_KEY
from .test_audience import AudienceCommon


class PriceListCommon(AudienceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = cls.env.ref("client_segmentation.mail_template_price_list")
        cls.pricelist = cls.env["product.pricelist"].create(
            {
                "name": "Dealer prices",
                "company_id": cls.company.id,
                "item_ids": [
                    Command.create(
                        {
                            "applied_on": "1_product",
                            "product_tmpl_id": cls.product.product_tmpl_id.id,
                            "compute_price": "fixed",
                            "fixed_price": 777.77,
                        }
                    )
                ],
            }
        )
        cls.dealers.pricelist_id = cls.pricelist
        cls.dealers.benefits = "<p>Delivery within a day</p>"
        (cls.client + cls.other).client_audience_id = cls.dealers
        cls.client.email = "client@example.com"
        cls.other.email = "other@example.com"
        cls.salesman.email = "salesman@example.com"
        cls.company.email = "company@example.com"
        cls.env.flush_all()

    def _compose(self, action):
        composer = self.env["mail.compose.message"].with_user(self.salesman)
        return composer.with_context(**action["context"])

    def _send(self, record):
        """Press the button and send the mail that opens."""
        action = record.with_user(self.salesman).action_send_price_list()
        self.assertEqual(action["res_model"], "mail.compose.message")
        form = Form(self._compose(action))
        form.save()._action_send_mail()

    def _sendings(self):
        PriceList = self.env["client.price.list"]
        return PriceList.search([("company_id", "=", self.company.id)])


@tagged("post_install", "-at_install")
class TestPriceList(PriceListCommon):
    """Sending price lists, as a salesperson."""

    def _send_many(self, partners):
        action = partners.with_user(self.salesman).action_send_price_list()
        Wizard = self.env["client.price.list.send"].with_user(self.salesman)
        wizard = Form(Wizard.with_context(**action["context"])).save()
        wizard.action_send()
        return wizard

    def test_one_client(self):
        with patch(
            "odoo.addons.mail.models.mail_mail.MailMail.unlink", lambda self: True
        ):
            self._send(self.client)
        sending = self._sendings()
        self.assertRecordValues(
            sending,
            [
                {
                    "partner_id": self.client.id,
                    "company_id": self.company.id,
                    "user_id": self.salesman.id,
                    "audience_id": self.dealers.id,
                    "pricelist_id": self.pricelist.id,
                    "opportunity_id": False,
                }
            ],
        )
        self.assertEqual(sending.message_id.res_id, self.client.id)
        mail = self.env["mail.mail"].search(
            [("mail_message_id", "=", sending.message_id.id)]
        )
        self.assertEqual(mail.recipient_ids, self.client)
        attachment = mail.attachment_ids
        self.assertIn("Dealer prices", attachment.name)
        content = attachment.raw.decode()
        self.assertIn("777.77", content)
        self.assertIn("Segment test product", content)
        self.assertIn("Delivery within a day", mail.body_html)

    def test_nothing_is_logged_until_the_mail_goes(self):
        action = self.client.with_user(self.salesman).action_send_price_list()
        composer = Form(self._compose(action)).save()
        self.assertFalse(self._sendings())
        composer.attachment_ids = False
        composer._action_send_mail()
        self.assertFalse(self._sendings())

    def test_from_opportunity(self):
        self.contact.email = "contact@example.com"
        lead = self.env["crm.lead"].create(
            {"name": "x", "partner_id": self.contact.id, "user_id": self.salesman.id}
        )
        self._send(lead)
        sending = self._sendings()
        self.assertEqual(sending.opportunity_id, lead)
        self.assertEqual(sending.partner_id, self.client)
        self.assertEqual(sending.message_id.res_id, self.contact.id)
        self.assertIn("Dealer prices", lead.message_ids[0].body)

    def test_only_what_the_button_opened_counts(self):
        """The context that marks a mail goes through the browser: nobody can make it
        up, use it for another client, or take over that of a colleague."""
        action = self.client.with_user(self.salesman).action_send_price_list()
        signed = action["context"][PRICE_LIST_KEY]
        post = {"body": "x", "attachments": [("list.txt", b"prices")]}
        for user, client, value in (
            *((self.salesman, self.client, value) for value in (0, 1, True, "x", "AA")),
            (self.salesman, self.other, signed),
            (self.manager, self.client, signed),
        ):
            mine = client.with_user(user).with_context(**{PRICE_LIST_KEY: value})
            mine.message_post(**post)
            files = mine._process_attachments_for_template_post(self.template)
            self.assertFalse(files)
        self.assertFalse(self._sendings())
        mine = self.client.with_user(self.salesman)
        mine.with_context(**{PRICE_LIST_KEY: signed}).message_post(**post)
        self.assertTrue(self._sendings())

    def test_opportunity_without_client(self):
        lead = self.env["crm.lead"].create({"name": "x", "user_id": self.salesman.id})
        with self.assertRaises(UserError):
            lead.with_user(self.salesman).action_send_price_list()

    def test_contact_without_address_stands_for_the_client(self):
        self._send(self.contact)
        self.assertEqual(self._sendings().message_id.res_id, self.client.id)

    def _assert_refused(self, reason):
        with self.assertRaisesRegex(UserError, reason):
            self.client.with_user(self.salesman).action_send_price_list()

    def test_refused(self):
        self.client.client_audience_id = False
        self._assert_refused("no audience")
        self.client.client_audience_id = self.retail
        self._assert_refused("no price list set for the audience Retail")
        self.retail.write({"pricelist_id": self.pricelist.id})
        self.retail.mail_template_id = False
        self._assert_refused("no offer mail set for the audience Retail")
        self.client.client_audience_id = self.dealers
        self.pricelist.active = False
        self._assert_refused("no price list set for the audience Dealers")
        self.pricelist.active = True
        self.client.email = "nonsense"
        self._assert_refused("no valid e-mail")
        self.client.email = False
        self._assert_refused("no valid e-mail")
        self.company.segment_policy_id.use_audience = False
        self._assert_refused("does not use audiences")

    def test_blacklist_and_opt_out(self):
        self.env["mail.blacklist"].create({"email": "client@example.com"})
        self._assert_refused("blacklist")
        self.env["mailing.contact"].create(
            {
                "name": "other",
                "email": "other@example.com",
                "subscription_ids": [
                    Command.create(
                        {
                            "list_id": self.env["mailing.list"]
                            .create({"name": "news"})
                            .id,
                            "opt_out": True,
                        }
                    )
                ],
            }
        )
        with self.assertRaisesRegex(UserError, "opted out"):
            self.other.with_user(self.salesman).action_send_price_list()
        with self.assertRaises(UserError):
            self._send_many(self.client + self.other)
        self.assertFalse(self._sendings())

    def test_many_clients(self):
        without_email = self._create_client("without", user_id=self.salesman.id)
        without_email.client_audience_id = self.dealers
        chosen = self.contact + self.client + self.other + without_email
        wizard = self._send_many(chosen)
        self.assertEqual(wizard.recipient_ids, self.client + self.other)
        self.assertEqual(wizard.obstacles, "without: no valid e-mail address")
        sendings = self._sendings()
        self.assertEqual(sendings.partner_id, self.client + self.other)
        mails = self.env["mail.mail"].search(
            [("mail_message_id", "in", sendings.message_id.ids)]
        )
        self.assertEqual(len(mails), 2)
        self.assertEqual(set(mails.mapped("state")), {"outgoing"})
        for mail in mails:
            self.assertIn("777.77", mail.attachment_ids.raw.decode())
            self.assertIn("Delivery within a day", mail.body_html)

    def test_batch_prints_each_price_list_once(self):
        clients = self.env["res.partner"].create(
            [
                {
                    "name": f"many {n}",
                    "is_company": True,
                    "email": f"many{n}@example.com",
                    "client_audience_id": self.dealers.id,
                }
                for n in range(40)
            ]
        )
        clients = clients.with_user(self.salesman)
        self.env.flush_all()
        printed = []
        original = type(self.dealers)._print_price_list

        def print_price_list(audience, lang):
            printed.append(lang)
            return original(audience, lang)

        with patch.object(type(self.dealers), "_print_price_list", print_price_list):
            clients[:1]._send_price_lists()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            clients[1:3]._send_price_lists()
            self.env.flush_all()
            two = self.env.cr.sql_log_count - before
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            clients[3:]._send_price_lists()
            self.env.flush_all()
            many = self.env.cr.sql_log_count - before
        self.assertEqual(len(printed), 3)
        self.assertEqual(len(self._sendings()), 40)
        # Odoo itself makes some queries for each mail, we none.
        self.assertLess((many - two) / 35, 12)

    def test_bounced_price_list_was_not_sent(self):
        self._send_many(self.client + self.other)
        Report = self.env["client.price.list.report"].with_user(self.salesman)
        self.assertEqual(Report.search([]).partner_id, self.client + self.other)
        notification = self._sendings()[0].message_id.notification_ids
        notification.write({"notification_status": "bounce"})
        self.assertEqual(len(Report.search([])), 1)

    def test_products_of_a_general_price_list(self):
        self.pricelist.item_ids.unlink()
        products = self.dealers._get_price_list_products()
        self.assertIn(self.product.product_tmpl_id, products)
        self.product.sale_ok = False
        products = self.dealers._get_price_list_products()
        self.assertNotIn(self.product.product_tmpl_id, products)

    def test_access(self):
        self._send(self.client)
        sending = self._sendings()
        with self.assertRaises(AccessError):
            sending.with_user(self.salesman).write({"date": fields.Datetime.now()})
        colleague = new_test_user(
            self.env,
            login="colleague",
            groups="sales_team.group_sale_salesman",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        for model in ("client.price.list", "client.price.list.report"):
            Model = self.env[model].with_user(colleague)
            self.assertFalse(Model.search([]))
        self.client.user_id = colleague
        for model in ("client.price.list", "client.price.list.report"):
            Model = self.env[model].with_user(colleague)
            self.assertEqual(Model.search([]).partner_id, self.client)
        marketing = new_test_user(
            self.env, login="marketing", groups="mass_mailing.group_mass_mailing_user"
        )
        with self.assertRaises(AccessError):
            self.env["client.price.list.report"].with_user(marketing).search([])
        self.assertLess(sending.date - fields.Datetime.now(), timedelta(seconds=60))
