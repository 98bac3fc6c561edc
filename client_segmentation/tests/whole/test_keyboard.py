from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..day.test_day_tour import DayTourCase
from .keyboard import KeyboardCase


@tagged("post_install", "-at_install")
class TestKeyboard(KeyboardCase, DayTourCase):
    """The main thing of each screen is done with Tab, Enter, Space and arrows; in one
    session, screens of the two other add-ons where they are installed."""

    def setUp(self):
        super().setUp()
        self.client.write({"user_id": self.seller.id})
        self.company.recompute_client_segments()

    def test_my_day_and_the_client(self):
        """A call is logged in My Day, taken back, and logged on the client's page."""
        own = "client_segmentation."
        self.walk(
            "day_seller",
            [
                {
                    "name": "My Day",
                    "action": self.env.ref(f"{own}client_day_action").id,
                    "steps": [
                        ("find", ".o_day_line .o_day_log"),
                        ("reach", ".o_day_why"),
                        ("press", "Space"),
                        ("find", ".o_day_why_text"),
                        ("reach", ".o_day_log"),
                        ("press", "Enter"),
                        ("reach", ".o_day_outcomes [data-kind='talked']"),
                        ("press", "Enter"),
                        ("find", ".o_day_empty"),
                        ("reach", ".o_day_undo button"),
                        ("press", "Enter"),
                        ("find", ".o_day_line .o_day_log"),
                    ],
                },
                {
                    "name": "Page of a client",
                    "action": self._open(self.client, client_page_first=True),
                    "steps": [
                        ("find", ".o_client_next_step"),
                        ("reach", ".o_client_log"),
                        ("press", "Enter"),
                        ("reach", ".o_client_next_step [data-kind='no_answer']"),
                        ("press", "Space"),
                        ("find", ".o_client_next_step:not(:has(.o_day_outcomes))"),
                    ],
                },
            ],
        )
        results = self.env["client.day.result"].search(
            [("partner_id", "=", self.client.id)]
        )
        self.assertEqual(results.mapped("kind"), ["no_answer"])

    def test_matrix(self):
        action = self.env.ref("client_segmentation.client_segment_matrix_action").id
        opened = ".o_list_view .o_data_row"
        self.walk(
            "day_head",
            [
                {
                    "name": "Matrix",
                    "action": action,
                    "steps": [
                        ("find", ".o_heat_map_cell"),
                        ("reach", ".o_heat_map_cell[data-cell='an']"),
                        ("press", "Enter"),
                        ("find", opened),
                    ],
                },
                {
                    "name": "RFM",
                    "action": action,
                    "steps": [
                        ("find", ".o_rfm_bars"),
                        ("reach", ".o_rfm_bars tbody button"),
                        ("press", "Space"),
                        ("find", opened),
                    ],
                },
            ],
        )

    def test_log_contact(self):
        if "key.account.dossier" not in self.env:
            self.skipTest("There are no dossiers")
        group = self.env.ref("key_account_dossier.group_key_account_manager")
        self.seller.group_ids += group
        dossiers = self.env(user=self.seller)["key.account.dossier"]
        dossier = dossiers.create(
            {"partner_id": self.client.id, "user_id": self.seller.id}
        )
        self.walk(
            "day_seller",
            [
                {
                    "name": "Log a contact",
                    "action": self._open(dossier),
                    "steps": [
                        ("find", "button[name='action_log_contact']"),
                        ("reach", "button[name='action_log_contact']"),
                        ("press", "Enter"),
                        ("find", ".modal [name='channel'] .o_selection_badge"),
                        ("reach", ".modal [name='channel'] [value='\"email\"']"),
                        ("press", "Space"),
                        ("reach", ".modal button[name='action_log_positive']"),
                        ("press", "Enter"),
                        ("find", "body:not(.modal-open)"),
                    ],
                }
            ],
        )
        [contact] = dossier.contact_ids
        self.assertEqual((contact.channel, contact.outcome), ("email", "positive"))

    def test_business_case(self):
        if "loyalty.plan" not in self.env:
            self.skipTest("There are no loyalty programs")
        director = new_test_user(
            self.env,
            login="day_director",
            groups="sales_team.group_sale_manager",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        case = self._create_case()
        self.walk("day_head", [self._press_button(case, "action_submit")])
        self.assertEqual(case.state, "submitted")
        self.walk(director.login, [self._press_button(case, "action_approve")])
        self.assertEqual(case.state, "approved")

    def _create_case(self):
        head = self.env["res.users"].search([("login", "=", "day_head")])
        env = self.env(user=head)
        program = env["loyalty.program"].create(
            {
                "name": "Club",
                "program_type": "loyalty",
                "company_id": self.company.id,
                "rule_ids": [Command.create({"reward_point_mode": "money"})],
                "reward_ids": [Command.create({"discount": 5, "required_points": 200})],
            }
        )
        return env["loyalty.plan"].create(
            {
                "name": "Likely",
                "program_id": program.id,
                "client_count": 200,
                "enrolment": 0.5,
                "control_share": 0.0,
                "orders_per_month": 1.0,
                "average_order": 1000.0,
                "margin": 0.4,
                "frequency_uplift": 1.0,
                "cost_one_off": 1000.0,
                "discount": 0.05,
            }
        )

    def _press_button(self, case, name):
        button = f"button[name='{name}']"
        return {
            "name": name,
            "action": self._open(case),
            "steps": [
                ("find", button),
                ("reach", button),
                ("press", "Enter"),
                ("find", f"body:not(:has({button}))"),
            ],
        }

    def _open(self, record, **context):
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
            "context": context,
        }
