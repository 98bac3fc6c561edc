from odoo import fields, models


class ClientHistoryProblem(models.Model):
    """What is wrong with a line of a file."""

    _name = "client.history.problem"
    _description = "Problem of an Import"
    _order = "id"
    _log_access = False

    import_id = fields.Many2one(
        comodel_name="client.history.import",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    sheet = fields.Char(readonly=True)
    line = fields.Integer(readonly=True, aggregator=None)
    message = fields.Char(string="Problem", readonly=True)
