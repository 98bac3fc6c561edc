import itertools

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from ..common import SegmentationCommon

CRITERIA = ("money", "problem", "offer", "decision", "terms")


class QualificationCommon(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Stages of a team of its own: none of the database's has a part in this.
        cls.team = cls.env["crm.team"].create(
            {
                "name": "Team",
                "company_id": cls.company.id,
                "member_ids": cls.salesman.ids,
            }
        )
        cls.env["crm.stage"].search([("team_ids", "=", False)]).team_ids = cls.env[
            "crm.team"
        ].create({"name": "Others"})
        cls.new, cls.talks, cls.offer, cls.won = cls.env["crm.stage"].create(
            [
                {"name": name, "sequence": sequence, "team_ids": cls.team.ids}
                for sequence, name in enumerate(["New", "Talks", "Offer", "Won"])
            ]
        )
        cls.won.is_won = True

    def _create_lead(self, met=(), **values):
        """Create an opportunity that meets the criteria ``met``."""
        answers = {f"qualification_{name}": "yes" for name in met}
        return (
            self.env["crm.lead"]
            .with_user(self.salesman)
            .create(
                {
                    "name": "Deal",
                    "type": "opportunity",
                    "company_id": self.company.id,
                    "user_id": self.salesman.id,
                    "team_id": self.team.id,
                    **answers,
                    **values,
                }
            )
        )


@tagged("post_install", "-at_install")
class TestQualification(QualificationCommon):
    def test_score(self):
        lead = self._create_lead()
        self.assertEqual(lead.qualification_money, "unknown")
        self.assertEqual(lead.qualification_score, 0)
        for score, name in enumerate(CRITERIA, 1):
            lead[f"qualification_{name}"] = "yes"
            self.assertEqual(lead.qualification_score, score)
        lead.qualification_money = "no"
        self.assertEqual(lead.qualification_score, 4)
        lead.qualification_problem = False
        self.assertEqual(lead.qualification_score, 3)

    def test_filter_sort_and_group(self):
        none = self._create_lead()
        two = self._create_lead(["money", "terms"])
        full = self._create_lead(CRITERIA)
        leads = self.env["crm.lead"].with_user(self.salesman)
        mine = ("user_id", "=", self.salesman.id)
        for domain, expected in (
            (("qualification_score", "=", 0), none),
            (("qualification_score", "=", 5), full),
            (("qualification_terms", "=", "yes"), two + full),
            (("qualification_offer", "!=", "yes"), none + two),
        ):
            self.assertEqual(leads.search([mine, domain], order="id"), expected)
        order = "qualification_score desc"
        self.assertEqual(leads.search([mine], order=order), full + two + none)
        groups = leads._read_group([mine], ["qualification_score"], ["__count"])
        self.assertEqual(groups, [(0, 1), (2, 1), (5, 1)])

    def test_colleagues_opportunities_cannot_be_changed(self):
        lead = self._create_lead().sudo()
        lead.user_id = self.manager
        with self.assertRaises(AccessError):
            lead.with_user(self.salesman).qualification_money = "yes"

    def test_merged_opportunities(self):
        leads = self._create_lead(["money"], priority="3", qualification_offer="no")
        leads += self._create_lead(["problem", "offer"])
        merged = leads.merge_opportunity()
        answers = [merged[f"qualification_{name}"] for name in CRITERIA]
        self.assertEqual(answers.count("yes"), merged.qualification_score)
        self.assertEqual(merged.qualification_money, "yes")
        self.assertEqual(merged.qualification_problem, "yes")

    def test_copy_starts_anew(self):
        self.assertEqual(self._create_lead(CRITERIA).copy().qualification_score, 0)

    def test_switched_off(self):
        self.company.segment_policy_id.use_qualification = False
        self.offer.qualification_min_score = 3
        leads = self.env["crm.lead"].with_user(self.salesman)
        for xmlid, view_type in (
            ("crm.crm_case_kanban_view_leads", "kanban"),
            ("crm.crm_case_tree_view_oppor", "list"),
            ("crm.crm_lead_view_form", "form"),
            ("crm.view_crm_case_opportunities_filter", "search"),
        ):
            arch = leads.get_view(self.env.ref(xmlid).id, view_type)["arch"]
            self.assertNotIn("qualification", arch, xmlid)
        stages = self.env["crm.stage"].with_user(self.manager)
        arch = stages.get_view(self.env.ref("crm.crm_stage_form").id, "form")["arch"]
        self.assertNotIn("qualification", arch)
        self._create_lead().stage_id = self.offer


@tagged("post_install", "-at_install")
class TestQualificationGate(QualificationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.offer.qualification_min_score = 3

    def _assert_refused(self, lead, **values):
        with self.assertRaises(ValidationError) as error:
            lead.write(values)
        return str(error.exception)

    def test_message_names_what_is_open(self):
        lead = self._create_lead(["money", "offer"])
        message = self._assert_refused(lead, stage_id=self.offer.id)
        self.assertEqual(
            message,
            "Deal cannot move to Offer yet: it meets 2 of the 5 qualification criteria,"
            " and this stage requires at least 3. Still open: Has an urgent problem,"
            " May decide, Terms are acceptable.",
        )

    def test_qualified_ones_pass(self):
        for met in itertools.combinations(CRITERIA, 3):
            lead = self._create_lead(met)
            lead.stage_id = self.offer
            self.assertEqual(lead.stage_id, self.offer)

    def test_answers_and_stage_at_once(self):
        lead = self._create_lead(["money", "offer"])
        lead.write({"stage_id": self.offer.id, "qualification_terms": "yes"})
        self.assertEqual(lead.stage_id, self.offer)
        lead.stage_id = self.talks
        self._assert_refused(
            lead, stage_id=self.offer.id, qualification_terms="unknown"
        )

    def test_a_gate_cannot_be_jumped_over(self):
        lead = self._create_lead()
        self._assert_refused(lead, stage_id=self.won.id)
        with self.assertRaises(ValidationError):
            lead.action_set_won()
        self.assertEqual(lead.stage_id, self.new)

    def test_created_beyond_the_gate(self):
        for stage in (self.offer, self.won):
            with self.assertRaises(ValidationError):
                self._create_lead(stage_id=stage.id)
            with self.assertRaises(ValidationError):
                self._create_lead(type="lead", stage_id=stage.id)
        lead = self._create_lead(["money", "offer", "terms"], stage_id=self.offer.id)
        self.assertEqual(lead.stage_id, self.offer)

    def test_imported(self):
        leads = self.env["crm.lead"].with_user(self.salesman)
        leads = leads.with_context(default_team_id=self.team.id)
        names = ["name", "type", "stage_id/.id", "qualification_money"]
        rows = [["Imported", "Opportunity", str(self.offer.id), "Yes"]]
        result = leads.load(names, rows)
        self.assertFalse(result["ids"])
        self.assertIn("Imported cannot move to Offer", result["messages"][0]["message"])

    def test_through_another_team(self):
        other = self.env["crm.team"].create(
            {"name": "Other team", "company_id": self.company.id}
        )
        beyond = self.env["crm.stage"].create(
            {"name": "Beyond", "sequence": 9, "team_ids": (self.team + other).ids}
        )
        lead = self._create_lead(team_id=other.id)
        lead.stage_id = beyond
        self._assert_refused(lead, team_id=self.team.id)

    def test_back_and_lost_are_allowed(self):
        lead = self._create_lead(["money", "offer", "terms"])
        lead.stage_id = self.offer
        lead.qualification_money = "no"
        self.assertEqual(lead.stage_id, self.offer, "stays where it is")
        lead.action_set_lost()
        lead.action_restore()
        lead.stage_id = self.talks
        self.assertEqual(lead.stage_id, self.talks)
        self._assert_refused(lead, stage_id=self.offer.id)

    def test_gate_on_the_first_stage(self):
        self.new.qualification_min_score = 2
        lead = self._create_lead()
        self.assertEqual(lead.stage_id, self.new)

    def test_on_the_form(self):
        lead = self._create_lead()
        with self.assertRaises(ValidationError):
            with Form(lead) as form:
                form.stage_id = self.offer
        self.offer.qualification_min_score = 0
        with Form(lead) as form:
            form.stage_id = self.offer
        self.assertEqual(lead.stage_id, self.offer)

    def test_average_of_those_who_were_asked(self):
        """(2 + 0) / 2: the third one was not asked; the second one said no."""
        asked = self._create_lead(met=("money", "offer"))
        refused = self._create_lead(qualification_money="no")
        silent = self._create_lead()
        for leads, expected in (
            (asked + refused + silent, 1.0),
            (asked + silent, 2.0),
            (refused, 0.0),
            (silent, False),
        ):
            [(average, highest)] = leads._read_group(
                [("id", "in", leads.ids)],
                [],
                ["qualification_score:avg", "qualification_score:max"],
            )
            self.assertEqual(average, expected)
            self.assertEqual(highest, max(leads.mapped("qualification_score")))
        groups = (asked + silent).formatted_read_group(
            [("id", "in", (asked + silent).ids)],
            ["company_id"],
            ["qualification_score:avg"],
        )
        self.assertEqual(groups[0]["qualification_score:avg"], 2.0)

    def test_range(self):
        stage = self.offer.with_user(self.manager)
        for score in (-1, 6):
            with self.assertRaises(ValidationError):
                stage.qualification_min_score = score

    def test_a_thousand_at_once(self):
        values = {"team_id": self.team.id, "company_id": self.company.id}
        answers = dict.fromkeys((f"qualification_{name}" for name in CRITERIA), "yes")
        counts = []
        for number in (2, 2, 1000):
            leads = self.env["crm.lead"].create(
                [
                    {"name": f"Deal {index}", "user_id": False, **values, **answers}
                    for index in range(number)
                ]
            )
            gates = self.offer._get_qualification_gates()
            passed = dict.fromkeys(leads, gates.browse())
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            leads._check_qualification_gates(gates, passed)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[2], counts[1])
