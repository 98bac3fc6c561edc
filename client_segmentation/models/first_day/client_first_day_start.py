from odoo import api, models
from odoo.exceptions import UserError


class ClientFirstDay(models.AbstractModel):
    """The one button."""

    _inherit = "client.first.day"

    @api.model
    def start(self, values):
        """Store the settings of the page and classify all clients of the company.

        :param values: ``{setting: value}``; those left out stay as they are
        :return: ``is_done``, ``sentence``: what came of the run, and ``steps``: the
            things worth doing first, each with its filter and number of clients
        :raise UserError: if there is no such setting on the page
        :raise ValidationError: if the settings are invalid
        """
        self._check_manages()
        policy = self._get_policy()
        # Names and values are checked; it is the real user who writes.
        policy._get_previewed()._get_draft(values)
        others = sorted(values.keys() - set(self._get_setting_names()))
        if others:
            raise UserError(
                self.env._("This page does not set: %(names)s", names=", ".join(others))
            )
        policy.write(values)
        self.dismiss()
        run = self.env.company.recompute_client_segments(commit=True)
        return {
            "is_done": run.state == "done",
            "sentence": run._get_result_sentence(),
            "steps": self._find_steps(),
        }
