from datetime import date

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, new_test_user, tagged

from ..common import SegmentationCommon


class PurchaseTimingCommon(SegmentationCommon):
    """Opportunities of a salesperson, all on Monday, 2 June 2025."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2025-06-02 09:00:00"))
        cls.client = cls._create_client("Client", email="client@example.com")
        cls.type = cls.env.ref(
            "client_segmentation.mail_activity_type_decision_followup"
        )

    @classmethod
    def _create_lead(cls, client=None, **values):
        client = client or cls.client
        return (
            cls.env["crm.lead"]
            .with_user(cls.salesman)
            .create(
                {
                    "name": f"Deal with {client.name}",
                    "type": "opportunity",
                    "partner_id": client.id,
                    "company_id": cls.company.id,
                    "user_id": cls.salesman.id,
                    **values,
                }
            )
        )

    def _get_followups(self, lead, **kwargs):
        activities = self.env["mail.activity"].with_context(**kwargs)
        return activities.search(
            [("res_model", "=", "crm.lead"), ("res_id", "in", lead.ids)]
        )


@tagged("post_install", "-at_install")
class TestPurchaseTiming(PurchaseTimingCommon):
    def test_the_most_pressing_one_shows_on_the_client(self):
        contact = self._create_client("Contact", parent_id=self.client.id)
        contact.is_company = False
        self._create_lead(purchase_timing="researching")
        client = self.client.with_user(self.salesman)
        self.assertEqual(client.segment_purchase_timing, "researching")
        second = self._create_lead(
            contact, purchase_timing="scheduled", purchase_timing_date="2025-07-01"
        )
        self.assertEqual(client.segment_purchase_timing, "scheduled")
        third = self._create_lead(purchase_timing="urgent")
        self.assertEqual(client.segment_purchase_timing, "urgent")
        self.assertEqual(
            contact.with_user(self.salesman).segment_purchase_timing, "urgent"
        )
        third.action_set_lost()
        self.assertEqual(client.segment_purchase_timing, "scheduled")
        second.action_set_won()
        self.assertEqual(client.segment_purchase_timing, "researching")

    def test_search_sort_and_group_clients(self):
        urgent, scheduled, none = (
            self._create_client(name) for name in ("Urgent", "Scheduled", "None")
        )
        self._create_lead(urgent, purchase_timing="urgent")
        self._create_lead(
            scheduled, purchase_timing="scheduled", date_deadline="2025-07-01"
        )
        mine = ("id", "in", (urgent + scheduled + none).ids)
        partners = self.env["res.partner"].with_user(self.salesman)
        for domain, expected in (
            (("segment_purchase_timing", "=", "urgent"), urgent),
            (("segment_purchase_timing", "!=", "urgent"), scheduled + none),
            (("segment_purchase_timing", "=", False), none),
            (("segment_purchase_timing", "!=", False), urgent + scheduled),
            (("segment_purchase_timing", "in", ["scheduled", False]), scheduled + none),
        ):
            self.assertEqual(partners.search([mine, domain]), expected, domain)
        order = "segment_purchase_timing desc nulls last, id"
        self.assertEqual(
            partners.search([mine], order=order), urgent + scheduled + none
        )
        groups = partners._read_group([mine], ["segment_purchase_timing"], ["__count"])
        self.assertEqual(dict(groups), {"urgent": 1, "scheduled": 1, False: 1})

    def test_documents_show_the_timing_of_their_client(self):
        self._create_lead(purchase_timing="urgent")
        order = self._create_order(
            self.client, "2025-06-01", 100, "draft", user_id=self.salesman.id
        ).with_user(self.salesman)
        self.assertEqual(order.segment_purchase_timing, "urgent")
        found = order.search([("segment_purchase_timing", "=", "urgent")])
        self.assertEqual(found, order)

    def test_colleagues_opportunities_count(self):
        lead = self._create_lead(purchase_timing="urgent").sudo()
        lead.user_id = self.manager
        client = self.client.with_user(self.salesman)
        self.assertFalse(lead.with_user(self.salesman).has_access("read"))
        self.assertEqual(client.segment_purchase_timing, "urgent")
        found = client.search([("segment_purchase_timing", "=", "urgent")])
        self.assertEqual(found, self.client)
        with self.assertRaises(AccessError):
            lead.with_user(self.salesman).purchase_timing = "researching"

    def test_each_company_sees_its_own(self):
        other = self._create_company("Other")
        self.client.company_id = False
        self._create_lead(purchase_timing="urgent")
        user = new_test_user(
            self.env,
            login="both",
            groups="sales_team.group_sale_salesman",
            company_id=other.id,
            company_ids=[Command.set((other + self.company).ids)],
        )
        client = self.client.with_user(user)
        self.assertFalse(client.with_company(other).segment_purchase_timing)
        self.assertEqual(
            client.with_company(self.company).segment_purchase_timing, "urgent"
        )

    def test_segment_tag(self):
        self._create_lead(purchase_timing="urgent")
        tag = self.env.ref("client_segmentation.segment_tag_purchase_timing_urgent")
        client = self.client.with_user(self.salesman)
        self.assertIn(tag, client.segment_tag_ids)
        found = client.search([("segment_tag_ids", "in", tag.ids)])
        self.assertIn(client, found)

    def test_urgent_ones_come_first(self):
        names = {}
        for name, priority, timing in (
            ("a", "0", False),
            ("b", "3", "researching"),
            ("c", "0", "urgent"),
            ("d", "1", "urgent"),
        ):
            names[name] = self._create_lead(priority=priority, purchase_timing=timing)
        leads = self.env["crm.lead"].with_user(self.salesman)
        for view_type in ("kanban", "list"):
            view = self.env.ref(
                "crm.crm_case_kanban_view_leads"
                if view_type == "kanban"
                else "crm.crm_case_tree_view_oppor"
            )
            arch, _ = leads._get_view(view.id, view_type)
            found = leads.search(
                [("user_id", "=", self.salesman.id)], order=arch.get("default_order")
            )
            expected = [names[name] for name in "dcba"]
            self.assertEqual(list(found), expected)

    def test_decision_date(self):
        lead = self._create_lead(date_deadline="2025-07-01")
        lead.purchase_timing = "scheduled"
        self.assertEqual(lead.purchase_timing_date, date(2025, 7, 1))
        lead.purchase_timing = "urgent"
        self.assertFalse(lead.purchase_timing_date)
        lead.write(
            {"purchase_timing": "scheduled", "purchase_timing_date": "2025-06-20"}
        )
        self.assertEqual(lead.purchase_timing_date, date(2025, 6, 20))
        with self.assertRaisesRegex(ValidationError, "enter the decision date"):
            lead.purchase_timing_date = False
        with self.assertRaisesRegex(
            ValidationError, "Client: please enter the decision date"
        ):
            self._create_lead(purchase_timing="scheduled")

    def test_merged_opportunities_keep_the_most_pressing(self):
        leads = self._create_lead(purchase_timing="researching", priority="3")
        leads += self._create_lead(
            purchase_timing="scheduled", purchase_timing_date="2025-06-20"
        )
        merged = leads.merge_opportunity()
        self.assertEqual(merged.purchase_timing, "scheduled")
        self.assertEqual(merged.purchase_timing_date, date(2025, 6, 20))

    def test_switched_off(self):
        self._create_lead(purchase_timing="urgent")
        self.company.segment_policy_id.use_purchase_timing = False
        client = self.client.with_user(self.salesman)
        client.invalidate_recordset()
        self.assertFalse(client.segment_purchase_timing)
        self.assertFalse(client.search([("segment_purchase_timing", "=", "urgent")]))
        leads = self.env["crm.lead"].with_user(self.salesman)
        for model, xmlid, view_type in (
            (leads, "crm.crm_case_kanban_view_leads", "kanban"),
            (leads, "crm.crm_case_tree_view_oppor", "list"),
            (leads, "crm.crm_lead_view_form", "form"),
            (leads, "crm.view_crm_case_opportunities_filter", "search"),
            (client, "base.view_res_partner_filter", "search"),
            (client, "base.view_partner_tree", "list"),
        ):
            arch = model.get_view(self.env.ref(xmlid).id, view_type)["arch"]
            self.assertNotIn("purchase_timing", arch, xmlid)
        described = leads.fields_get(["purchase_timing"])["purchase_timing"]
        for key in ("searchable", "groupable", "sortable", "exportable"):
            self.assertFalse(described[key])
        self.company.segment_policy_id.use_purchase_timing = True
        arch = leads.get_view(
            self.env.ref("crm.crm_case_kanban_view_leads").id, "kanban"
        )["arch"]
        self.assertIn("purchase_timing", arch)

    def test_number_of_queries_does_not_grow_with_clients(self):
        clients = self.client.browse()
        for number in range(30):
            clients += self._create_client(f"Client {number}")
            self._create_lead(clients[-1], purchase_timing="urgent")
        for partners in (clients[:1], clients):
            partners = partners.with_user(self.salesman)
            self.env.flush_all()
            partners.invalidate_model()
            partners.mapped("commercial_partner_id.name")
            with self.assertQueryCount(1):
                partners.mapped("segment_purchase_timing")


@tagged("post_install", "-at_install")
class TestDecisionFollowup(PurchaseTimingCommon):
    """With the default of 3 days before the decision."""

    def _schedule(self, day="2025-06-20", **values):
        return self._create_lead(
            purchase_timing="scheduled", purchase_timing_date=day, **values
        )

    def _assert_deadlines(self, lead, *deadlines):
        found = self._get_followups(lead).mapped("date_deadline")
        self.assertEqual(found, [fields.Date.to_date(day) for day in deadlines])

    def test_one_followup_before_the_decision(self):
        lead = self._schedule()
        self._assert_deadlines(lead, "2025-06-17")
        followup = self._get_followups(lead)
        self.assertEqual(followup.activity_type_id, self.type)
        self.assertEqual(followup.user_id, self.salesman)
        lead.write({"purchase_timing": "scheduled", "expected_revenue": 5})
        self.assertEqual(self._get_followups(lead), followup)

    def test_days_are_a_setting(self):
        self.company.segment_policy_id.timing_followup_days = 10
        self._assert_deadlines(self._schedule(), "2025-06-10")
        with self.assertRaisesRegex(ValidationError, "between 0 and 365 days"):
            self.company.segment_policy_id.timing_followup_days = -1

    def test_not_in_the_past(self):
        self._assert_deadlines(self._schedule("2025-06-03"), "2025-06-02")
        self._assert_deadlines(self._schedule("2025-06-02"), "2025-06-02")
        self._assert_deadlines(self._schedule("2025-06-01"))

    def test_moves_with_the_date(self):
        lead = self._schedule()
        followup = self._get_followups(lead)
        lead.purchase_timing_date = "2025-07-20"
        self.assertEqual(self._get_followups(lead), followup)
        self._assert_deadlines(lead, "2025-07-17")

    def test_moves_to_the_new_salesperson(self):
        lead = self._schedule().with_user(self.manager)
        lead.user_id = self.manager
        self.assertEqual(self._get_followups(lead).user_id, self.manager)

    def test_goes_when_there_is_nothing_to_decide(self):
        for change in (
            lambda lead: lead.write({"purchase_timing": "urgent"}),
            lambda lead: lead.write({"purchase_timing": False}),
            lambda lead: lead.action_set_lost(),
            lambda lead: lead.action_set_won(),
            lambda lead: lead.action_archive(),
        ):
            lead = self._schedule()
            change(lead)
            self._assert_deadlines(lead)

    def test_comes_back_with_the_opportunity(self):
        lead = self._schedule()
        lead.action_set_lost()
        lead.action_restore()
        self._assert_deadlines(lead, "2025-06-17")

    def test_done_is_done(self):
        lead = self._schedule()
        self._get_followups(lead).with_user(self.salesman).action_feedback()
        lead.write(
            {"purchase_timing": "scheduled", "purchase_timing_date": "2025-06-20"}
        )
        self._assert_deadlines(lead)
        lead.action_set_lost()
        lead.action_restore()
        self._assert_deadlines(lead)
        lead.purchase_timing_date = "2025-08-20"
        self._assert_deadlines(lead, "2025-08-17")

    def test_own_activities_of_people_are_left_alone(self):
        lead = self._schedule()
        own = lead.activity_schedule(
            "mail.mail_activity_data_call", user_id=self.salesman.id
        )
        by_hand = lead.activity_schedule(
            "client_segmentation.mail_activity_type_decision_followup",
            user_id=self.salesman.id,
            automated=False,
        )
        lead.purchase_timing = "urgent"
        self.assertEqual(self._get_followups(lead), own + by_hand)

    def test_switched_off(self):
        self.company.segment_policy_id.use_purchase_timing = False
        self._assert_deadlines(self._schedule())

    def test_a_thousand_at_once(self):
        values = {"purchase_timing": "scheduled", "purchase_timing_date": "2025-06-20"}
        counts = []
        # The first round fills the caches.
        for number in (2, 2, 1000):
            leads = self.env["crm.lead"].create(
                [
                    {
                        "name": f"Deal {index}",
                        "type": "opportunity",
                        "partner_id": self.client.id,
                        "company_id": self.company.id,
                        "user_id": self.salesman.id,
                    }
                    for index in range(number)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            leads.write(values)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(self._get_followups(leads)), number)
        # Odoo writes 100 rows per statement: 10 times as many statements for those.
        self.assertLess(counts[2], counts[1] + 100)
        before = self.env.cr.sql_log_count
        leads.write({"purchase_timing_date": "2025-06-30"})
        self.env.flush_all()
        self.assertLess(self.env.cr.sql_log_count - before, 100)
        self.assertEqual(
            set(self._get_followups(leads).mapped("date_deadline")), {date(2025, 6, 27)}
        )


@tagged("post_install", "-at_install")
class TestUrgencyPricelist(PurchaseTimingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.usual, cls.urgency, cls.chosen = cls.env["product.pricelist"].create(
            [
                {"name": name, "company_id": cls.company.id}
                for name in ("Usual", "Urgency", "Chosen")
            ]
        )
        pricelists = cls.env.ref("product.group_product_pricelist")
        (cls.salesman + cls.env.user).group_ids += pricelists
        cls.client.property_product_pricelist = cls.usual
        cls.company.segment_policy_id.timing_pricelist_id = cls.urgency
        cls.lead = cls._create_lead(purchase_timing="urgent")

    def _create_quotation(self, **values):
        return (
            self.env["sale.order"]
            .with_user(self.salesman)
            .create(
                {
                    "partner_id": self.client.id,
                    "company_id": self.company.id,
                    "opportunity_id": self.lead.id,
                    **values,
                }
            )
        )

    def test_quotation_of_an_urgent_opportunity(self):
        order = self._create_quotation()
        self.assertEqual(order.pricelist_id, self.urgency)
        self.assertTrue(order.purchase_timing_priced)

    def test_new_quotation_on_screen(self):
        action = self.lead.action_new_quotation()
        orders = self.env["sale.order"].with_user(self.salesman)
        with Form(orders.with_context(**action["context"])) as form:
            self.assertEqual(form.pricelist_id, self.urgency)
            self.assertTrue(form.purchase_timing_priced)

    def test_not_urgent(self):
        self.lead.purchase_timing = "researching"
        order = self._create_quotation()
        self.assertEqual(order.pricelist_id, self.usual)
        self.assertFalse(order.purchase_timing_priced)

    def test_choice_of_people(self):
        order = self._create_quotation(pricelist_id=self.chosen.id)
        self.assertEqual(order.pricelist_id, self.chosen)
        order = self._create_quotation()
        order.pricelist_id = self.chosen
        order.opportunity_id = False
        order.opportunity_id = self.lead
        self.lead.purchase_timing = "researching"
        self.lead.purchase_timing = "urgent"
        self.assertEqual(order.pricelist_id, self.chosen)
        other = self._create_client("Other")
        other.property_product_pricelist = self.usual
        order.partner_id = other
        self.assertEqual(order.pricelist_id, self.usual, "as Odoo does")

    def test_stays_with_another_contact(self):
        order = self._create_quotation()
        order.partner_id = self._create_client("Other")
        self.assertEqual(order.pricelist_id, self.urgency)

    def test_switched_off(self):
        self.company.segment_policy_id.use_purchase_timing = False
        self.assertEqual(self._create_quotation().pricelist_id, self.usual)

    def test_pricelist_of_another_company(self):
        other = self._create_company("Other")
        with self.assertRaisesRegex(ValidationError, "Urgency belongs to another"):
            other.segment_policy_id.timing_pricelist_id = self.urgency


@tagged("post_install", "-at_install")
class TestNurtureList(PurchaseTimingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.list = cls.env["mailing.list"].create({"name": "Nurture"})
        cls.company.segment_policy_id.timing_mailing_list_id = cls.list

    def _get_emails(self, mailing_list=None):
        subscriptions = self.env["mailing.subscription"].search(
            [
                ("list_id", "=", (mailing_list or self.list).id),
                ("opt_out", "=", False),
            ]
        )
        return sorted(subscriptions.contact_id.mapped("email"))

    def _get_subscription(self):
        return self.env["mailing.subscription"].search([("list_id", "=", self.list.id)])

    def test_on_the_list_while_researching(self):
        lead = self._create_lead(purchase_timing="researching")
        self.assertEqual(self._get_emails(), ["client@example.com"])
        self.assertEqual(self._get_subscription().contact_id.name, "Client")
        for change in (
            lambda: lead.write({"purchase_timing": "urgent"}),
            lambda: lead.action_set_lost(),
            lambda: lead.action_set_won(),
            lambda: lead.sudo().unlink(),
        ):
            change()
            self.assertEqual(self._get_emails(), [])
            if lead.exists():
                lead.action_restore()
                stage = lead._stage_find()
                lead.write({"purchase_timing": "researching", "stage_id": stage.id})
                lead.probability = 10
                self.assertEqual(self._get_emails(), ["client@example.com"])

    def test_stays_while_another_opportunity_is_researching(self):
        leads = self._create_lead(purchase_timing="researching")
        leads += self._create_lead(purchase_timing="researching")
        leads[0].purchase_timing = "urgent"
        self.assertEqual(self._get_emails(), ["client@example.com"])
        leads[1].purchase_timing = "urgent"
        self.assertEqual(self._get_emails(), [])

    def test_opting_out_is_for_good(self):
        lead = self._create_lead(purchase_timing="researching")
        self._get_subscription().opt_out = True
        lead.purchase_timing = "urgent"
        lead.purchase_timing = "researching"
        self._create_lead(purchase_timing="researching")
        self.list._sync_researching_clients()
        self.assertEqual(self._get_emails(), [])
        self.assertEqual(len(self._get_subscription()), 1)

    def test_blacklisted_are_not_put_on(self):
        self.env["mail.blacklist"]._add("client@example.com")
        self._create_lead(purchase_timing="researching")
        self.assertFalse(self._get_subscription())

    def test_on_the_list_by_hand(self):
        self.env["mailing.contact"].create(
            {"email": "Client@Example.com", "list_ids": self.list.ids}
        )
        lead = self._create_lead(purchase_timing="researching")
        self.assertEqual(len(self._get_subscription()), 1)
        lead.purchase_timing = "urgent"
        self.assertEqual(self._get_emails(), ["Client@Example.com"])

    def test_known_contact_is_used(self):
        contact = self.env["mailing.contact"].create({"email": "client@example.com"})
        self._create_lead(purchase_timing="researching")
        self.assertEqual(self._get_subscription().contact_id, contact)

    def test_without_email(self):
        client = self._create_client("No Mail")
        self._create_lead(client, purchase_timing="researching")
        self.assertFalse(self._get_subscription())

    def test_new_email_of_the_opportunity(self):
        lead = self._create_lead(purchase_timing="researching")
        lead.email_from = "new@example.com"
        self.assertEqual(self._get_emails(), ["new@example.com"])

    def test_new_email_of_the_client_in_the_night(self):
        self._create_lead(purchase_timing="researching")
        self.client.email = "new@example.com"
        self.env["mailing.list"]._cron_sync_nurture_lists()
        self.assertEqual(self._get_emails(), ["new@example.com"])

    def test_settings(self):
        self._create_lead(purchase_timing="researching")
        other = self.env["mailing.list"].create({"name": "Other"})
        self.company.segment_policy_id.timing_mailing_list_id = other
        self.assertEqual(self._get_emails(), [])
        self.assertEqual(self._get_emails(other), ["client@example.com"])
        self.company.segment_policy_id.use_purchase_timing = False
        self.assertEqual(self._get_emails(other), [])
        self.company.segment_policy_id.use_purchase_timing = True
        self.assertEqual(self._get_emails(other), ["client@example.com"])

    def test_list_of_two_companies(self):
        other = self._create_company("Other", timing_mailing_list_id=self.list.id)
        self.client.company_id = False
        lead = self._create_lead(purchase_timing="researching")
        self.env["crm.lead"].create(
            {
                "name": "Of the other company",
                "type": "opportunity",
                "partner_id": self.client.id,
                "company_id": other.id,
                "user_id": False,
                "team_id": False,
                "purchase_timing": "researching",
            }
        )
        lead.purchase_timing = "urgent"
        self.assertEqual(self._get_emails(), ["client@example.com"])

    def test_a_thousand_at_once(self):
        counts = []
        for number in (2, 2, 1000):
            leads = self.env["crm.lead"].create(
                [
                    {
                        "name": f"Deal {index}",
                        "type": "opportunity",
                        "email_from": f"client{number}-{index}@example.com",
                        "company_id": self.company.id,
                        "user_id": self.salesman.id,
                    }
                    for index in range(number)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            leads.write({"purchase_timing": "researching"})
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(self._get_emails()), number)
            leads.write({"purchase_timing": False})
            self.assertEqual(self._get_emails(), [])
        # Odoo writes 100 rows per statement: 10 times as many statements for those.
        self.assertLess(counts[2], counts[1] + 100)
