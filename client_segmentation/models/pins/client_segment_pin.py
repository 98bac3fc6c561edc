from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...sql.core import changes, cube, pins
from ...sql.core.results import CLASS_COLUMNS
from ..core.segment_axes import AXES, AXIS_BY_COLUMN

# A run is over by then, as a rule.
RETRY_AFTER = timedelta(minutes=5)


class ClientSegmentPin(models.Model):
    """A class that somebody has set by hand for a client, in place of the computed
    one, for a time or until the pin is archived.

    A pin takes effect at once, unless a run is at work on the company: then a job
    applies it a little later, and the user does not wait.
    """

    _name = "client.segment.pin"
    _description = "Client Segment Pin"
    _order = "partner_id, axis, id desc"
    _check_company_auto = True

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        ondelete="cascade",
        check_company=True,
        index=True,
        domain=["|", ("parent_id", "=", False), ("is_company", "=", True)],
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        default=lambda self: self.env.company,
        required=True,
        ondelete="cascade",
    )
    segment_class = fields.Selection(
        selection=lambda self: self.env["client.segment"]._selection_class(),
        string="Class",
        required=True,
    )
    axis = fields.Selection(
        selection=[(axis.column, axis.label) for axis in AXES],
        compute="_compute_axis",
        store=True,
        precompute=True,
    )
    value = fields.Char(
        string="Technical Value",
        compute="_compute_axis",
        store=True,
        precompute=True,
    )
    reason = fields.Char(required=True)
    date_start = fields.Date(
        string="Pinned On",
        default=lambda self: self.env.company._get_segment_today(),
        required=True,
        readonly=True,
    )
    date_end = fields.Date(
        string="Expires After",
        help="The last day of the pin. If empty, the pin applies until it is archived.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Pinned By",
        default=lambda self: self.env.user,
        readonly=True,
        ondelete="set null",
    )
    active = fields.Boolean(default=True)
    computed_value = fields.Selection(
        selection=lambda self: self.env["client.segment"]._selection_class(),
        string="Computed",
        compute="_compute_computed_value",
        help="The class the client would have without the pin.",
    )
    is_mismatch = fields.Boolean(
        string="Differs",
        compute="_compute_computed_value",
        search="_search_is_mismatch",
        help="The pinned class is not the computed one.",
    )

    _unique_active = models.UniqueIndex(
        "(company_id, partner_id, axis) WHERE active",
        "This class of the client is already pinned: change or archive the existing "
        "pin.",
    )
    _check_dates = models.Constraint(
        "CHECK (date_end >= date_start)",
        "A pin cannot expire before the day it was set.",
    )

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Offer the classes of the axes that the company uses."""
        described = super().fields_get(allfields, attributes)
        classes = described.get("segment_class", {})
        if "selection" in classes:
            # Settings of a company are not everybody's to read.
            unused = self.env.company.sudo().segment_policy_id._get_unused_axes()
            classes["selection"] = [
                (key, label)
                for key, label in classes["selection"]
                if key.partition(":")[0] not in unused
            ]
        return described

    @api.depends("segment_class")
    def _compute_axis(self):
        for pin in self:
            axis, _colon, value = (pin.segment_class or "").partition(":")
            pin.axis = axis if axis in AXIS_BY_COLUMN else False
            pin.value = value

    @api.depends("partner_id", "company_id", "segment_class")
    def _compute_computed_value(self):
        segment_by_client = self._get_segment_by_client()
        for pin in self:
            segment = segment_by_client.get((pin.company_id, pin.partner_id._origin))
            known = segment and pin.axis
            pin.computed_value = known and segment._get_computed_class(pin.axis)
            pin.is_mismatch = known and pin.computed_value != pin.segment_class

    def _get_segment_by_client(self):
        segments = self.env["client.segment"].search(
            [
                ("company_id", "in", self.company_id.ids),
                ("partner_id", "in", self.partner_id._origin.ids),
            ]
        )
        return {
            (segment.company_id, segment.partner_id): segment for segment in segments
        }

    def _search_is_mismatch(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.flush_model()
        domain = Domain("id", "in", pins.select_mismatches())
        return domain if True in value else ~domain

    @api.depends("partner_id", "segment_class")
    def _compute_display_name(self):
        labels = dict(self.env["client.segment"]._selection_class())
        for pin in self:
            parts = [pin.partner_id.display_name, labels.get(pin.segment_class)]
            pin.display_name = ", ".join(filter(None, parts))

    @api.constrains("partner_id")
    def _check_partner_id(self):
        for pin in self:
            if pin.partner_id != pin.partner_id.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "Pin the classes of %(company)s: %(contact)s belongs to it.",
                        company=pin.partner_id.commercial_partner_id.display_name,
                        contact=pin.partner_id.display_name,
                    )
                )

    @api.constrains("segment_class")
    def _check_segment_class(self):
        # The ORM does not check selections that a method returns.
        known = dict(self.env["client.segment"]._selection_class())
        for pin in self:
            if pin.segment_class not in known:
                raise ValidationError(
                    self.env._(
                        "There is no class %(segment_class)s.",
                        segment_class=pin.segment_class,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._archive_expired([vals.get("partner_id") for vals in vals_list])
        created = super().create(vals_list)
        self._apply_to_clients(created._get_clients())
        return created

    def write(self, vals):
        if vals.keys() & {"partner_id", "company_id"}:
            # Whether the user may pin the other client, no record rule would ask.
            raise UserError(
                self.env._(
                    "A pin cannot be moved to another client: archive it and set a "
                    "new one."
                )
            )
        result = super().write(vals)
        if vals.keys() - {"reason", "user_id"}:
            self._apply_to_clients(self._get_clients())
        return result

    def unlink(self):
        clients = self._get_clients()
        result = super().unlink()
        self._apply_to_clients(clients)
        return result

    @api.model
    def _archive_expired(self, partner_ids):
        """Make room for new pins of these clients."""
        # Nobody's pin is taken away: it has no effect any more.
        ending = self.sudo().search(
            [("partner_id", "in", partner_ids), ("date_end", "!=", False)]
        )
        ending.filtered(
            lambda pin: pin.date_end < pin.company_id._get_segment_today()
        ).active = False

    def _archive_doubles(self, client):
        """Of the pins of one axis in a company, keep that of ``client``, or else the
        latest; archive the others."""
        kept = {}
        for pin in self.sorted(lambda pin: (pin.partner_id == client, pin.id)):
            kept[pin.company_id, pin.axis] = pin
        (self - self.browse().concat(*kept.values())).active = False

    def _get_clients(self):
        return {(pin.company_id, pin.partner_id) for pin in self}

    @api.model
    def _apply_to_clients(self, clients):
        """Bring the classes of ``{(company, client)}`` in line with their pins."""
        partner_ids = defaultdict(list)
        for company, partner in clients:
            partner_ids[company].append(partner.id)
        for company, ids in partner_ids.items():
            self._apply_to_company(company, ids)

    @api.model
    def _apply_to_company(self, company, partner_ids=None):
        """Bring classes in line with the pins valid today: those of some clients of
        the company, or of all. Never waits for a run, or for another user."""
        Run = self.env["client.segment.run"]
        if not Run._try_keep_runs_away(company):
            self._apply_later()
            return
        self.flush_model()
        day = company._get_segment_today()
        effective = pins.select_effective(
            pins.select_computed(company.id, partner_ids),
            CLASS_COLUMNS,
            company.id,
            day,
        )
        cr = self.env.cr
        cr.execute(changes.create_changes(effective, CLASS_COLUMNS, company.id))
        cr.execute(changes.forget_locked())
        if cr.rowcount:
            self._apply_later()
        cr.execute(cube.add(changes.IS_CHANGING, -1))
        cr.execute(changes.update_changed(CLASS_COLUMNS))
        cr.execute(cube.add(changes.IS_CHANGING, 1))
        # Beside classes of another day a change would be told that never happened: the
        # next run tells the true one.
        if not company._shows_other_segment_day():
            cr.execute(changes.insert_history(company.id, day))
        cr.execute(changes.drop_changes())
        company._sync_segment_tags(partner_ids)
        Run._invalidate_segments()

    @api.model
    def _apply_later(self):
        # Users who pin may not start jobs; this one only applies what they pinned.
        cron = self.env.ref("client_segmentation.ir_cron_apply_segment_pins").sudo()
        cron._trigger(fields.Datetime.now() + RETRY_AFTER)

    @api.model
    def _cron_apply_pins(self):
        """Apply what could not be applied at once, and release what has expired."""
        # Released pins count, too: their release may be what is still to apply.
        groups = self.with_context(active_test=False)._read_group([], ["company_id"])
        remaining = len(groups)
        for (company,) in groups:
            self._apply_to_company(company)
            remaining -= 1
            if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                break
