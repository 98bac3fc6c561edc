import random
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import SQL

from ...arithmetic.terms.terms import get_terms
from ...models.terms import client_segment_terms_proposal_apply
from .common_terms import TermsCommon


@tagged("post_install", "-at_install")
class TestTermsThousand(TermsCommon):
    """What the database proposes for many clients is what plain Python does, one
    client after the other; and the number of queries does not grow with them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["client.segment"].search([("company_id", "=", cls.company.id)]).unlink()
        chance = random.Random(1951)
        cls.many = cls.env["res.partner"].create(
            [{"name": f"{number}", "is_company": True} for number in range(1000)]
        )
        cls.classes = {
            client.id: {
                "abc": chance.choice("abc"),
                "xyz": chance.choice("xyzn"),
                "tier": chance.choice(("gold", "silver", "bronze", None)),
            }
            for client in cls.many
        }
        cls.env.execute_query(
            SQL(
                "INSERT INTO client_segment (company_id, partner_id, abc, xyz, tier)"
                " VALUES %s RETURNING id",
                SQL(", ").join(
                    SQL("%s", (cls.company.id, client, *classes.values()))
                    for client, classes in cls.classes.items()
                ),
            )
        )
        cls.rules = cls.Terms
        for number in range(12):
            cls.rules += cls._create_rule(
                f"Rule {number}",
                abc=chance.choice([*"abc", False, False]),
                xyz=chance.choice([*"xyzn", False, False, False, False]),
                tier=chance.choice(["gold", "silver", False, False]),
                delivery_days=number + 1,
                sequence=chance.choice((10, 20)),
                is_discount_limited=number % 3 == 0,
                discount_limit=number,
            )

    def test_same_as_plain_python(self):
        table = [rule._get_rule() for rule in self.rules]
        expected = {
            (client, term): (float(value), rule.key)
            for client, classes in self.classes.items()
            for term, (value, rule) in get_terms(table, classes).items()
        }
        self._propose()
        found = {
            (row.partner_id.id, row.term): (float(row.proposed_value), row.terms_id.id)
            for row in self._get_open()
        }
        self.assertGreater(len(expected), 1000)
        self.assertEqual(found, expected)

    def _count_queries(self, call):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_queries_of_proposing(self):
        self._propose()
        for number in (0, 1000):
            self.env["client.segment.terms.proposal"].search(
                [("state", "=", "open")], limit=number or None
            ).unlink() if number else None
            # lock, table, deletion, insertion, drop, and rights of the user
            self.assertLessEqual(self._count_queries(self._propose), 20)

    def test_queries_of_applying(self):
        self._propose()
        proposals = self._get_open(term="delivery_days")
        few = self._count_queries(proposals[:20].action_apply)
        many = self._count_queries(proposals[20:320].action_apply)
        self.assertLessEqual(many, few + 20)
        undo = self._count_queries(proposals[:320].action_undo)
        self.assertLessEqual(undo, few + 20)

    def test_queries_of_the_list(self):
        self._propose()
        counts = []
        for limit in (1, 80):
            proposals = self.Proposal.search([("state", "=", "open")], limit=limit)
            counts.append(
                self._count_queries(
                    lambda rows=proposals: rows.read(
                        ["current_text", "proposed_text", "reason", "partner_id"]
                    )
                )
            )
        self.assertLessEqual(counts[1], counts[0] + 3)

    def test_many_are_applied_by_a_job(self):
        self._propose()
        proposals = self._get_open()
        with patch.object(client_segment_terms_proposal_apply, "BATCH_SIZE", 300):
            wizard = self._apply_all()
            self.assertIn(str(len(proposals)), wizard.result)
            self.assertEqual(set(proposals.mapped("state")), {"queued"})
            self.assertEqual(self._propose(), 0)
            with self.enter_registry_test_mode():
                self.env.ref(
                    "client_segmentation.ir_cron_apply_terms"
                ).method_direct_trigger()
        proposals.invalidate_recordset()
        self.assertEqual(set(proposals.mapped("state")), {"applied"})
        self.assertEqual(proposals.decided_user_id, self.manager)
        self.assertEqual(self._propose(), 0)
