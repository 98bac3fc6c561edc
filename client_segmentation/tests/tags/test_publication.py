from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import Form, tagged

from ...models.core import segment_axes
from ...models.tags import res_company as res_company_publication
from ..common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestPublication(SegmentationCommon):
    """Classes shown as ordinary tags of contacts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Shares before: 0, 70, 85, 96 %
        cls.clients = cls._create_clients(c1=700, c2=150, c3=110, c4=40)
        cls.vip = cls.env["res.partner.category"].create({"name": "VIP"})
        for name in "abc":
            tag = cls.env.ref(f"client_segmentation.segment_tag_abc_{name}")
            setattr(cls, f"tag_{name}", tag)
        cls.admin = cls._create_user(
            "sales_team.group_sale_manager,base.group_system,base.group_erp_manager"
        )
        cls._run_on()

    def _switch(self, is_on=True, axis="abc", company=None):
        """As the settings do, and as the administrator."""
        company = company or self.company
        policy = company.segment_policy_id.with_user(self.admin).with_company(company)
        policy[f"publish_{axis}"] = is_on

    def _get_tags(self):
        return [client.category_id.mapped("name") for client in self.clients]

    def test_off_by_default(self):
        self.assertEqual(self._get_tags(), [[], [], [], []])

    def test_switched_on_and_off(self):
        self.clients[0].category_id = self.vip
        contact = self._create_client(
            "contact", is_company=False, parent_id=self.clients[0].id
        )
        self._switch()
        self.assertEqual(
            self._get_tags(),
            [["Class A", "VIP"], ["Class A"], ["Class B"], ["Class C"]],
        )
        self.assertFalse(contact.category_id)
        self._switch(False)
        self.assertEqual(self._get_tags(), [["VIP"], [], [], []])
        self.assertFalse(self.env["client.segment.publication"].search([]))

    def test_follow_the_class(self):
        self._switch()
        # c4 1000 of 1960: before it 0; c1 51, c2 86.7, c3 94.4 %
        self._create_order(self.clients[3], "2025-02-15", 960)
        self._run_on()
        self.assertEqual(
            self._get_tags(), [["Class A"], ["Class B"], ["Class B"], ["Class A"]]
        )

    def test_every_axis_can_be_published(self):
        for axis in segment_axes.AXES:
            self._switch(axis=axis.column)
        for client in self.clients:
            self.assertTrue(client.category_id)
            self.assertEqual(client.category_id, client.segment_tag_ids)

    def test_tags_of_people_stay(self):
        # Somebody has tagged one client just as we would, and another otherwise.
        self.clients[0].category_id = self.tag_a
        self.clients[3].category_id = self.tag_a + self.vip
        self._switch()
        self.assertEqual(
            self.clients[3].category_id.mapped("name")[1:], ["Class C", "VIP"]
        )
        self._create_order(self.clients[3], "2025-02-15", 100000)
        self._run_on()
        # All but c4 are C now
        self.assertEqual(self.clients[0].category_id, self.tag_a + self.tag_c)
        self.assertEqual(self.clients[3].category_id, self.tag_a + self.vip)
        self._switch(False)
        self.assertEqual(self.clients[0].category_id, self.tag_a)
        self.assertEqual(self.clients[1].category_id, self.vip.browse())
        self.assertEqual(self.clients[3].category_id, self.tag_a + self.vip)

    def test_what_people_take_off_comes_back(self):
        self._switch()
        self.clients[0].category_id = self.vip
        self._run_on()
        self.assertEqual(self.clients[0].category_id, self.tag_a + self.vip)
        self._switch(False)
        self.assertEqual(self.clients[0].category_id, self.vip)

    def test_nothing_changed_nothing_written(self):
        self._switch()
        noted = self.env["client.segment.publication"].search([])
        self._run_on()
        self.assertEqual(self.env["client.segment.publication"].search([]), noted)

    def test_number_of_statements(self):
        self._switch()
        counts = []
        for number in (0, 20):
            for index in range(number):
                client = self._create_client(f"more{index}")
                self._create_order(client, "2025-01-15", 1)
            self._run_on()
            self.clients[0].category_id = False
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.company._sync_segment_tags()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_pin_is_published_at_once(self):
        self._switch()
        self.clients[2].user_id = self.salesman
        pin = (
            self.env["client.segment.pin"]
            .with_user(self.salesman)
            .create(
                {
                    "partner_id": self.clients[2].id,
                    "company_id": self.company.id,
                    "segment_class": "abc:a",
                    "date_start": self.company._get_segment_today(),
                    "reason": "test",
                }
            )
        )
        self.assertEqual(self.clients[2].category_id, self.tag_a)
        self.assertEqual(self.clients[0].category_id, self.tag_a)
        pin.active = False
        self.assertEqual(self.clients[2].category_id, self.tag_b)

    def test_former_client_loses_tags(self):
        self._switch()
        self.clients[0].active = False
        self._run_on()
        self.assertFalse(self.clients[0].category_id)

    def test_merged_client(self):
        self._switch()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.clients[0] + self.clients[3]).ids, self.clients[0])
        self._run_on()
        self.assertEqual(self.clients[0].category_id, self.tag_a)

    def _create_other_company(self):
        """Where c4 is the largest client of two."""
        other = self._create_company("Other")
        self.admin.company_ids += other
        shared = self.clients[:1] + self.clients[3:]
        shared.company_id = False
        self._create_order(shared[0], "2025-01-15", 6, company_id=other.id)
        self._create_order(shared[1], "2025-01-15", 94, company_id=other.id)
        self._run_on(company=other)
        return other

    def test_each_company_has_its_tags(self):
        other = self._create_other_company()
        self._switch()
        self.assertEqual(self.clients[3].category_id, self.tag_c)
        self._switch(company=other)
        self.assertEqual(
            set(self.clients[3].category_id.mapped("display_name")),
            {"Other / Class A", "Segment Test Company / Class C"},
        )
        self.assertEqual(
            set(self.clients[0].category_id.mapped("display_name")),
            {"Segment Test Company / Class A", "Other / Class B"},
        )
        # One is left: its tags need no name of a company any more
        self._switch(False, company=other)
        self.assertEqual(
            self._get_tags(), [["Class A"], ["Class A"], ["Class B"], ["Class C"]]
        )
        self.assertFalse(
            self.env["res.partner.category"].search(
                [("segment_company_id", "!=", False)]
            )
        )

    def test_copies_speak_all_languages(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.tag_c.with_context(lang="fr_FR").name = "Classe C"
        other = self._create_other_company()
        self._switch()
        self._switch(company=other)
        [own] = self.clients[3].category_id.filtered(
            lambda tag: tag.segment_company_id == self.company
        )
        self.assertEqual(own.with_context(lang="fr_FR").name, "Classe C")
        self.assertEqual(own.color, self.tag_c.color)

    def test_copy_in_use_by_people_stays(self):
        other = self._create_other_company()
        self._switch()
        self._switch(company=other)
        [own] = self.clients[3].category_id.filtered(
            lambda tag: tag.segment_company_id == other
        )
        self.clients[1].category_id = [Command.link(own.id)]
        self._switch(False, company=other)
        self.assertIn(own, self.clients[1].category_id)
        self.assertNotIn(own, self.clients[3].category_id)

    def test_run_at_work(self):
        cron = self.env.ref("client_segmentation.ir_cron_publish_segment_tags")
        Run = self.registry["client.segment.run"]
        with patch.object(Run, "_try_lock_company", return_value=False):
            self._switch()
        self.assertEqual(self._get_tags(), [[], [], [], []])
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(self.clients[3].category_id, self.tag_c)

    def test_many_clients_are_left_to_a_job(self):
        with patch.object(res_company_publication, "CLIENTS_AT_ONCE", 3):
            self._switch()
        self.assertEqual(self._get_tags(), [[], [], [], []])
        cron = self.env.ref("client_segmentation.ir_cron_publish_segment_tags")
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))

    def test_settings(self):
        with Form(self.company.segment_policy_id.with_user(self.admin)) as form:
            form.publish_abc = True
        self.assertTrue(self.company.segment_policy_id.publish_abc)
        self.assertEqual(self.clients[3].category_id, self.tag_c)

    def test_settings_have_a_switch_per_axis(self):
        Policy = self.env["client.segment.policy"].with_user(self.admin)
        arch = Policy.get_view(view_type="form")["arch"]
        for axis in segment_axes.AXES:
            self.assertIn(f'name="publish_{axis.column}"', arch)
