from odoo import api, models


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
                        "mailing_domain": repr(domain),
                    },
                    "noupdate": True,
                }
                for key, name, domain in filters._get_ready_filters()
            ]
        )

    @api.model
    def _get_ready_filters(self):
        """Return (key, name, domain) by axes that each company has to begin with."""
        return [
            (
                "late",
                self.env._("Clients who are late with their next order"),
                [("segment_state", "in", ["slowing", "sleeping"])],
            ),
            (
                "new",
                self.env._("New clients, for their second order"),
                [("segment_state", "=", "new")],
            ),
            (
                "lost",
                self.env._("Lost clients"),
                [("segment_state", "=", "lost")],
            ),
            (
                "best",
                self.env._("Gold clients who buy as usual"),
                [("segment_tier", "=", "gold"), ("segment_state", "=", "active")],
            ),
            (
                "warm",
                self.env._("People who know us and have never bought"),
                [
                    ("segment_temperature", "=", "warm"),
                    ("segment_state", "=", "prospect"),
                ],
            ),
        ]
