from odoo import api, models

from ...sql.comparison import aside


class ClientDay(models.AbstractModel):
    """A small part of the clients that My Day would list is kept aside, to see whether
    the calls help. Clients are drawn after each run, before anybody opens the list, and
    stay what they were drawn as until the comparison is decided."""

    _inherit = "client.day"

    @api.model
    def _get_day_aside(self, scope):
        selects = super()._get_day_aside(scope)
        if self.env.company.segment_policy_id.day_aside_share:
            selects.append(aside.select_aside_from_day(scope.company_id, scope.today))
        return selects

    @api.model
    def _cron_draw(self):
        policies = self.env["client.segment.policy"].search(
            [("day_aside_share", ">", 0)]
        )
        remaining = len(policies)
        for company in policies.company_id:
            self.with_company(company)._draw_clients()
            remaining -= 1
            if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                return

    @api.model
    def _draw_clients(self):
        """Draw who is kept aside among the clients that have come on the lists."""
        if self.env.company._shows_other_segment_day():
            return
        no_playbook = self.env["client.segment.playbook"]
        draw = self.env["client.segment.playbook.draw"]._find_or_make(no_playbook)
        if draw:
            clients = self._find_first_clients()
            drawn = draw._draw(clients)
            draw._add_clients(drawn)
            draw._add_clients(clients - drawn, is_aside=False)
