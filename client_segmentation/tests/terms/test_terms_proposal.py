from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common_terms import TermsCommon


@tagged("post_install", "-at_install")
class TestTermsProposal(TermsCommon):
    """What is proposed, applied and undone, as the head of sales."""

    def test_no_rules_no_proposals(self):
        self.assertEqual(self._propose(), 0)
        self.assertProposed({})

    def test_one_client(self):
        self._create_rule("B", abc="b", pricelist_id=self.pricelist.id)
        self.assertEqual(self._propose(), 1)
        self.assertProposed({("small", "pricelist"): ("None", "Dealers (USD)")})
        proposal = self._get_open()
        self.assertEqual(proposal.reason, "B: B")
        self.assertFalse(proposal.is_manual)
        self.assertEqual(self._propose(), 0, "what is proposed is left as it is")
        self.assertTrue(proposal.exists())

    def test_every_term_and_the_next_rule_fills_in(self):
        self._create_rule(
            "A",
            abc="a",
            is_discount_limited=True,
            discount_limit=12.5,
            team_id=self.team.id,
        )
        self._create_rule(
            "Biggest",
            abc="a",
            tier="gold",
            is_discount_limited=True,
            discount_limit=20,
            payment_term_id=self.payment_term.id,
        )
        self.mid.client_delivery_days = 3
        self._create_rule("B", abc="b", is_discount_limited=True)
        self.mid.client_team_id = self.team
        self._propose()
        self.assertProposed(
            {
                ("big", "discount_limit"): ("None", "20 %"),
                ("big", "payment_term"): ("None", "45 days"),
                ("big", "team"): ("None", "Key accounts"),
                ("mid", "discount_limit"): ("None", "20 %"),
                ("mid", "payment_term"): ("None", "45 days"),
                ("small", "discount_limit"): ("None", "0 %"),
            }
        )
        rules = {
            row.term: row.terms_id.name
            for row in self.Proposal.search([("partner_id", "=", self.big.id)])
        }
        self.assertEqual(
            rules,
            {"discount_limit": "Biggest", "payment_term": "Biggest", "team": "A"},
        )

    def test_shared_rule_comes_after_that_of_the_company(self):
        self.env["client.segment.terms"].create(
            {"name": "All", "company_id": False, "abc": "b", "delivery_days": 9}
        )
        self._propose()
        self.assertProposed({("small", "delivery_days"): ("None", "9 day(s)")})
        self._create_rule("Own", abc="b", delivery_days=2, sequence=99)
        self._propose()
        self.assertProposed({("small", "delivery_days"): ("None", "2 day(s)")})

    def test_audience(self):
        self.company.segment_policy_id.use_audience = True
        dealers, others = self.env["client.audience"].create(
            [{"name": "Dealers"}, {"name": "Others"}]
        )
        self.big.client_audience_id = dealers
        self.mid.client_audience_id = others
        rule = self._create_rule(
            "D", abc="a", client_audience_id=dealers.id, delivery_days=2
        )
        self.assertEqual(rule.condition_text, "A · Dealers")
        self.assertEqual(rule.client_count, 1)
        self._propose()
        self.assertProposed({("big", "delivery_days"): ("None", "2 day(s)")})

    def test_apply(self):
        rule = self._create_rule(
            "A",
            abc="a",
            pricelist_id=self.pricelist.id,
            payment_term_id=self.payment_term.id,
            is_discount_limited=True,
            discount_limit=12.5,
            delivery_days=3,
            team_id=self.team.id,
        )
        self._propose()
        proposals = self._get_open(partner_id=self.big.id)
        self.assertEqual(len(proposals), 5)
        proposals.action_apply()
        big = self.big.with_company(self.company)
        self.assertEqual(big.property_product_pricelist, self.pricelist)
        self.assertEqual(big.property_payment_term_id, self.payment_term)
        self.assertTrue(big.client_discount_limited)
        self.assertEqual(big.client_discount_limit, 12.5)
        self.assertEqual(big.client_delivery_days, 3)
        self.assertEqual(big.client_team_id, self.team)
        self.assertFalse(self.mid.client_team_id, "only what was chosen")
        self.assertEqual(set(proposals.mapped("state")), {"applied"})
        self.assertEqual(proposals.decided_user_id, self.manager)
        message = big.message_ids[0]
        self.assertEqual(message.author_id, self.manager.partner_id)
        for text in ("Dealers", "12.5 %", "3 day(s)", "Key accounts", rule.name):
            self.assertIn(text, message.body)
        self.assertEqual(self._propose(), 0)

    def test_undo(self):
        self.big.client_delivery_days = 9
        self._create_rule("A", abc="a", delivery_days=3)
        self._propose()
        proposals = self._get_open()
        proposals.action_apply()
        self.assertEqual(self.big.client_delivery_days, 3)
        self.mid.client_delivery_days = 4
        proposals.action_undo()
        self.assertEqual(self.big.client_delivery_days, 9)
        self.assertEqual(self.mid.client_delivery_days, 4, "changed by hand since")
        states = {row.partner_id: row.state for row in proposals}
        self.assertEqual(states, {self.big: "undone", self.mid: "applied"})
        self.assertIn("9 day(s)", self.big.message_ids[0].body)

    def test_undo_no_discount_at_all(self):
        self.big.write({"client_discount_limited": True, "client_discount_limit": 0})
        self._create_rule("A", abc="a", is_discount_limited=True, discount_limit=5)
        self._propose()
        self.assertProposed(
            {
                ("big", "discount_limit"): ("0 %", "5 %"),
                ("mid", "discount_limit"): ("None", "5 %"),
            }
        )
        proposals = self._get_open()
        proposals.action_apply()
        proposals.action_undo()
        self.assertTrue(self.big.client_discount_limited)
        self.assertEqual(self.big.client_discount_limit, 0)
        self.assertFalse(self.mid.client_discount_limited)

    def test_set_by_hand(self):
        self.big.specific_property_product_pricelist = self.other_pricelist
        self._create_rule("A", abc="a", pricelist_id=self.pricelist.id)
        self._propose()
        proposals = self._get_open()
        self.assertEqual(len(proposals), 2)
        by_hand = proposals.filtered("is_manual")
        self.assertEqual(by_hand.partner_id, self.big)
        self._apply_all()
        self.assertEqual(self.big.specific_property_product_pricelist.name, "Retail")
        self.assertEqual(self.mid.specific_property_product_pricelist.name, "Dealers")
        by_hand.action_apply()
        self.assertEqual(self.big.specific_property_product_pricelist.name, "Dealers")

    def test_what_terms_have_set_is_not_set_by_hand(self):
        rule = self._create_rule("A", abc="a", delivery_days=3)
        self._propose()
        self._get_open().action_apply()
        self.mid.client_delivery_days = 7
        rule.delivery_days = 5
        self._propose()
        proposals = self._get_open()
        self.assertProposed(
            {
                ("big", "delivery_days"): ("3 day(s)", "5 day(s)"),
                ("mid", "delivery_days"): ("7 day(s)", "5 day(s)"),
            }
        )
        self.assertEqual(proposals.filtered("is_manual").partner_id, self.mid)

    def test_default_is_not_set_by_hand(self):
        self.env["ir.default"].set(
            "res.partner", "property_payment_term_id", self.payment_term.id
        )
        other = self.env["account.payment.term"].create({"name": "Cash"})
        self._create_rule("A", abc="a", payment_term_id=other.id)
        self._propose()
        proposals = self._get_open()
        self.assertEqual(proposals.partner_id, self.big + self.mid)
        self.assertFalse(any(proposals.mapped("is_manual")))

    def test_client_leaves_the_class(self):
        self._create_rule("A", abc="a", delivery_days=3)
        self.cold.client_delivery_days = 8
        self._propose()
        self._get_open().action_apply()
        self.env["client.segment.pin"].create(
            [
                {
                    "partner_id": client.id,
                    "segment_class": "abc:c",
                    "reason": "Insolvent",
                    "company_id": self.company.id,
                    "date_start": self.AS_OF,
                }
                for client in self.big
            ]
        )
        self._recompute()
        self._propose()
        self.assertProposed({("big", "delivery_days"): ("3 day(s)", "None")})
        self.assertEqual(self._get_open().reason, "No longer given by any rule")
        self._get_open().action_apply()
        self.assertFalse(self.big.client_delivery_days)
        self.assertEqual(self._propose(), 0)

    def test_undo_twice(self):
        """Going back step by step, terms keep what was theirs."""
        rule = self._create_rule("B", abc="b", delivery_days=3)
        self._propose()
        first = self._get_open()
        first.action_apply()
        rule.delivery_days = 5
        self._propose()
        second = self._get_open()
        second.action_apply()
        self.assertEqual(first.state, "replaced")
        second.action_undo()
        self.assertEqual(self.small.client_delivery_days, 3)
        self.assertEqual(first.state, "applied")
        first.action_undo()
        self.assertFalse(self.small.client_delivery_days)

    def test_changed_since_proposed(self):
        self._create_rule("B", abc="b", delivery_days=3)
        self._propose()
        self.small.client_delivery_days = 7
        action = self._get_open().action_apply()
        self.assertEqual(self.small.client_delivery_days, 7)
        self.assertIn("1 skipped", action["params"]["message"])
        self.assertFalse(self._get_open())

    def test_deleted_pricelist(self):
        rule = self._create_rule("B", abc="b", pricelist_id=self.pricelist.id)
        self._propose()
        proposal = self._get_open()
        rule.unlink()
        self.pricelist.unlink()
        proposal.invalidate_recordset()
        self.assertEqual(proposal.proposed_text, "Deleted")
        proposal.action_apply()
        self.assertFalse(self.small.specific_property_product_pricelist)

    def test_dismiss_and_reopen(self):
        rule = self._create_rule("B", abc="b", delivery_days=3)
        self._propose()
        proposal = self._get_open()
        proposal.action_dismiss()
        self.assertEqual(self._propose(), 0)
        rule.delivery_days = 4
        self.assertEqual(self._propose(), 1, "another change is another proposal")
        rule.delivery_days = 3
        self._propose()
        self.assertFalse(self._get_open())
        proposal.action_reopen()
        self.assertProposed({("small", "delivery_days"): ("None", "3 day(s)")})

    def test_archived_rule_and_client(self):
        rule = self._create_rule("B", abc="b", delivery_days=3)
        self._propose()
        self.small.active = False
        self._propose()
        self.assertProposed({})
        self.small.active = True
        self._propose()
        self.assertEqual(len(self._get_open()), 1)
        rule.active = False
        self._propose()
        self.assertProposed({})

    def test_contacts_get_what_their_company_gets(self):
        contact = self._create_client("c", parent_id=self.small.id, is_company=False)
        self._create_rule("B", abc="b", payment_term_id=self.payment_term.id)
        self._propose()
        self._get_open().action_apply()
        contact = contact.with_company(self.company)
        self.assertEqual(contact.property_payment_term_id, self.payment_term)

    # Access

    def test_salesperson_sees_own_clients_and_decides_nothing(self):
        self.mid.user_id = self.manager
        self._create_rule("A", abc="a", delivery_days=3)
        self._propose()
        mine = self.Proposal.with_user(self.salesman).search([])
        self.assertEqual(mine.partner_id, self.big)
        self.assertEqual(mine.proposed_text, "3 day(s)")
        for name in ("action_apply", "action_dismiss", "action_undo", "action_reopen"):
            with self.assertRaises(AccessError):
                getattr(mine, name)()
        with self.assertRaises(AccessError):
            self._apply_all(self.salesman)
        with self.assertRaises(AccessError):
            mine.proposed_value = "99"
        with self.assertRaises(AccessError):
            self.company.with_user(self.salesman).refresh_client_terms_proposals()

    def test_nobody_writes_proposals_past_the_buttons(self):
        self._create_rule("B", abc="b", delivery_days=3)
        self._propose()
        with self.assertRaises(AccessError):
            self._get_open().proposed_value = "99"

    def test_two_companies(self):
        other = self._create_company("Other")
        self.big.company_id = False
        self._create_rule("A", abc="a", delivery_days=3)
        self.env["client.segment.terms"].create(
            {"name": "Theirs", "company_id": other.id, "delivery_days": 8}
        )
        self._recompute(company=other)
        self.env["res.company"].browse(other.id).refresh_client_terms_proposals()
        self._propose()
        theirs = self.env["client.segment.terms.proposal"].search(
            [("company_id", "=", other.id), ("partner_id", "=", self.big.id)]
        )
        self.assertEqual(theirs.proposed_text, "8 day(s)")
        with self.assertRaises(AccessError):
            theirs.with_user(self.manager).action_apply()
        self._apply_all()
        self.assertEqual(theirs.state, "open")
        self.assertFalse(self.big.with_company(other).client_delivery_days)
        theirs.action_apply()
        self.assertEqual(self.big.with_company(other).client_delivery_days, 8)
        self.assertEqual(self.big.client_delivery_days, 3)
        self.manager.company_ids = [Command.link(other.id)]
        theirs = theirs.with_user(self.manager)
        theirs = theirs.with_context(allowed_company_ids=other.ids)
        self.assertEqual(theirs.proposed_text, "8 day(s)")

    # Runs and jobs

    def _run_today(self):
        run = self._recompute(self.company._get_segment_today())
        cron = self.env.ref("client_segmentation.ir_cron_propose_terms")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        return run

    def test_after_a_run(self):
        rule = self._create_rule("All", delivery_days=3)
        self.company.segment_policy_id.terms_user_id = self.manager
        run = self._run_today()
        proposals = self._get_open()
        self.assertGreaterEqual(len(proposals), 4)
        self.assertEqual(run.terms_proposal_count, len(proposals))
        task = rule.activity_ids
        self.assertEqual(task.user_id, self.manager)
        self.assertIn(str(len(proposals)), task.summary)
        rule.delivery_days = 4
        self._run_today()
        self.assertEqual(rule.activity_ids, task, "told once")
        task.action_done()
        rule.delivery_days = 5
        self._run_today()
        self.assertEqual(len(rule.activity_ids), 1)

    def test_after_a_run_if_wanted(self):
        self._create_rule("All", delivery_days=3)
        self.company.segment_policy_id.terms_auto_refresh = False
        self._run_today()
        self.assertFalse(self._get_open())

    def test_run_of_another_day_proposes_nothing(self):
        self._create_rule("All", delivery_days=3)
        self._recompute()
        self.assertFalse(
            self.env["client.segment.run"].search([("is_terms_due", "=", True)])
        )

    def test_merge(self):
        self._create_rule("All", delivery_days=3)
        self._propose()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.big + self.small).ids, self.small)
        self._propose()
        self.assertEqual(len(self._get_open(partner_id=self.small.id)), 1)
