from odoo import api, fields, models


class ClientSegmentPolicy(models.Model):
    _inherit = "client.segment.policy"

    use_qualification = fields.Boolean(
        string="Qualification",
    )

    @api.model
    def _get_switches(self):
        return super()._get_switches() | {
            "use_qualification": (
                "qualification_money",
                "qualification_problem",
                "qualification_offer",
                "qualification_decision",
                "qualification_terms",
                "qualification_score",
                "qualification_min_score",
                "qualification_page",
            ),
        }

    @api.model
    def _get_offer_texts(self):
        label = self._fields["use_qualification"]._description_string(self.env)
        text = self.env._(
            "Five questions tell whether an opportunity deserves the time."
        )
        return [*super()._get_offer_texts(), ("use_qualification", label, text)]
