from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

# While a whole form is saved, the shares are summed up once at the end. The value is
# an object of this process: no caller from outside can put it into a context.
LATER = "key_account_check_shares_later"
LATER_KEY = object()


class KeyAccountCompetitor(models.Model):
    _name = "key.account.competitor"
    _description = "Competitor at a Key Client"
    _inherit = ["key.account.part.mixin"]
    _order = "threat DESC, share DESC, id"

    active = fields.Boolean(default=True)
    dossier_id = fields.Many2one(
        comodel_name="key.account.dossier",
        required=True,
        ondelete="cascade",
        index=True,
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        ondelete="set null",
        index="btree_not_null",
        help="The competitor's contact record, if there is one.",
    )
    name = fields.Char(
        string="Competitor",
        compute="_compute_name",
        store=True,
        precompute=True,
        readonly=False,
        compute_sudo=False,
        required=True,
    )
    product = fields.Char(help="What the client buys or may buy there.")
    strengths = fields.Text(help="What the client likes about this competitor.")
    weaknesses = fields.Text(help="Where this competitor lets the client down.")
    offer = fields.Text(help="The last known offer: prices, terms, dates.")
    share = fields.Float(
        string="Share of Purchases (%)",
        digits=(5, 2),
        aggregator=None,
        help="Share of the client's purchases in our line that goes to this "
        "competitor.",
    )
    share_date = fields.Date(
        string="Share As Of",
        default=fields.Date.context_today,
        help="The day of which the share is true.",
    )
    share_source = fields.Char(
        string="Source of the Share",
        help="Who says so: a person at the client, a tender, a guess.",
    )
    share_ids = fields.One2many(
        comodel_name="key.account.competitor.share",
        inverse_name="competitor_id",
        string="Shares over Time",
    )
    is_rising = fields.Boolean(
        string="Gaining",
        compute="_compute_is_rising",
        help="The last share is higher than the one before.",
    )
    threat = fields.Selection(
        selection=[("1", "Minor"), ("2", "Moderate"), ("3", "Serious")],
        required=True,
        default="2",
        help="How likely the competitor is to take business from us.",
    )
    counter_move = fields.Text(string="Our Counter-Move")
    last_seen = fields.Date(
        default=fields.Date.context_today,
        help="When the competitor was last active at the client.",
    )

    _check_share = models.Constraint(
        "CHECK(share BETWEEN 0 AND 100)",
        "The share of purchases must be from 0 to 100 %.",
    )

    @api.depends("partner_id")
    def _compute_name(self):
        for competitor in self:
            competitor.name = competitor.partner_id.name or competitor.name

    @api.depends("share_ids.share", "share_ids.date")
    def _compute_is_rising(self):
        for competitor in self:
            last, before = competitor._get_last_shares()
            competitor.is_rising = bool(before) and last.share > before.share

    @api.depends("name")
    def _compute_display_name(self):
        return super()._compute_display_name()

    @api.constrains("share", "dossier_id", "active")
    def _check_share_total(self):
        if self.env.context.get(LATER) is not LATER_KEY:
            self.dossier_id._check_competitor_shares()

    @api.constrains("last_seen")
    def _check_last_seen(self):
        today = fields.Date.context_today(self)
        for competitor in self:
            if competitor.last_seen and competitor.last_seen > today:
                raise ValidationError(
                    self.env._(
                        "%(competitor)s cannot have been seen on %(date)s: that date "
                        "is in the future.",
                        competitor=competitor.name,
                        date=format_date(self.env, competitor.last_seen),
                    )
                )

    @api.constrains("share_date")
    def _check_share_date(self):
        today = fields.Date.context_today(self)
        if any(one.share_date and one.share_date > today for one in self):
            raise ValidationError(
                self.env._("A share of purchases cannot be of a day in the future.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        competitors = super().create(vals_list)
        competitors.filtered("share")._keep_share()
        return competitors

    def write(self, vals):
        if "share" in vals and "share_date" not in vals:
            vals = {**vals, "share_date": fields.Date.context_today(self)}
        result = super().write(vals)
        if {"share", "share_date", "share_source"} & vals.keys():
            self._keep_share()
        return result

    def _keep_share(self):
        """Keep the share with its day and source; of a day, the last word counts."""
        today = fields.Date.context_today(self)
        for competitor in self:
            day = competitor.share_date or today
            values = {"share": competitor.share, "source": competitor.share_source}
            known = competitor.share_ids.filtered(
                lambda line, day=day: line.date == day
            )
            if known:
                known.write(values)
            else:
                known.create({"competitor_id": competitor.id, "date": day, **values})

    def _get_last_shares(self):
        """Return the last share and the one before it."""
        lines = self.share_ids.sorted(lambda line: (line.date, line.id or 0))
        return lines[-1:], lines[-2:-1]

    def _get_rise(self):
        last, before = self._get_last_shares()
        return self.env._(
            "%(name)s from %(before)s to %(now)s %%",
            name=self.name,
            before=f"{before.share:g}",
            now=f"{last.share:g}",
        )

    def _get_label(self):
        return self.name or self.env._("New competitor")
