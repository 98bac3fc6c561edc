from odoo import fields, models

from ..core.fields import Many2oneWithoutForeignKey
from ..core.segment_axes import AXES


class ClientSegmentHistory(models.Model):
    """One change of one class of a client.

    Rows are written in SQL, with the change itself: by a run, or when a class is
    pinned or released.
    """

    _name = "client.segment.history"
    _description = "Client Segment Change"
    _log_access = False
    _order = "date desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    user_id = fields.Many2one(related="partner_id.user_id", string="Salesperson")
    company_id = Many2oneWithoutForeignKey(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    date = fields.Date(
        required=True,
        readonly=True,
        help="The day from which the new class applies.",
    )
    axis = fields.Selection(
        selection=[(axis.column, axis.label) for axis in AXES],
        required=True,
        readonly=True,
    )
    old_value = fields.Selection(
        selection=lambda self: self.env["client.segment"]._selection_class(),
        string="Old Class",
        readonly=True,
    )
    new_value = fields.Selection(
        selection=lambda self: self.env["client.segment"]._selection_class(),
        string="New Class",
        readonly=True,
    )
    run_id = Many2oneWithoutForeignKey(
        comodel_name="client.segment.run",
        string="Found by Run",
        readonly=True,
        ondelete="set null",
        help="Empty if somebody pinned or released the class.",
    )

    _axis_date_index = models.Index("(company_id, axis, date)")
