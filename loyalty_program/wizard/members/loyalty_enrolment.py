from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.client_segmentation.models.core.doors import need_one


class LoyaltyEnrolment(models.TransientModel):
    """Shows what an enrolment would do before it is done, in numbers only: who is in
    the control group is not for all who look over the shoulder."""

    _name = "loyalty.enrolment"
    _description = "Enrollment in a Loyalty Program"

    program_id = fields.Many2one(
        comodel_name="loyalty.program",
        required=True,
        readonly=True,
        ondelete="cascade",
        context={"active_test": False},
    )
    preview = fields.Html(compute="_compute_preview", sanitize=False)
    client_count = fields.Integer(compute="_compute_preview")
    undo_note = fields.Char(compute="_compute_undo_note")
    can_undo = fields.Boolean(compute="_compute_undo_note")
    # What the user has seen, to notice when it is no longer so
    seen = fields.Char()

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        program = self.env["loyalty.program"].browse(values.get("program_id"))
        if program and "seen" in fields:
            values["seen"] = self._sign(program._prepare_enrolment())
        return values

    @api.depends("program_id")
    @api.depends_context("lang")
    def _compute_preview(self):
        for wizard in self:
            program = wizard.program_id
            counts = program._prepare_enrolment() if program else {"clients": 0}
            wizard.client_count = counts["clients"]
            wizard.preview = program and self.env["ir.qweb"]._render(
                "loyalty_program.enrolment_preview", wizard._prepare_preview(counts)
            )

    @api.depends("program_id")
    @api.depends_context("lang")
    def _compute_undo_note(self):
        for wizard in self:
            program = wizard.program_id
            members = program and program._get_last_enrolment()
            wizard.can_undo = bool(members) and not members._have_got_something()
            wizard.undo_note = bool(members) and self.env._(
                "Last enrollment: %(count)s clients on %(date)s.",
                count=len(members),
                date=format_date(self.env, members[-1].create_date),
            )

    def _prepare_preview(self, counts):
        tiers = self.env["loyalty.member"]._fields["tier"]
        labels = dict(tiers._description_selection(self.env))
        return {
            **counts,
            "members": counts["clients"] - counts["control"],
            "rows": [
                (labels.get(tier, self.env._("No tier")), members, control)
                for tier, members, control in counts["rows"]
            ],
            "gifts": self.program_id._prepare_gifts(),
            "is_running": self.program_id.active,
        }

    @api.model
    def _sign(self, counts):
        return f"{counts['clients']} {counts['control']} {counts['rows']}"

    def action_enrol(self):
        need_one(self)
        if self.seen != self._sign(self.program_id._prepare_enrolment()):
            raise UserError(
                self.env._(
                    "The target clients have changed since you looked at them. Close "
                    "this window and look again."
                )
            )
        return self.program_id.action_enrol()

    def action_undo(self):
        need_one(self)
        count = self.program_id._undo_enrolment()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "The enrollment of %(count)s clients has been undone.", count=count
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
