import json
from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from ..common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestDashboard(SegmentationCommon):
    """The client base on one page."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Bought in the horizon of 12 months: 1 July 2024 to 30 June 2025
        cls.clients = cls._create_clients(c1=700, c2=150, c3=110, c4=40)
        cls.prospect = cls._create_client("prospect")
        cls._run_on()
        cls.Segment = cls.env["client.segment"].with_user(cls.manager)

    def _get_section(self, title):
        with freeze_time(self.AS_OF):
            sections = self.Segment._prepare_dashboard()["sections"]
        return next(section for section in sections if section["title"] == title)

    def _get_cells(self, title):
        rows = self._get_section(title)["rows"]
        return {row["label"]: row["cells"] for row in rows}

    def test_doors(self):
        portal = new_test_user(self.env, "dash-portal", groups="base.group_portal")
        marketing = self._create_user("mass_mailing.group_mass_mailing_user")
        report = self.env["report.client_segmentation.report_dashboard"]
        for user in (portal, marketing, self.salesman):
            with self.assertRaises(AccessError):
                self.env["client.segment"].with_user(user).get_dashboard()
            with self.assertRaises(AccessError):
                report.with_user(user)._get_report_values(self.company.ids)
        other = self._create_company("Other Dashboard")
        with self.assertRaises(AccessError):
            report.with_user(self.manager)._get_report_values(other.ids)

    def test_largest_clients(self):
        section = self._get_section("The largest clients")
        # 700 + 150 of 1000 is the least that brings 80 %
        self.assertEqual(
            section["lead"],
            "2 of 4 clients bring 85.0\N{NO-BREAK SPACE}% of the revenue. The company"
            " depends on c1.",
        )
        self.assertEqual(
            [row["cells"][1] for row in section["rows"]],
            [f"{share}\N{NO-BREAK SPACE}%" for share in (70.0, 15.0, 11.0, 4.0)],
        )
        self.assertAlmostEqual(section["rows"][1]["part"], 150 / 700)

    def test_numbers_are_those_of_the_lists(self):
        section = self._get_section("Clients by state")
        action = self.env.ref("client_segmentation.client_segment_partner_action")
        view = self.env["res.partner"].get_view(action.search_view_id.id, "search")
        counted = 0
        for row in section["rows"]:
            if not row["open"]:
                self.assertEqual(row["cells"][0], "0")
                continue
            target = json.loads(row["open"])
            [name] = target["facets"]
            self.assertIn(f'name="{name}"', view["arch"])
            state = name.removeprefix("segment_state_")
            found = self.env["res.partner"].search_count(
                [
                    *("|", ("parent_id", "=", False), ("is_company", "=", True)),
                    ("segment_state", "=", state),
                ]
            )
            self.assertEqual(row["cells"][0], str(found))
            counted += found
        self.assertGreaterEqual(counted, 5)

    def test_reads_what_the_run_has_kept(self):
        """No clients are counted, and no documents read, while somebody waits."""
        run = self.Segment._get_last_run(self.company).sudo()
        run._keep_bridge()
        sections = self.Segment._prepare_dashboard()["sections"]
        self.env.cr.execute("DELETE FROM client_segment_cube")
        self.env.cr.execute("UPDATE sale_order SET state = 'draft'")
        self.env.invalidate_all()
        states, bridge, *_others = self.Segment._prepare_dashboard()["sections"]
        self.assertEqual({row["cells"][0] for row in states["rows"]}, {"0"})
        self.assertEqual(bridge, sections[1])

    def test_each_cell_has_its_column(self):
        """Without a forecast there is no column of money at stake."""
        for section in self.Segment._prepare_dashboard()["sections"]:
            for row in section["rows"]:
                self.assertEqual(len(row["cells"]), len(section["columns"]), row)

    def test_bridge_is_kept(self):
        """The job keeps it after a run, and the page shows the same as without."""
        title = "Where the change of revenue comes from"
        before = self._get_cells(title)
        # From July 2024 on, nobody had bought in the 12 months before.
        self.assertEqual(before["New"][0], "4")
        self.assertEqual(before["Jul 2024 to Jun 2025"][1][-5:], "1,000")
        run = self.env["client.segment"]._get_last_run(self.company)
        self.assertFalse(run.bridge)
        run._keep_bridge()
        self.assertEqual(run.bridge["later"]["revenue"], 1000)
        run.invalidate_recordset()
        with patch.object(type(run), "_prepare_bridge", side_effect=AssertionError):
            self.assertEqual(self._get_cells(title), before)

    def test_run_asks_for_the_bridge(self):
        job = self.env.ref("client_segmentation.ir_cron_keep_segment_bridge")
        triggers = self.env["ir.cron.trigger"].search_count([("cron_id", "=", job.id)])
        self._run_on(date(2025, 7, 16))
        self.assertEqual(
            self.env["ir.cron.trigger"].search_count([("cron_id", "=", job.id)]),
            triggers + 1,
        )

    def test_before_the_first_run(self):
        company = self._create_company("Empty Dashboard")
        self.manager.company_ids += company
        page = self.Segment.with_company(company).get_dashboard()
        self.assertIn("have not been computed yet", page)

    def test_page(self):
        page = self.Segment.get_dashboard()
        self.assertIn("c1", page)
        self.assertIn("data-open", page)
        report = self.env["ir.actions.report"].with_user(self.manager)
        paper, _kind = report._render_qweb_html(
            "client_segmentation.dashboard_report", self.company.ids
        )
        self.assertIn("c1", paper.decode())
        self.assertNotIn("data-open", paper.decode())

    def test_digest(self):
        """Heads of sales get the page by mail, as they see it; others do not."""
        digest = self.env["digest.digest"].create(
            {
                "name": "Monday",
                "user_ids": [Command.set((self.manager + self.salesman).ids)],
                "is_client_base_sent": True,
            }
        )
        (self.manager + self.salesman).email = "someone@example.com"
        users = []

        def render(report, _ref, ids, **_kwargs):
            users.append((report.env.user, report.env.company, ids))
            return b"%PDF", "pdf"

        reports = type(self.env["ir.actions.report"])
        with patch.object(reports, "_render_qweb_pdf", render):
            digest.action_send()
        self.assertEqual(users, [(self.manager, self.company, self.company.ids)])
        mail = self.env["mail.mail"].search([], order="id desc", limit=3)
        mail = mail.filtered("attachment_ids")
        self.assertEqual(mail.attachment_ids.raw, b"%PDF")
        self.assertIn("someone@example.com", mail.email_to)

    def test_digest_is_offered_where_it_is_set(self):
        with Form(self.env["digest.digest"]) as form:
            form.name = "Monday"
            form.is_client_base_sent = True
