from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_terms import TermsCommon


@tagged("post_install", "-at_install")
class TestTerms(TermsCommon):
    """Rules: who they are for, what they give, who may change them."""

    def test_conditions_in_words(self):
        rule = self._create_rule(abc="a", tier="gold", delivery_days=3)
        self.assertEqual(rule.condition_text, "A · Gold")
        self.assertEqual(rule.condition_count, 2)
        rule.write({"abc": False, "tier": False})
        self.assertEqual(rule.condition_text, "All clients")
        self.assertEqual(rule.condition_count, 0)

    def test_number_of_clients_while_editing(self):
        with Form(self.Terms) as form:
            form.name = "New"
            form.delivery_days = 3
            # The company's own clients, and whoever is shared by all companies
            everybody = form.client_count
            self.assertGreaterEqual(everybody, 4)
            form.abc = "a"
            self.assertEqual(form.client_count, 2)
            form.xyz = "x"
            self.assertEqual(form.client_count, 0)

    def test_clients_of_a_rule(self):
        action = self._create_rule(abc="a", delivery_days=3).action_open_clients()
        found = self.env["res.partner"].search(self._get_listed(action))
        self.assertEqual(found, self.big + self.mid)

    def test_rule_that_never_decides(self):
        first = self._create_rule("First", abc="a", delivery_days=3)
        second = self._create_rule("Second", abc="a", delivery_days=5)
        self.assertFalse(first.lint_message)
        self.assertIn("First", second.lint_message)
        self.assertIn("Delivery Promise", second.lint_message)
        second.sequence = 1
        (first + second).invalidate_recordset()
        self.assertFalse(second.lint_message)
        self.assertIn("Second", first.lint_message)
        second.active = False
        first.invalidate_recordset()
        self.assertFalse(first.lint_message)

    def test_remark_while_editing(self):
        self._create_rule("First", abc="a", delivery_days=3)
        with Form(self.Terms) as form:
            form.name = "Second"
            form.delivery_days = 5
            self.assertFalse(form.lint_message)
            form.abc = "a"
            self.assertIn("First", form.lint_message)

    # Bad input

    def test_rule_that_gives_nothing(self):
        with self.assertRaisesRegex(ValidationError, "Empty"):
            self._create_rule("Empty", abc="a")
        rule = self._create_rule(delivery_days=3)
        with self.assertRaises(ValidationError):
            rule.delivery_days = 0

    def test_numbers_out_of_range(self):
        for values in (
            {"is_discount_limited": True, "discount_limit": 100.5},
            {"is_discount_limited": True, "discount_limit": -1},
            {"delivery_days": -1},
            {"delivery_days": 4000},
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self._create_rule(**{"team_id": self.team.id, **values})

    def test_no_discount_at_all_is_a_limit(self):
        rule = self._create_rule(is_discount_limited=True)
        self.assertEqual(rule._get_gives(), {"discount_limit": 0.0})

    def test_records_of_another_company(self):
        other = self._create_company("Other")
        self.pricelist.company_id = other
        with self.assertRaises(UserError):
            self._create_rule(pricelist_id=self.pricelist.id)

    # Access

    def test_salesperson_reads(self):
        rule = self._create_rule(abc="a", delivery_days=3).with_user(self.salesman)
        self.assertEqual(rule.condition_text, "A")
        self.assertEqual(rule.client_count, 2)
        with self.assertRaises(AccessError):
            rule.delivery_days = 30
        with self.assertRaises(AccessError):
            rule.copy()
        with self.assertRaises(AccessError):
            rule.unlink()

    def test_other_companies(self):
        other = self._create_company("Other")
        rule = self.env["client.segment.terms"].create(
            {"name": "Theirs", "company_id": other.id, "delivery_days": 3}
        )
        shared = self.env["client.segment.terms"].create(
            {"name": "Ours", "company_id": False, "delivery_days": 3}
        )
        self.assertEqual(self.Terms.search([]), shared)
        with self.assertRaises(AccessError):
            rule.with_user(self.manager).read(["name"])

    def test_worker_has_no_access(self):
        worker = self._create_user("base.group_user")
        with self.assertRaises(AccessError):
            self.Terms.with_user(worker).search([])
        with self.assertRaises(AccessError):
            self.Proposal.with_user(worker).search([])

    def test_terms_on_the_client(self):
        """Salespeople see what has been agreed and cannot lift their own limits."""
        client = self.big.with_user(self.salesman)
        self.big.client_discount_limit = 5
        self.assertEqual(client.client_discount_limit, 5)
        for name in ("client_discount_limit", "client_delivery_days"):
            with self.assertRaises(AccessError):
                client[name] = 50
        with self.assertRaises(AccessError):
            client.client_discount_limited = False
        contacts = self.env["res.partner"].with_user(self.salesman)
        with self.assertRaises(AccessError):
            contacts.create({"name": "New", "client_discount_limit": 50})
        with self.assertRaises(AccessError):
            contacts.with_context(default_client_team_id=1).create({"name": "New"})
        self.big.with_user(self.manager).client_discount_limit = 7
        described = client.fields_get(["client_discount_limit"])
        self.assertTrue(described["client_discount_limit"]["readonly"])

    def test_terms_hold_in_one_company(self):
        other = self._create_company("Other")
        self.manager.company_ids = [Command.link(other.id)]
        self.big.company_id = False
        self.big.client_delivery_days = 4
        self.assertFalse(self.big.with_company(other).client_delivery_days)
