from odoo import api, fields, models

from ..dossier.fields import FloatOrNothing

# Not as superuser: a dossier's number may be put into an unsaved form.
BASIS = {
    "compute": "_compute_basis",
    "store": True,
    "precompute": True,
    "compute_sudo": False,
}
FIGURE = {**BASIS, "aggregator": "avg"}


class KeyAccountRating(models.Model):
    """What a rating rests on: figures since the last one, worked out when it is given.

    They are shown and nothing is made of them: the judgement is the supervisor's.
    """

    _inherit = "key.account.rating"

    since = fields.Date(
        **BASIS,
        help="The day of the last rating, otherwise the beginning of the dossier.",
    )
    contacts_kept = FloatOrNothing(
        string="Contacts on Time (%)",
        digits=(5, 1),
        **FIGURE,
        help="Share of the positive contacts since then that came within the interval; "
        "a contact overdue now counts as missed.",
    )
    plan_kept = FloatOrNothing(
        string="Objectives Reached (%)",
        digits=(5, 1),
        **FIGURE,
        help="Share of the objectives due since then that were reached.",
    )
    people_covered = FloatOrNothing(
        string="People Contacted in Time (%)",
        digits=(5, 1),
        **FIGURE,
        help="Share of the people who heard from us within their interval.",
    )
    score_moved = FloatOrNothing(
        string="Score Moved By",
        digits=(6, 1),
        **FIGURE,
        help="The last relationship score minus the last one before that day.",
    )

    @api.depends("dossier_id", "date")
    def _compute_basis(self):
        for rating in self:
            dossier = rating.dossier_id._origin.sudo(False)._filtered_access("read")
            day = rating.date or fields.Date.context_today(rating)
            since = bool(dossier) and rating._get_since(dossier, day)
            rating.since = since
            rating.contacts_kept = since and dossier._get_contacts_kept(since, day)
            rating.plan_kept = since and dossier._get_plan_kept(since, day)
            rating.people_covered = since and dossier.people_coverage
            rating.score_moved = since and dossier._get_score_moved(since, day)

    def _get_since(self, dossier, day):
        earlier = (dossier.rating_ids - self._origin).filtered(
            lambda rating: rating.date and rating.date < day
        )
        return max(earlier.mapped("date"), default=dossier._get_start_date())


class KeyAccountDossier(models.Model):
    _inherit = "key.account.dossier"

    def _get_contacts_kept(self, since, until):
        [[kept]] = self.env["key.account.contact.report"]._read_group(
            [
                ("dossier_id", "in", self.ids),
                ("date", ">", since),
                ("date", "<=", until),
            ],
            [],
            ["kept:avg"],
        )
        return kept

    def _get_plan_kept(self, since, until):
        due = self.plan_ids.filtered(
            lambda plan: plan.state != "cancelled" and since < plan.date_due <= until
        )
        reached = due.filtered(lambda plan: plan.state == "done")
        return 100 * len(reached) / len(due) if due else None

    def _get_score_moved(self, since, until):
        scores = self._get_scores()
        before = scores.filtered(lambda score: score.date <= since)[-1:]
        last = scores.filtered(lambda score: score.date <= until)[-1:]
        return last.value - before.value if before else None
