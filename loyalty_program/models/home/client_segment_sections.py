from odoo import api, models

HOME = "loyalty_program.loyalty_home_action"
# With these verdicts there is an ROI to show.
TOLD = ("pays", "helps", "no_effect", "loses")


class ClientSegment(models.Model):
    """Running loyalty programs in the overview."""

    _inherit = "client.segment"

    @api.model
    def _get_sections(self, run):
        return [*super()._get_sections(run), self._get_program_section()]

    @api.model
    def _get_program_section(self):
        programs = self._find_running_programs()
        if not programs:
            return None
        return self._prepare_section(
            self.env._("Running loyalty programs"),
            [
                self.env._("Members"),
                self.env._("Planned ROI"),
                self.env._("Actual ROI"),
            ],
            [self._prepare_program_row(program) for program in programs],
        )

    @api.model
    def _find_running_programs(self):
        return self.env["loyalty.program"].search(
            [
                ("active", "=", True),
                ("has_members", "=", True),
                ("company_id", "in", [False, self.env.company.id]),
            ]
        )

    @api.model
    def _prepare_program_row(self, program):
        is_approved = program.state == "approved"
        # As on the home page: where nothing can be told there is no ROI.
        is_told = program.result_verdict in TOLD
        cells = [
            self._tell_number(program.member_count),
            self._tell_share(program.roi_planned) if is_approved else "",
            self._tell_share(program.roi_actual) if is_told else "",
        ]
        return self._prepare_row(program.name, cells, action=HOME)
