from secrets import randbelow

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...arithmetic.comparison import Trial
from ...arithmetic.comparison.uniform import is_drawn
from ...sql.comparison import aside
from ..core.client_segment import MANAGER_GROUP
from ..core.doors import need_one
from ..core.facets import open_with_facet

# Long enough for clients to buy again, and set before: the verdict is said once.
MONTHS = 12
VERDICTS = [
    ("undecided", "Not decided yet"),
    ("more", "It brings more"),
    ("less", "It brings less"),
    ("no_difference", "No difference found"),
]


class ClientSegmentPlaybookDraw(models.Model):
    """A comparison of the clients that runs started a playbook for with those that the
    draw has kept aside, in one company; without a playbook, of those on My Day. What it
    shows is measured when it is opened.

    Rows are made by automatic starts, before My Day, and by :meth:`action_draw_again`.
    """

    _name = "client.segment.playbook.draw"
    _description = "Comparison of a Playbook"
    _order = "date_start desc, id desc"

    playbook_id = fields.Many2one(
        comodel_name="client.segment.playbook",
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    share = fields.Integer(string="Kept Aside (%)", readonly=True, aggregator=None)
    seed = fields.Integer(
        readonly=True,
        aggregator=None,
        help="With it, anybody can repeat who was kept aside.",
    )
    date_start = fields.Date(string="Since", required=True, readonly=True)
    date_end = fields.Date(string="Decided On", readonly=True)
    aside_ids = fields.One2many(
        comodel_name="client.segment.playbook.aside",
        inverse_name="draw_id",
        string="Clients Kept Aside",
        domain=[("is_aside", "=", True)],
        readonly=True,
    )
    is_over = fields.Boolean(compute="_compute_result")
    started_count = fields.Integer(string="Clients Started", compute="_compute_result")
    aside_count = fields.Integer(string="Kept Aside", compute="_compute_result")
    by_hand_count = fields.Integer(
        string="Started by Hand",
        compute="_compute_result",
        help="Kept aside first, then started or called by somebody. They count as kept "
        "aside in the comparison: salespeople pick whom they start or call.",
    )
    margin_started = fields.Monetary(
        groups=MANAGER_GROUP,
        string="Margin per Started Client",
        compute="_compute_result",
    )
    margin_aside = fields.Monetary(
        groups=MANAGER_GROUP,
        string="Margin per Client Kept Aside",
        compute="_compute_result",
    )
    has_effect = fields.Boolean(compute="_compute_result")
    effect = fields.Monetary(
        string="More per Client",
        compute="_compute_result",
        help="What is known of the clients from as long a time before is taken out.",
    )
    effect_low = fields.Monetary(string="At Least", compute="_compute_result")
    effect_high = fields.Monetary(string="At Most", compute="_compute_result")
    detectable = fields.Monetary(
        string="Difference It Would Find",
        compute="_compute_result",
        help="A real difference of this size would be found in 4 of 5 comparisons of "
        "so many clients.",
    )
    verdict = fields.Selection(selection=VERDICTS, compute="_compute_result")

    _playbook_index = models.Index("(playbook_id, company_id)")

    @api.depends("playbook_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for draw in self:
            draw.display_name = draw.playbook_id.name or self.env._("My Day")

    @api.depends("playbook_id", "company_id", "date_start", "date_end", "aside_ids")
    def _compute_result(self):
        self.env.flush_all()
        by_hand = self._select_started_by_hand()
        for draw in self:
            draw.update(draw._measure())
            draw.by_hand_count = len(by_hand.get(draw._origin.id, ()))

    def _measure(self):
        """Return what the groups have brought until now, or until it was decided."""
        today = self.company_id._get_segment_today()
        is_over = bool(self.date_end) and self.date_end < today
        as_of = self.date_end if is_over else today
        parameters = self.company_id._get_document_parameters(as_of)
        groups = {True: [], False: []}
        if self._origin:
            for is_member, _stratum, x, y in self.env.execute_query(
                aside.select_margins(self._origin, parameters)
            ):
                groups[is_member].append((x, y))
        trial = Trial(groups[True], groups[False], self.seed)
        return {
            "is_over": is_over,
            "verdict": trial.decide(is_over),
            **self._prepare_figures(trial, parameters.cents_per_unit),
        }

    @api.model
    def _prepare_figures(self, trial, unit):
        started, kept = trial.groups
        effect = trial.effect.divided_by(unit)
        low, high = effect.interval() if effect.is_defined else (0.0, 0.0)
        return {
            "started_count": started.n,
            "aside_count": kept.n,
            "margin_started": started.mean() / unit if started.n else 0.0,
            "margin_aside": kept.mean() / unit if kept.n else 0.0,
            "has_effect": effect.is_defined,
            "effect": effect.value if effect.is_defined else 0.0,
            "effect_low": low,
            "effect_high": high,
            "detectable": trial.detectable / unit,
        }

    @api.model
    def _get_draws(self, playbook):
        """Return those of the current company, the latest first; of My Day for no
        playbook."""
        return self.search(
            [
                ("playbook_id", "=", playbook.id),
                ("company_id", "=", self.env.company.id),
            ]
        )

    @api.model
    def _find_or_make(self, playbook):
        """Return the draw that a run's starts, or My Day, keep to: none if the policy
        keeps nobody aside, or after the day of the decision."""
        share = self.env.company.segment_policy_id._get_aside_share(playbook)
        if not share:
            return self.browse()
        draw = self._get_draws(playbook)[:1] or self._make(playbook, share)
        today = self.env.company._get_segment_today()
        return draw.filtered(lambda draw: draw.date_end >= today)

    @api.model
    def _make(self, playbook, share):
        today = self.env.company._get_segment_today()
        return self.create(
            {
                "playbook_id": playbook.id,
                "company_id": self.env.company.id,
                "share": share,
                "seed": randbelow(2**31),
                "date_start": today,
                "date_end": fields.Date.add(today, months=MONTHS),
            }
        )

    def _draw(self, clients):
        """Return those of the clients who are kept aside."""
        return clients.filtered(lambda c: is_drawn(self.seed, c.id, self.share))

    def _add_clients(self, clients, is_aside=True):
        rows = self.env["client.segment.playbook.aside"]
        known = rows.search(
            [("draw_id", "=", self.id), ("partner_id", "in", clients.ids)]
        )
        new = clients.browse(set(clients.ids) - set(known.partner_id.ids))
        today = self.company_id._get_segment_today()
        rows.create(
            [
                {
                    "draw_id": self.id,
                    "partner_id": client.id,
                    "date": today,
                    "is_aside": is_aside,
                }
                for client in new.sorted("id")
            ]
        )

    def _get_started_by_hand(self):
        self.env.flush_all()
        found = self._select_started_by_hand().get(self.id, ())
        return self.env["res.partner"].browse(found)

    def _select_started_by_hand(self):
        """Return ``{id of a draw: ids of its clients}``."""
        found = {}
        for draw_id, partner_id in self.env.execute_query(
            aside.select_started_by_hand(self._origin.ids)
        ):
            found.setdefault(draw_id, []).append(partner_id)
        return found

    def action_draw_again(self):
        """Start a new comparison after the last one was decided."""
        need_one(self)
        if not self.env.user.has_group(MANAGER_GROUP):
            raise AccessError(
                self.env._("Only heads of sales may compare playbooks anew.")
            )
        playbook = self.playbook_id.with_company(self.company_id)
        latest = self.with_company(self.company_id)._get_draws(playbook)[:1]
        if not latest.is_over:
            raise UserError(
                self.env._("A comparison is running: it is decided on its day.")
            )
        share = self.company_id.segment_policy_id._get_aside_share(playbook)
        if not share:
            raise UserError(self.env._("The policy keeps nobody aside at present."))
        # Nobody writes draws: their seed and dates are to be relied on.
        draws = self.sudo().with_company(self.company_id)
        draws._make(draws.playbook_id, share)
        return latest._open(playbook)

    @api.model
    def _open(self, playbook):
        """Return the action that shows what the playbook, or for none My Day, has
        brought in the current company, or how to find out."""
        draws = self._get_draws(playbook)
        title = playbook.name or self.env._("My Day")
        action = open_with_facet(
            self.env["ir.actions.act_window"]._for_xml_id(
                "client_segmentation.client_segment_playbook_draw_action"
            ),
            title,
            [("id", "in", draws.ids)],
        )
        if len(draws) == 1:
            action.update(res_id=draws.id, views=[(False, "form")])
        return action
