from lxml import etree

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from ..common import SegmentationCommon


class AudienceCommon(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.corporate = cls.env.ref("client_segmentation.client_audience_corporate")
        cls.dealers = cls.env.ref("client_segmentation.client_audience_dealer")
        cls.retail = cls.env.ref("client_segmentation.client_audience_retail")
        cls.client = cls._create_client("client", user_id=cls.salesman.id)
        cls.contact = cls._create_client(
            "contact", is_company=False, parent_id=cls.client.id
        )
        cls.other = cls._create_client("other", user_id=cls.salesman.id)
        cls.partner.active = False

    @classmethod
    def _as_salesman(cls, records):
        return records.with_user(cls.salesman)


@tagged("post_install", "-at_install")
class TestAudience(AudienceCommon):
    """Audiences of clients, as a salesperson."""

    def _search(self, *domain):
        mine = ("id", "in", (self.client + self.contact + self.other).ids)
        Partner = self._as_salesman(self.env["res.partner"])
        return set(Partner.search([mine, *domain]).mapped("name"))

    def test_shipped_audiences_can_be_extended_by_heads_only(self):
        Audience = self.env["client.audience"]
        Audience.with_user(self.manager).create({"name": "Builders"})
        with self.assertRaises(AccessError):
            self._as_salesman(Audience).create({"name": "Mine"})

    def test_set_on_client_and_seen_on_contact(self):
        client = self._as_salesman(self.client)
        self.assertFalse(client.client_audience_id)
        client.client_audience_id = self.dealers
        client.client_end_audience_id = self.retail
        self.assertEqual(client.client_audience_id, self.dealers)
        self.assertEqual(self.contact.client_audience_id, self.dealers)
        self.assertEqual(self.contact.client_end_audience_id, self.retail)
        self.assertFalse(self.other.client_audience_id)

    def test_set_on_contact_sets_it_for_the_client(self):
        self._as_salesman(self.contact).client_audience_id = self.dealers
        self.assertEqual(self.client.client_audience_id, self.dealers)

    def test_set_in_form_and_on_creation(self):
        Partner = self._as_salesman(self.env["res.partner"])
        with Form(Partner) as form:
            form.name = "new"
            form.company_type = "company"
        partner = form.save()
        with Form(partner) as form:
            form.client_audience_id = self.corporate
        self.assertEqual(partner.client_audience_id, self.corporate)
        partner = Partner.create(
            {"name": "x", "is_company": True, "client_audience_id": self.dealers.id}
        )
        self.assertEqual(partner.client_audience_id, self.dealers)

    def test_search(self):
        self.client.client_audience_id = self.dealers
        for domain, expected in (
            (("client_audience_id", "=", self.dealers.id), {"client", "contact"}),
            (("client_audience_id", "=", False), {"other"}),
            (("client_audience_id", "!=", False), {"client", "contact"}),
            (("client_audience_id", "!=", self.dealers.id), {"other"}),
            (("client_audience_id", "in", self.retail.ids), set()),
            (("client_audience_id", "ilike", "deal"), {"client", "contact"}),
            (("client_audience_id.name", "=", "Dealers"), {"client", "contact"}),
            (("client_audience_id", "not ilike", "deal"), {"other"}),
        ):
            self.assertEqual(self._search(domain), expected, domain)

    def test_group_and_search_panel(self):
        self.client.client_audience_id = self.dealers
        Partner = self._as_salesman(self.env["res.partner"])
        domain = [("id", "in", (self.client + self.other).ids)]
        groups = Partner._read_group(domain, ["client_audience_id"], ["__count"])
        self.assertCountEqual(groups, [(self.dealers, 1), (self.retail.browse(), 1)])
        panel = Partner.search_panel_select_multi_range(
            "client_audience_id", enable_counters=True, search_domain=domain
        )
        counts = {value["display_name"]: value["__count"] for value in panel["values"]}
        self.assertEqual(counts["Dealers"], 1)

    def test_documents(self):
        self.client.client_audience_id = self.dealers
        order = self._create_order(self.contact, "2025-01-15", 100)
        order.user_id = self.salesman
        lead = self.env["crm.lead"].create(
            {"name": "lead", "partner_id": self.client.id, "user_id": self.salesman.id}
        )
        self.env.flush_all()
        for model in ("sale.order", "crm.lead", "sale.report"):
            Model = self._as_salesman(self.env[model])
            found = Model.search([("client_audience_id", "=", self.dealers.id)])
            self.assertEqual(len(found), 1, model)
            self.assertEqual(found.client_audience_id, self.dealers)
            [(audience, count)] = Model._read_group(
                [("id", "in", found.ids)], ["client_audience_id"], ["__count"]
            )
            self.assertEqual((audience, count), (self.dealers, 1))
        self.assertEqual(lead.client_audience_id, self.dealers)

    def test_mailing_filter(self):
        self.client.client_audience_id = self.dealers
        marketing = new_test_user(
            self.env, login="marketing", groups="mass_mailing.group_mass_mailing_user"
        )
        mailing = (
            self.env["mailing.mailing"]
            .with_user(marketing)
            .with_context(allowed_company_ids=self.company.ids)
        )
        marketing.company_ids += self.company
        mailing = mailing.create(
            {
                "subject": "Dealers",
                "mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
                "mailing_domain": [
                    ("client_audience_id", "=", self.dealers.id),
                    ("is_company", "=", True),
                ],
            }
        )
        self.assertEqual(mailing._get_recipients(), self.client.ids)

    def test_history(self):
        client = self._as_salesman(self.client)
        client.client_audience_id = self.dealers
        client.client_audience_id = self.corporate
        client.client_audience_id = self.corporate
        changes = client.client_audience_change_ids
        self.assertEqual(changes.audience_id, self.corporate + self.dealers)
        self.assertEqual(changes.mapped("is_current"), [True, False])
        self.assertEqual(changes.create_uid, self.salesman)
        with self.assertRaises(AccessError):
            changes.write({"audience_id": self.retail.id})

    def test_other_company(self):
        other = self._create_company("Other")
        shared = self._create_client("shared", company_id=False)
        shared.client_audience_id = self.dealers
        elsewhere = shared.with_company(other)
        self.assertFalse(elsewhere.client_audience_id)
        elsewhere.client_audience_id = self.retail
        self.assertEqual(shared.client_audience_id, self.dealers)
        self.assertEqual(len(self._as_salesman(shared).client_audience_change_ids), 1)
        rows = self.env["client.audience.change"].with_user(self.salesman).search([])
        self.assertEqual(rows.company_id, self.company)

    def test_price_list_of_each_company(self):
        other = self._create_company("Other")
        pricelist = self.env["product.pricelist"].create(
            {"name": "Dealers", "company_id": self.company.id}
        )
        self.dealers.with_user(self.manager).pricelist_id = pricelist
        self.assertFalse(self.dealers.with_company(other).pricelist_id)

    def test_who_may_not_write_the_client_may_not_set_it(self):
        marketing = new_test_user(
            self.env,
            login="marketing",
            groups="mass_mailing.group_mass_mailing_user",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        with self.assertRaises(AccessError):
            self.client.with_user(marketing).client_audience_id = self.dealers

    def test_merge(self):
        self.client.client_audience_id = self.dealers
        self.other.client_audience_id = self.retail
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.client + self.other).ids, self.other)
        self.env.invalidate_all()
        self.assertEqual(self.other.client_audience_id, self.retail)
        self.assertEqual(len(self.other.client_audience_change_ids), 2)

    def test_many_clients(self):
        clients = self.env["res.partner"].create(
            [{"name": f"many {n}", "is_company": True} for n in range(50)]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        clients.mapped("commercial_partner_id.name")
        with self.assertQueryCount(10):
            clients.client_audience_id = self.dealers
        self.env.invalidate_all()
        clients.mapped("commercial_partner_id")
        with self.assertQueryCount(4):
            clients.mapped("client_audience_id.id")

    def test_count_and_clients_of_an_audience(self):
        self.client.client_audience_id = self.dealers
        dealers = self.dealers.with_user(self.manager)
        self.assertEqual(dealers.client_count, 1)
        domain = self._get_listed(dealers.action_open_clients())
        self.assertEqual(self.env["res.partner"].search(domain), self.client)

    def test_off(self):
        views = {
            "res.partner": ["form", "list", "kanban", "search"],
            "crm.lead": ["form", "list", "search"],
            "sale.order": ["list", "search"],
            "sale.report": ["list", "search"],
        }
        for use in (True, False):
            self.company.segment_policy_id.use_audience = use
            for model, kinds in views.items():
                Model = self._as_salesman(self.env[model])
                described = Model.fields_get(["client_audience_id"])
                for value in ("searchable", "groupable", "exportable"):
                    self.assertEqual(described["client_audience_id"][value], use)
                for kind in kinds:
                    view_id = self.env["ir.ui.view"].default_view(model, kind)
                    arch = Model.get_view(view_id, kind)["arch"]
                    found = etree.fromstring(arch).xpath(
                        "//*[contains(@name, 'client_audience')"
                        " or contains(@name, 'price_list')]"
                    )
                    self.assertEqual(bool(found), use, (model, kind))
        menu = self.env.ref("client_segmentation.client_audience_menu")
        Menu = self.env["ir.ui.menu"].with_user(self.manager)
        self.assertIn(menu.id, Menu._load_menus_blacklist())
        self.company.segment_policy_id.use_audience = True
        self.assertNotIn(menu.id, Menu._load_menus_blacklist())
