from odoo import api, models


class ClientSegmentRun(models.Model):
    """What people are told of runs: how old the figures are, and what came of one."""

    _inherit = "client.segment.run"

    @api.model
    @api.readonly
    def get_freshness(self):
        """Return what a screen says of the age of its segments.

        :return: ``computed_at`` and ``as_of`` of the current company's last run
            (False if there was none), ``is_current``: whether it looked at today,
            ``months``: how many months of the past are filled, and of how many (False
            if none is being filled), ``can_recompute``: whether this user may run
            another
        """
        run = self.env["client.segment"]._get_last_run(self.env.company)
        return {
            "months": self._get_months_progress(self.env.company),
            "computed_at": run.date_start,
            "as_of": run.as_of,
            "is_current": run.as_of == self.env.company._get_segment_today(),
            "can_recompute": self.env.user.has_group(
                "client_segmentation.group_segment_manager"
            ),
        }

    def _get_result_notification(self):
        """Return the client action that tells the result of these runs and shows
        the new figures."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": self._get_result_type(),
                "title": self.env._("Client segments"),
                "message": "\n".join(run._get_result_sentence() for run in self),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _get_result_type(self):
        if set(self.mapped("state")) != {"done"}:
            return "danger"
        return "warning" if any(self.mapped("message")) else "success"

    def _get_result_sentence(self):
        self.ensure_one()
        if self.state != "done":
            return f"{self.company_id.display_name}: {self.message}"
        sentence = self.env._(
            "%(company)s: %(clients)s clients classified, %(changed)s changed.",
            company=self.company_id.display_name,
            clients=self.client_count,
            changed=self.created_count + self.changed_count + self.removed_count,
        )
        return " ".join(filter(None, (sentence, self.message, self._tell_of_months())))
