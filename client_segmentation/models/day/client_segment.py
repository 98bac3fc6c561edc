from odoo import models


class ClientSegment(models.Model):
    _inherit = "client.segment"

    # The page of the team looks at all who are late.
    _state_index = models.Index("(company_id, state)")
