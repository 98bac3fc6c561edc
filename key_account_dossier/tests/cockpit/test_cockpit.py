from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.client_segmentation.tests.whole.listed import search_listed

from ..common import CLIENT, MANAGER
from ..figures.common_figures import TODAY, FiguresCommon

SALESPERSON = "sales_team.group_sale_salesman"
# What one dossier takes at most, however much hangs on it
QUERIES = 60


@tagged("post_install", "-at_install")
class TestCockpit(FiguresCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact.date = TODAY - timedelta(days=1)
        cls.buyer = cls.env["res.partner"].create(
            {"name": "Olga Purchase", "parent_id": cls.client_partner.id}
        )

    def _get(self, user=None):
        return self._open(user or self.owner).cockpit

    def _get_warning(self, key, user=None):
        found = [one for one in self._get(user)["warnings"] if one["key"] == key]
        return found[0] if found else None

    def _add(self, model, **values):
        return self.env[model].create({"dossier_id": self.dossier.id, **values})

    def test_months_beside_those_of_the_year_before(self):
        self._new_order("2025-05-10", 4000, cost=1000)
        self._new_order("2024-05-20", 2000, cost=1500)
        self._new_order("2025-07-02", 999)  # the running month is not over
        found = self._get()
        self.assertEqual(
            (found["months"][0], found["months"][-1]), ("2024-07-01", "2025-06-01")
        )
        self.assertEqual(
            (found["revenue"][10], found["revenue_before"][10]), (4000, 2000)
        )
        self.assertEqual(
            (sum(found["revenue"]), sum(found["revenue_before"])), (4000, 2000)
        )
        self.assertEqual(found["change"], "+100 %")
        self.assertEqual((found["margin"], found["margin_before"]), ([], []))
        self.dossier.user_id = self.sales_boss
        found = self._get(self.sales_boss)
        self.assertEqual((found["margin"][10], found["margin_before"][10]), (3000, 500))

    def test_next_step(self):
        # The last positive contact was yesterday, the interval is 10 days.
        step = self._get()["step"]
        self.assertEqual(
            (step["level"], step["method"]), ("success", "action_log_contact")
        )
        self.contact.date = TODAY - timedelta(days=15)
        self.dossier.since_date = TODAY - timedelta(days=40)
        self.env.cr.execute(
            "UPDATE key_account_dossier SET create_date = '2025-06-01' WHERE id = %s",
            [self.dossier.id],
        )
        self.env.invalidate_all()
        self.dossier._refresh_clock()
        due = self.dossier.next_contact_date
        step = self._get()["step"]
        self.assertEqual(step["level"], "danger")
        self.assertIn(f"{(TODAY - due).days} days late", step["text"])
        self._add("key.account.contact", date=TODAY, outcome="negative")
        step = self._get()["step"]
        self.assertEqual(
            (step["level"], step["method"]), ("info", "action_hand_over_matter")
        )

    def test_nothing_to_warn_of(self):
        self.assertEqual(self._get()["warnings"], [])

    def test_dependence_tells_what_it_takes(self):
        self._new_order("2025-05-10", 1000, cost=100)  # margin 900
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        self._new_order("2025-05-10", 200, cost=100, partner=other)  # margin 100
        self.company.recompute_client_segments()
        self.dossier.user_id = self.sales_boss
        warning = self._get_warning("mono", self.sales_boss)
        # 900 of 1000; at 50 % the total has to be 1800: 800 more from the others.
        self.assertIn("90 % of the profit", warning["text"])
        self.assertIn("50 %", warning["text"])
        self.assertRegex(warning["text"], r"\b800\b")
        action = self._open(self.sales_boss).action_plan_less_dependence()
        self.assertEqual(action["context"]["default_dossier_id"], self.dossier.id)

    def test_dependence_without_figures_for_those_who_may_not_see_margins(self):
        self._new_order("2025-05-10", 1000, cost=100)
        self.company.recompute_client_segments()
        text = self._get_warning("mono")["text"]
        self.assertNotRegex(text, r"\d")

    def test_decision_maker(self):
        person = self._add(
            "key.account.stakeholder", partner_id=self.buyer.id, role="decider"
        )
        self.contact.write({"person_id": self.buyer.id, "date": date(2025, 6, 14)})
        # Decision makers are to hear from us every 30 days: by 14 July.
        self.assertIn("Olga Purchase", self._get_warning("deciders")["text"])
        self.contact.date = date(2025, 6, 15)
        self.assertFalse(self._get_warning("deciders"))
        self.contact.date = date(2025, 6, 14)
        person.role = "gatekeeper"
        self.assertFalse(self._get_warning("deciders"))

    def test_review(self):
        self.assertFalse(self._get_warning("review"))
        self.dossier.sudo().last_review_date = date(2025, 4, 15)  # due after 3 months
        self.assertEqual(self._get_warning("review")["method"], "action_start_review")

    def test_competitor_gaining(self):
        rival = self._add(
            "key.account.competitor", name="Rival", share=20, share_date="2025-05-01"
        )
        self.assertFalse(self._get_warning("competitors"))
        rival.write({"share": 25, "share_source": "Olga"})
        text = self._get_warning("competitors")["text"]
        self.assertIn("Rival from 20 to 25 %", text)
        rival.write({"share": 10})
        self.assertFalse(self._get_warning("competitors"))

    def test_objectives_and_people(self):
        for number, day in enumerate(
            ("2025-12-01", "2025-08-01", "2025-07-01", "2026-01-01")
        ):
            self._add(
                "key.account.plan",
                name=f"Aim {number}",
                date_start="2025-01-01",
                date_due=day,
            )
        self._add(
            "key.account.stakeholder",
            partner_id=self.buyer.id,
            influence="3",
            attitude="2",
            attitude_wanted="4",
        )
        found = self._get()
        self.assertEqual(
            [(plan["name"], plan["is_overdue"]) for plan in found["objectives"]],
            [("Aim 2", True), ("Aim 1", False), ("Aim 0", False)],
        )
        self.assertEqual([one["name"] for one in found["people"]], ["Olga Purchase"])

    def test_withdrawn_contacts_are_left_out(self):
        self.assertEqual(len(self._get()["contacts"]), 1)
        self._add("key.account.contact", date=TODAY, outcome="neutral")
        self.contact.sudo().write({"withdrawn_date": "2025-07-15 08:00:00"})
        outcomes = [one["outcome"] for one in self._get()["contacts"]]
        self.assertEqual(outcomes, ["neutral"])

    def test_documents_are_those_the_user_may_see(self):
        self.assertEqual(self._get()["documents"], [])  # no role in sales
        seller = self._new_user("seller", f"{MANAGER},{SALESPERSON}")
        self.dossier.user_id = seller
        self._new_order("2025-07-10", 500, state="draft", user_id=seller.id)
        self._new_order(
            "2025-07-10", 70, state="draft", user_id=seller.id, partner=self.branch
        )
        self._new_order("2025-07-10", 9000, state="draft", user_id=self.colleague.id)
        self._new_order("2025-07-10", 30, user_id=seller.id)  # an order
        dossier = self._open(seller)
        lines = {line["key"]: line for line in dossier.cockpit["documents"]}
        self.assertEqual(lines["quotations"]["count"], 2)
        self.assertIn("570", lines["quotations"]["amount"])
        for kind, line in lines.items():
            action = dossier.action_open_documents(kind)
            self.assertEqual(len(search_listed(action, dossier.env)), line["count"])
            [facet] = action["context"]["segment_facets"]
            self.assertEqual(facet["description"], f"{line['label']}: {CLIENT}")

    def test_doors(self):
        dossier = self._open(self.owner)
        for kind in ("orders", "quotations", None, []):  # no such, or no role
            with self.assertRaises(UserError):
                dossier.action_open_documents(kind)
        for user in (self.colleague, self.outsiders["sales_admin"]):
            with mute_logger("odoo.addons.base.models.ir_rule"):
                with self.assertRaises(AccessError):
                    self._open(user).action_open_documents("quotations")
                with self.assertRaises(AccessError):
                    self._open(user).action_plan_less_dependence()

    def test_unsaved_form_tells_of_nobody(self):
        """A number put into a form opens no dossier of others."""
        dossiers = self.env["key.account.dossier"].with_user(self.colleague)
        new = dossiers.new({}, origin=self.dossier.with_user(self.colleague))
        self.assertFalse(new.cockpit)

    def _count_queries(self):
        dossier = self._open(self.owner)
        before = self.cr.sql_log_count
        self.assertTrue(dossier.read(["cockpit"]))
        return self.cr.sql_log_count - before

    def test_budget_of_queries(self):
        self._new_order("2025-05-10", 4000)
        people = self.env["res.partner"].create(
            [
                {"name": f"Person {n}", "parent_id": self.client_partner.id}
                for n in range(20)
            ]
        )

        def fill(persons):
            for number, person in enumerate(persons):
                self._add(
                    "key.account.stakeholder", partner_id=person.id, role="decider"
                )
                self._add("key.account.plan", name="Aim", date_due="2025-12-01")
                self._add("key.account.competitor", name=f"R{number}", share=1)
                self._add("key.account.contact", date="2025-07-01", outcome="neutral")

        fill(people[:2])
        self._count_queries()
        few = self._count_queries()
        fill(people[2:])
        many = self._count_queries()
        self.assertLessEqual(many, few + 1)
        self.assertLessEqual(few, QUERIES)
