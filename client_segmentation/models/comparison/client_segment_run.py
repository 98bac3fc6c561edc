from odoo import models


class ClientSegmentRun(models.Model):
    _inherit = "client.segment.run"

    def _after_run(self):
        """Whom My Day keeps aside is drawn as soon as it is known who is late."""
        policy = self.company_id.segment_policy_id
        if self.state == "done" and not self.is_other_day and policy.day_aside_share:
            self.env.ref("client_segmentation.ir_cron_draw_day")._trigger()
        return super()._after_run()
