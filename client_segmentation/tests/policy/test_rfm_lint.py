from odoo.tests import Form, TransactionCase, new_test_user, tagged

from ...arithmetic.core.rfm import get_segment_map
from ..core.reference_rfm import DEFAULT_RULES


@tagged("post_install", "-at_install")
class TestRfmLint(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env, login="rfm manager", groups="sales_team.group_sale_manager"
        )
        cls.Rule = cls.env["client.segment.rfm.rule"].with_user(cls.manager)
        cls.Rule.search([]).unlink()

    def _create(self, segment, sequence, **ranges):
        return self.Rule.create({"segment": segment, "sequence": sequence, **ranges})

    def assertRemark(self, rule, state, message):
        # Each request of the screen reads anew.
        self.env.invalidate_all()
        self.assertEqual((rule.lint_state, rule.lint_message), (state, message))

    def test_reached_partly_and_never(self):
        champions = self._create("champions", 10, r_min=4)
        loyal = self._create("loyal", 20, r_min=3)
        new = self._create("new", 30, r_min=3, f_max=1)
        self.assertRemark(champions, "ok", False)
        self.assertRemark(loyal, "overlap", "Partly taken by Champions")
        self.assertRemark(
            new, "unreachable", "Never reached: taken by Champions, Loyal"
        )

    def test_order_and_archiving_change_the_remarks(self):
        every = self._create("lost", 10)
        late = self._create("new", 20, r_min=5)
        self.assertRemark(late, "unreachable", "Never reached: taken by Hibernating")
        late.sequence = 5
        self.assertRemark(late, "ok", False)
        self.assertRemark(every, "overlap", "Partly taken by New")
        late.active = False
        self.assertRemark(late, False, False)
        self.assertRemark(every, "ok", False)

    def test_remark_while_editing(self):
        self._create("champions", 10, r_min=4)
        rule = self._create("loyal", 20, r_min=3)
        with Form(rule) as form:
            self.assertEqual(form.lint_state, "overlap")
            form.r_min = 4
            self.assertEqual(form.lint_state, "unreachable")
            form.r_min, form.r_max = 3, 3
            self.assertEqual(form.lint_state, "ok")
        with Form(self.Rule) as form:
            form.segment = "lost"
            form.r_min = 5
            self.assertEqual(form.lint_message, "Never reached: taken by Champions")

    def test_gap_in_words(self):
        self._create("champions", 10, r_min=2)
        self._create("loyal", 20, f_min=3)
        self._create("new", 30, f_max=1, m_min=2, m_max=2)
        # R 1 with F 1 or 2: 10 combinations, less R 1, F 1, M 2
        self.assertEqual(
            self.Rule.get_lint()["problems"],
            [
                "9 of 125 score combinations match no rule, so clients with these"
                " scores have no RFM segment: R 1, F 1, M 1; R 1, F 1, M 3–5; R 1, F 2."
            ],
        )

    def test_long_gap_is_cut_short(self):
        for level in (2, 4):
            for other in (2, 4):
                scores = {
                    "r_min": level,
                    "r_max": level,
                    "f_min": other,
                    "f_max": other,
                }
                self._create("new", 10, **scores)
        [problem] = self.Rule.get_lint()["problems"]
        self.assertIn("105 of 125", problem)
        self.assertRegex(problem, r"; and \d+ other ranges\.$")

    def test_no_rule_at_all(self):
        lint = self.Rule.get_lint()
        self.assertEqual(len(lint["problems"]), 1)
        self.assertIn("125 of 125", lint["problems"][0])
        self.assertIn("segment: all.", lint["problems"][0])
        self.assertEqual(lint["segments"], {})
        self.assertIsNone(lint["map"][4][4][4])

    def test_unreachable_rules_are_named_above_the_table(self):
        self._create("lost", 10)
        self._create("new", 20)
        self._create("champions", 30, r_min=5)
        self.assertEqual(
            self.Rule.get_lint()["problems"],
            [
                "Rules that no client reaches because earlier rules take all their"
                " scores: New, Champions."
            ],
        )

    def test_map(self):
        rules = get_segment_map(DEFAULT_RULES)
        # R 5, F 5: cheap buyers are promising, M 2 and 3 on their way
        self.assertEqual(
            rules[4][4],
            ["promising", "potential_loyalist", "loyal", "champions", "champions"],
        )
        self.assertEqual(rules[0][0], ["lost"] * 5)

    def test_table_is_linted_once_for_all_rules(self):
        for sequence in range(1, 21):
            self._create("lost", sequence)
        self.env.invalidate_all()
        rules = self.Rule.search([])
        rules.mapped("segment")
        with self.assertQueryCount(1):
            self.assertEqual(rules.mapped("lint_state"), ["ok"] + ["unreachable"] * 19)

    def test_salesperson_may_look_only(self):
        salesperson = new_test_user(
            self.env, login="rfm sales", groups="sales_team.group_sale_salesman"
        )
        self._create("lost", 10)
        rules = self.Rule.with_user(salesperson)
        self.assertEqual(rules.get_lint()["problems"], [])
