from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..core.client_segment import MANAGER_GROUP
from ..core.doors import need_one

# What people set; all else follows from the file.
OPEN_FIELDS = {"file", "file_name", "margin_percent", "keep_twice"}
# Their own records say what of them may be changed.
LINES = {"client_ids", "doubtful_ids"}
KEPT_DAYS = 7


class ClientHistoryImport(models.Model):
    """Clients and what they have bought, from a workbook of another system.

    How an import goes
        * checked: the file is read line by line into tables beside; what is wrong with
          a line is told, and which contact each client is likely to be;
        * running: clients that are not there are created, some at a time, each lot
          committed. It may stop anywhere and go on;
        * done: all purchases are written in one statement, and count from then on.
    Until then nothing of it counts, and the whole can be undone.

    An import belongs to who has made it: nobody else reads the file, or goes on with
    it. What is done, and holds no file any more, each head of sales of the company
    sees and can undo.
    """

    _name = "client.history.import"
    _description = "Import of Clients and Sales"
    _order = "id desc"
    _rec_name = "file_name"

    company_id = fields.Many2one(
        comodel_name="res.company",
        default=lambda self: self.env.company,
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Imported By",
        default=lambda self: self.env.user,
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    state = fields.Selection(
        selection=[
            ("draft", "File"),
            ("checked", "Preview"),
            ("running", "Importing"),
            ("done", "Imported"),
            ("undone", "Undone"),
        ],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
    )
    file = fields.Binary(string="Workbook", attachment=True)
    file_name = fields.Char()
    margin_percent = fields.Float(
        string="Margin Without a Column (%)",
        default=100.0,
        digits=(5, 2),
        aggregator=None,
        groups=MANAGER_GROUP,
        help="The margin of sales that have none in the file, as a share of the amount."
        " With 100 %, they count like orders for products without a cost.",
    )
    keep_twice = fields.Boolean(
        string="Import Sales That Are Here Already",
        help="Sales with the same number, or the same day and amount, as a document of "
        "the same client are left out unless you want them.",
    )
    client_ids = fields.One2many(
        comodel_name="client.history.client", inverse_name="import_id"
    )
    doubtful_ids = fields.One2many(
        comodel_name="client.history.client",
        inverse_name="import_id",
        domain=[("doubt", "!=", False)],
    )
    problem_ids = fields.One2many(
        comodel_name="client.history.problem", inverse_name="import_id"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    # What was found
    line_count = fields.Integer(string="Sales Read", readonly=True)
    problem_count = fields.Integer(string="Lines with a Problem", readonly=True)
    first_day = fields.Date(readonly=True)
    last_day = fields.Date(readonly=True)
    has_margin = fields.Boolean(readonly=True)
    has_client_sheet = fields.Boolean(readonly=True)

    # What becomes of it
    existing_count = fields.Integer(compute="_compute_counts")
    new_count = fields.Integer(compute="_compute_counts")
    skipped_count = fields.Integer(compute="_compute_counts")
    undecided_count = fields.Integer(compute="_compute_counts")
    twice_count = fields.Integer(compute="_compute_counts")
    later_count = fields.Integer(compute="_compute_counts")
    unrated_count = fields.Integer(compute="_compute_counts")
    sale_count = fields.Integer(string="Sales to Import", compute="_compute_sale_count")
    # Not of what the user decides: what is doubtful stays on show.
    doubt_count = fields.Integer(compute="_compute_doubt_count")

    # What was done
    purchase_count = fields.Integer(string="Purchases", readonly=True)
    created_count = fields.Integer(string="Clients Created", readonly=True)
    kept_count = fields.Integer(
        string="Clients Kept",
        readonly=True,
        help="Created by the import and in use since: they stayed when it was undone.",
    )

    months_message = fields.Char(compute="_compute_months_message")

    @api.depends("state")
    def _compute_months_message(self):
        """How far the job is that fills the months once more."""
        # Numbers of months; only heads of sales see imports.
        Run = self.env["client.segment.run"].sudo()
        for record in self:
            months = Run._get_months_progress(record.company_id)
            record.months_message = months and self.env._(
                "Earlier months are being filled in the background: %(done)s of "
                "%(count)s.",
                **months,
            )

    @api.depends("client_ids.decision", "state")
    def _compute_counts(self):
        for record in self:
            clients = record.client_ids.grouped("decision")
            sales = self.env["client.history.sale"].sudo()._count(record)
            record.existing_count = len(clients.get("existing", ()))
            record.new_count = len(clients.get("new", ()))
            record.skipped_count = len(clients.get("skip", ()))
            record.undecided_count = len(clients.get(False, ()))
            record.twice_count = sales.get("number", 0) + sales.get("amount", 0)
            record.later_count = sales.get("later", 0)
            record.unrated_count = sales.get("rate", 0)

    @api.depends("client_ids.decision", "keep_twice", "state")
    def _compute_sale_count(self):
        for record in self:
            sales = self.env["client.history.sale"].sudo()._count(record)
            left_out = record._get_marks_left_out()
            record.sale_count = sum(
                count for mark, count in sales.items() if mark not in left_out
            )

    def _get_marks_left_out(self):
        """Return which sales are not wanted, by their marks."""
        return ["rate"] if self.keep_twice else ["rate", "number", "amount"]

    @api.depends("state")
    def _compute_doubt_count(self):
        for record in self:
            record.doubt_count = len(record.client_ids.filtered("doubt"))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_open(vals, {"company_id"})
        return super().create(vals_list)

    def write(self, vals):
        self._check_open(vals)
        return super().write(vals)

    @api.model
    def _check_open(self, vals, more=frozenset()):
        """Status, figures and owner are the server's own affair: whoever could set
        them might have contacts removed that no import has created."""
        if not self.env.su and not vals.keys() <= OPEN_FIELDS | LINES | more:
            raise AccessError(
                self.env._("Only the file and its options can be changed.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        if any(record.state in ("running", "done") for record in self):
            raise UserError(
                self.env._("Undo the import first, so that nothing of it stays.")
            )

    @api.model
    def action_open_new(self):
        """Return the action that opens the import in progress, or else a new one.

        :raise AccessError: if the user is no head of sales
        """
        self._check_manager()
        found = self.search(
            [
                ("user_id", "=", self.env.uid),
                ("company_id", "=", self.env.company.id),
                ("state", "in", ("draft", "checked", "running")),
            ],
            limit=1,
        )
        return found._get_own_action()

    def _get_own_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Clients and Sales"),
            "res_model": self._name,
            "view_mode": "form",
            "views": [(False, "form")],
            "res_id": self.id,
        }

    @api.model
    def _check_manager(self):
        if not self.env.user.has_group(MANAGER_GROUP):
            raise AccessError(self.env._("Only heads of sales may import sales."))

    def _enter(self, *states, operation="write"):
        """Every public method begins here: one import on which the user may do this, at
        the right step, and of nobody else at this moment.

        :return: the import as superuser, who alone writes its status and what is read
        """
        self._check_manager()
        need_one(self)
        self.check_access(operation)
        record = self.sudo()
        if not record.try_lock_for_update():
            raise UserError(
                self.env._("This import is being worked on in another window.")
            )
        if record.state not in states:
            raise UserError(
                self.env._(
                    "This is not possible now: the import is at the step %(state)s.",
                    state=dict(self._fields["state"]._description_selection(self.env))[
                        record.state
                    ],
                )
            )
        return record

    def action_open_purchases(self):
        """Return the action that shows what was imported."""
        need_one(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "client_segmentation.client_purchase_action"
        )
        return {**action, "context": {"search_default_import_id": self.id}}

    @api.autovacuum
    def _gc_imports(self):
        """Files that nobody has imported hold names and amounts."""
        limit = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search(
            [("state", "in", ("draft", "checked")), ("write_date", "<", limit)]
        ).unlink()
