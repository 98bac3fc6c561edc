from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools.misc import format_date

from .common_day import DayCommon

# Every 30 days, as often as a rhythm needs
RHYTHM = [150, 120, 90, 60]
FIVE_TIMES_LATE = [270, 240, 210, 180, 150]


@tagged("post_install", "-at_install")
class TestDaySources(DayCommon):
    """What is planted is there, and what is not planted is not."""

    def assertReasons(self, expected):
        self.assertEqual(self._reasons(), expected)

    def test_nobody_waits(self):
        self._create_buyer("On time", [120, 90, 60, 30])
        self._classify()
        day = self._day()
        self.assertEqual(day["lines"], [])
        self.assertEqual(day["total"], 0)

    def test_late_by_their_own_rhythm(self):
        self._create_buyer("On time", [120, 90, 60, 30])
        self._create_buyer("Slowing", RHYTHM)
        self._create_buyer("Asleep", FIVE_TIMES_LATE)
        self._create_buyer("Lost", [900, 870, 840, 810])
        never = self._create_client("Prospect", user_id=self.salesman.id)
        self._classify()
        self.assertEqual(never.segment_state, "prospect")
        self.assertEqual(
            self._reasons(),
            {"Asleep": ["asleep"], "Slowing": ["late"], "Lost": ["lost"]},
        )

    def test_the_sentence_of_a_late_client(self):
        # Four orders of 20,250 within the horizon of twelve months make 81,000.
        self._create_buyer("Slowing", [182, 152, 122, 92, 62][1:], amount=20250)
        self._classify()
        horizon = self.env["client.segment"]._get_last_run(self.company).horizon_end
        reasons = self._lines()[0]["reasons"]
        counted = sum(self._ago(age) <= horizon for age in (152, 122, 92, 62))
        amount = f"{20250 * counted:,}"
        self.assertEqual(
            reasons[0]["text"],
            f"Usually orders every 30 days, silent for 62, brings ${amount} a year.",
        )

    def test_second_order_of_a_new_client(self):
        self._create_buyer("Once, long enough ago", [30])
        self._create_buyer("Once, a day too early", [29])
        self._create_buyer("Twice", [60, 40])
        self._classify()
        self.assertReasons({"Once, long enough ago": ["second"]})

    def test_urgent_opportunity_without_contact(self):
        waiting, written = (self._create_buyer(name, []) for name in ("Urgent", "Told"))
        self._create_lead(waiting, purchase_timing="urgent")
        lead = self._create_lead(written, purchase_timing="urgent")
        lead.message_post(**{"body": "I have called", "message_type": "comment"})
        self._create_lead(self._create_buyer("Unhurried", []))
        self.assertReasons({"Urgent": ["urgent"]})

    def test_a_lost_opportunity_waits_for_nobody(self):
        lead = self._create_lead(
            self._create_buyer("Urgent", []), purchase_timing="urgent"
        )
        lead.action_set_lost()
        self.assertReasons({})

    def test_decision_date_near(self):
        self.company.segment_policy_id.timing_followup_days = 3
        for days in (3, 4):
            self._create_lead(
                self._create_buyer(f"In {days} days", []),
                purchase_timing="scheduled",
                purchase_timing_date=self.today + timedelta(days=days),
            )
        self.assertReasons({"In 3 days": ["decision"]})
        text = self._lines()[0]["reasons"][0]["text"]
        day = format_date(self.env, self.today + timedelta(days=3))
        self.assertEqual(text, f"Decides on {day}: Opportunity of In 3 days.")

    def test_stalling_opportunity(self):
        limit = self.company.segment_policy_id.stalling_postponements
        for count in (limit - 1, limit):
            self._create_lead(
                self._create_buyer(f"Put off {count} times", []),
                postponement_count=count,
            )
        self.assertReasons({f"Put off {limit} times": ["stalling"]})

    def test_quotations(self):
        self._create_quotation(self._create_buyer("Unanswered", []), 3)
        self._create_quotation(self._create_buyer("Just sent", []), 2)
        self._create_quotation(self._create_buyer("Expiring", []), 1, valid_for=2)
        self._create_quotation(self._create_buyer("Expires later", []), 1, valid_for=3)
        self._create_quotation(self._create_buyer("Expired", []), 9, valid_for=-1)
        self._create_quotation(self._create_buyer("Forgotten", []), 61)
        self.assertReasons({"Expiring": ["expiring"], "Unanswered": ["unanswered"]})

    def test_days_of_quotations_are_a_setting(self):
        self.company.segment_policy_id.day_quotation_days = 10
        self._create_quotation(self._create_buyer("Nine days", []), 9)
        self._create_quotation(self._create_buyer("Ten days", []), 10)
        self.assertReasons({"Ten days": ["unanswered"]})

    def test_tasks_that_are_due(self):
        client = self._create_buyer("Client", [])
        other = self._create_buyer("Later", [])
        lead = self._create_lead(self._create_buyer("Lead", []))
        for record, days in ((client, -1), (other, 1), (lead, 0)):
            record.activity_schedule(
                "mail.mail_activity_data_call",
                self.today + timedelta(days=days),
                summary="Ask about the samples",
                user_id=self.salesman.id,
            )
        self.assertEqual(set(self._reasons()), {"Client", "Lead"})
        texts = {
            line["client"]["name"]: line["reasons"][0]["text"] for line in self._lines()
        }
        day = format_date(self.env, self._ago(1))
        self.assertEqual(texts["Client"], f"Due since {day}: Ask about the samples.")
        self.assertEqual(texts["Lead"], "Due today: Ask about the samples.")

    def test_price_list_without_answer(self):
        waiting, answered = (self._create_buyer(n, []) for n in ("Waiting", "Answered"))
        for client in (waiting, answered):
            self.env["client.price.list"].create(
                {
                    "partner_id": client.id,
                    "company_id": self.company.id,
                    "user_id": self.salesman.id,
                    "date": fields.Datetime.now() - timedelta(days=4),
                }
            )
        self._create_order(answered, self.today, 100, state="draft")
        self.assertReasons({"Waiting": ["pricelist"]})

    def test_task_of_the_head_of_sales_without_a_client(self):
        task = self.env["mail.activity"].create(
            {
                "activity_type_id": self.env.ref(
                    "client_segmentation.mail_activity_type_mono"
                ).id,
                "summary": "Mono-client: Giant",
                "automated": True,
                "user_id": self.manager.id,
                "date_deadline": self.today,
            }
        )
        (line,) = self._lines(self.manager)
        self.assertFalse(line["client"])
        self.assertEqual(
            line["reasons"][0]["record"], {"model": "mail.activity", "id": task.id}
        )
        self.assertEqual(self._lines(), [])
        # Nobody else is told of it, whatever rights they have.
        head = self._create_user("sales_team.group_sale_manager", name="Second head")
        self.assertEqual(self._lines(head, user_id=self.manager.id), [])

    def test_reasons_of_one_client_are_one_line(self):
        client = self._create_buyer("Slowing", RHYTHM)
        contact = self._create_client("Contact", parent_id=client.id, is_company=False)
        self._create_quotation(contact, 5)
        self._create_lead(client, purchase_timing="urgent")
        self._classify()
        self.assertReasons({"Slowing": ["urgent", "unanswered", "late"]})

    def test_archived_clients_and_those_of_other_companies(self):
        other = self._create_company("Elsewhere")
        self._create_buyer("Archived", RHYTHM).active = False
        foreign = self._create_buyer("Foreign", [], company_id=False)
        self._create_lead(foreign, company_id=False, purchase_timing="urgent")
        self.assertReasons({"Foreign": ["urgent"]})
        foreign.company_id = other
        self._classify()
        self.assertReasons({})

    def test_every_source_has_a_sentence(self):
        day = self.env["client.day"]
        scope = day._get_scope(self.salesman)
        for source in day._get_day_sources(scope):
            self.env.execute_query(source)
        for reason in (
            "late asleep lost second promised urgent decision stalling unanswered"
            " expiring pricelist task own_task"
        ).split():
            self.assertTrue(hasattr(day, f"_tell_{reason}"), reason)
