from odoo import models


class ClientSegment(models.Model):
    _inherit = "client.segment"

    # The page of the team looks for new clients who have not ordered again.
    _state_index = models.Index("(company_id, state)")
    # My Day looks up each client of a salesperson, and calls those.
    _called_index = models.Index(
        "(partner_id, company_id) WHERE state IN ('new', 'slowing', 'sleeping', 'lost')"
    )
