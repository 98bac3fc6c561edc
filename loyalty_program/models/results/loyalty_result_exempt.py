"""Members who could not be drawn into the control group: they are no comparison."""

from odoo import api, fields, models


class LoyaltyResult(models.Model):
    _inherit = "loyalty.result"

    exempt_count = fields.Integer(
        string="Members without a Draw",
        readonly=True,
        aggregator=None,
        help="Key and mono-clients, and clients who get the same from another program. "
        "They are left out of the comparison, with their cost.",
    )

    @api.model
    def _count_exempt(self, program, as_of):
        return self.env["loyalty.member"].search_count(
            [
                ("program_id", "=", program.id),
                ("joined_on", "<=", as_of),
                ("is_exempt", "=", True),
            ]
        )

    def _get_notes(self):
        notes = super()._get_notes()
        if self.exempt_count:
            notes.append(
                self.env._(
                    "%(count)s members who joined without a draw are left out, with "
                    "their cost and their share of the plan: key and mono-clients, and "
                    "clients who get the same from another program. None of them could "
                    "be a control, so nobody can tell what they would have bought "
                    "without the program.",
                    count=self._number(self.exempt_count),
                )
            )
        return notes
