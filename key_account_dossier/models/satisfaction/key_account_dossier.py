from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from odoo.addons.client_segmentation.arithmetic.core import nps
from odoo.addons.client_segmentation.models.core.doors import need_one

from ..dossier.fields import FloatOrNothing

NPS_MONTHS = 12
TREND_QUARTERS = 8


class KeyAccountDossier(models.Model):
    """The Net Promoter Score of the people at the client."""

    _inherit = "key.account.dossier"

    satisfaction_ids = fields.One2many(
        comodel_name="key.account.satisfaction",
        inverse_name="dossier_id",
        readonly=True,
        copy=False,
    )
    nps = FloatOrNothing(
        string="Net Promoter Score",
        compute="_compute_nps",
        digits=(5, 1),
        aggregator=None,
        help="Percentage of promoters (9 and 10) minus percentage of detractors (0 "
        "to 6) among the answers of the last 12 months, from -100 to 100.",
    )
    nps_answer_count = fields.Integer(string="Answers", compute="_compute_nps")
    nps_asked_count = fields.Integer(string="People Asked", compute="_compute_nps")
    nps_before = FloatOrNothing(
        string="12 Months Earlier",
        compute="_compute_nps",
        digits=(5, 1),
        aggregator=None,
    )
    nps_before_count = fields.Integer(
        string="Answers 12 Months Earlier", compute="_compute_nps"
    )
    nps_trend = fields.Html(
        string="Trend", compute="_compute_nps_trend", sanitize=False, exportable=False
    )

    @api.depends("satisfaction_ids.group", "satisfaction_ids.date_done")
    @api.depends_context("uid")
    def _compute_nps(self):
        today = fields.Date.context_today(self)
        middle = today - relativedelta(months=NPS_MONTHS)
        start = middle - relativedelta(months=NPS_MONTHS)
        last = self._count_answers([("date_done", ">", middle)])
        before = self._count_answers(
            [("date_done", ">", start), ("date_done", "<=", middle)]
        )
        asked = self._count_asked(middle)
        for dossier in self:
            now, then = last[dossier._origin.id], before[dossier._origin.id]
            dossier.nps = self._get_nps(now)
            dossier.nps_answer_count = sum(now.values())
            dossier.nps_before = self._get_nps(then)
            dossier.nps_before_count = sum(then.values())
            dossier.nps_asked_count = asked.get(dossier._origin.id, 0)

    @api.depends("satisfaction_ids.group", "satisfaction_ids.date_done")
    @api.depends_context("lang", "uid")
    def _compute_nps_trend(self):
        for dossier in self:
            quarters = dossier._get_nps_quarters()
            dossier.nps_trend = bool(quarters) and self.env["ir.qweb"]._render(
                "key_account_dossier.nps_trend", {"quarters": quarters}
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_answers(self):
        # With the dossier goes what hides them, and nobody may delete them himself.
        self.sudo().satisfaction_ids.user_input_id.unlink()

    def action_ask_satisfaction(self):
        need_one(self)
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask: %(client)s", client=self.display_name),
            "res_model": "key.account.satisfaction.ask",
            "view_mode": "form",
            "target": "new",
            "context": {"default_dossier_id": self.id},
        }

    def _get_askable_contacts(self):
        """Return the people of the client who have an e-mail address."""
        # The manager need not have the right to the client's record itself.
        client = self.sudo().partner_id.commercial_partner_id
        return self.env["res.partner"].search(
            [("commercial_partner_id", "=", client.id), ("email", "!=", False)]
        )

    def _count_answers(self, domain):
        """Return ``{dossier's id: {group: answers}}``, counted as the user: what he
        may not see is not in it."""
        domain = [("dossier_id", "in", self._origin.ids), *domain]
        rows = self.env["key.account.satisfaction"]._read_group(
            [("is_answered", "=", True), *domain], ["dossier_id", "group"], ["__count"]
        )
        counts = defaultdict(dict)
        for dossier, group, count in rows:
            counts[dossier.id][group] = count
        return counts

    def _count_asked(self, since):
        rows = self.env["key.account.satisfaction"]._read_group(
            [("dossier_id", "in", self._origin.ids), ("date", ">", since)],
            ["dossier_id"],
            ["__count"],
        )
        return {dossier.id: count for dossier, count in rows}

    @api.model
    def _get_nps(self, counts):
        groups = (nps.PROMOTER, nps.PASSIVE, nps.DETRACTOR)
        return nps.get_score(*(counts.get(group, 0) for group in groups))

    def _get_nps_quarters(self):
        """Return the last quarters with answers, the latest first."""
        rows = self.env["key.account.satisfaction"]._read_group(
            [("dossier_id", "in", self._origin.ids), ("is_answered", "=", True)],
            ["date_done:quarter", "group"],
            ["__count"],
            order="date_done:quarter desc",
        )
        quarters = defaultdict(dict)
        for quarter, group, count in rows:
            quarters[quarter][group] = count
        return [
            {
                "label": f"{(day.month + 2) // 3}/{day.year}",
                "answers": sum(counts.values()),
                "nps": round(self._get_nps(counts)),
                "shares": [
                    (group, round(100 * counts.get(group, 0) / sum(counts.values())))
                    for group in (nps.PROMOTER, nps.PASSIVE, nps.DETRACTOR)
                ],
            }
            for day, counts in list(quarters.items())[:TREND_QUARTERS]
        ]
