from odoo import api, models

# By axes that each company has to begin with
READY = {
    "late": [("segment_state", "in", ["slowing", "sleeping"])],
    "new": [("segment_state", "=", "new")],
    "lost": [("segment_state", "=", "lost")],
    "best": [("segment_tier", "=", "gold"), ("segment_state", "=", "active")],
    "warm": [("segment_temperature", "=", "warm"), ("segment_state", "=", "prospect")],
}


class MailingFilter(models.Model):
    _inherit = "mailing.filter"

    @api.model
    def _load_segment_filters(self):
        """Bring ready filters by class, named in the language of the administrator:
        Odoo keeps one name for all languages."""
        admin = self.env.ref("base.user_admin", raise_if_not_found=False)
        filters = self.with_context(lang=(admin or self.env.user).lang)
        model_id = self.env["ir.model"]._get_id("res.partner")
        self._load_records(
            [
                {
                    "xml_id": f"client_segmentation.mailing_filter_{key}",
                    "values": {
                        "name": name,
                        "mailing_model_id": model_id,
                        "mailing_domain": repr(READY[key]),
                    },
                    "noupdate": True,
                }
                for key, name in filters._get_ready_filter_names().items()
            ]
        )

    @api.model
    def _get_ready_filter_names(self):
        return {
            "late": self.env._("Clients who are late with their next order"),
            "new": self.env._("New clients, for their second order"),
            "lost": self.env._("Lost clients"),
            "best": self.env._("Gold clients who buy as usual"),
            "warm": self.env._("People who know us and have never bought"),
        }
