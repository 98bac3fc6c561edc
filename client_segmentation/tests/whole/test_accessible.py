from odoo.fields import Command
from odoo.tests import tagged

from ..common import SegmentationTourCase
from .accessible import AccessibleCase

LOGIN = "accessible"
PAGE = ".o_form_view .o_form_sheet"
DOSSIER_PAGES = (
    "overview",
    "people",
    "plan",
    "figures",
    "relationship",
    "control",
)


@tagged("post_install", "-at_install")
class TestAccessible(AccessibleCase, SegmentationTourCase):
    """All in one session, the screens of the two other add-ons where they are
    installed: a browser takes longer to start than the screens to be looked at."""

    def setUp(self):
        super().setUp()
        self.company = self._create_company("Accessible", LOGIN, Giant=80, Dwarf=20)
        self.user = self.env["res.users"].search([("login", "=", LOGIN)])
        self.client = self.env["res.partner"].search(
            [("company_id", "=", self.company.id), ("name", "=", "Accessible Giant")]
        )
        self.client.write({"phone": "+7 495 1234567", "user_id": self.user.id})
        self.env["crm.lead"].create(
            {
                "name": "Hurry",
                "type": "opportunity",
                "partner_id": self.client.id,
                "user_id": self.user.id,
                "company_id": self.company.id,
                "purchase_timing": "urgent",
            }
        )
        self.company.recompute_client_segments()
        self.saved = (
            self.env["client.saved.segment"]
            .with_user(self.user)
            .with_company(self.company)
            .create({"name": "Accessible", "domain": "[]"})
        )

    def test_screens(self):
        screens = [*self._get_own_screens()]
        if "key.account.dossier" in self.env:
            screens += self._get_dossier_screens()
        if "loyalty.plan" in self.env:
            screens += self._get_loyalty_screens()
        self.check_screens(LOGIN, screens)

    def _get_own_screens(self):
        own = "client_segmentation."
        return [
            self.prepare_screen(
                "My Day",
                f"{own}client_day_action",
                ".o_client_day",
                [".o_day_why", ".o_day_log"],
            ),
            self.prepare_screen(
                "Team", f"{own}client_day_team_action", ".o_client_day_team"
            ),
            self.prepare_screen(
                "Page of a client",
                self.client,
                ".o_client_form_part",
                ["a[name='client_segments']", ".o_client_log"],
            ),
            self.prepare_screen(
                "Matrix", f"{own}client_segment_matrix_action", ".o_client_matrix"
            ),
            self.prepare_screen(
                "Dynamics", f"{own}client_segment_dynamics_action", ".o_client_dynamics"
            ),
            self.prepare_screen(
                "Saved segments",
                f"{own}client_saved_segment_action",
                ".o_list_renderer",
            ),
            self.prepare_screen("Saved segment", self.saved, PAGE),
            self.prepare_screen(
                "Record of the forecast",
                f"{own}client_segment_forecast_action",
                ".o_content",
            ),
            *self._get_screens_of_heads(),
        ]

    def _get_screens_of_heads(self):
        own = "client_segmentation."
        playbook = self.env["client.segment.playbook"].create(
            {"name": "Call", "goal": "An order", "segment_class": "state:active"}
        )
        draws = self.env["client.segment.playbook.draw"].with_company(self.company)
        imports = self.env["client.history.import"].with_company(self.company)
        return [
            self.prepare_screen(
                "First day", f"{own}client_first_day_action", ".o_first_day"
            ),
            self.prepare_screen(
                "Overview",
                f"{own}client_segment_overview_action",
                ".o_segment_dashboard",
            ),
            self.prepare_screen(
                "Import of history", imports.with_user(self.user).create({}), PAGE
            ),
            self.prepare_screen(
                "Policy with its preview",
                self.company.segment_policy_id,
                PAGE,
                [".o_segment_preview button"],
            ),
            self.prepare_screen("Playbook", playbook, PAGE),
            self.prepare_screen("Comparison", draws._make(playbook, 0.5), PAGE),
        ]

    def _get_dossier_screens(self):
        self.user.group_ids += self.env.ref(
            "key_account_dossier.group_key_account_manager"
        )
        # Records are of the company that their maker is in.
        env = self.env(user=self.user)
        dossier = env["key.account.dossier"].create(
            {"partner_id": self.client.id, "user_id": self.user.id}
        )
        return [
            self.prepare_screen("Dossier", dossier, PAGE),
            *(
                self.prepare_screen(
                    f"Dossier: {page}", dossier, PAGE, [f"a[name='{page}']"]
                )
                for page in DOSSIER_PAGES
            ),
            self.prepare_screen(
                "Log a contact",
                dossier,
                ".modal .o_form_view",
                ["button[name='action_log_contact']"],
            ),
        ]

    def _get_loyalty_screens(self):
        program = (
            self.env["loyalty.program"]
            .with_user(self.user)
            .create(
                {
                    "name": "Club",
                    "program_type": "loyalty",
                    "company_id": self.company.id,
                    "rule_ids": [Command.create({"reward_point_mode": "money"})],
                    "reward_ids": [
                        Command.create({"discount": 5, "required_points": 200})
                    ],
                }
            )
        )
        case = (
            self.env["loyalty.plan"]
            .with_user(self.user)
            .create({"name": "Likely", "program_id": program.id, "client_count": 200})
        )
        return [
            self.prepare_screen("Business case", case, PAGE),
            self.prepare_screen(
                "Loyalty", "loyalty_program.loyalty_home_action", ".o_kanban_renderer"
            ),
            self.prepare_screen("Launch gate", program, ".o_form_view .alert"),
            self.prepare_screen(
                "Members", program, ".o_notebook_content", ["a[name='members']"]
            ),
            self.prepare_screen(
                "Enrollment",
                program,
                ".modal .o_form_view",
                ["a[name='members']", "button[name='action_preview_enrolment']"],
            ),
        ]
