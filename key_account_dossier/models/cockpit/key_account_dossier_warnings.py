from odoo import fields, models
from odoo.tools import format_date, format_list

from odoo.addons.client_segmentation.arithmetic.core.share import (
    needed_other_profit_to_leave_mono,
)
from odoo.addons.client_segmentation.models.core.doors import need_one


class KeyAccountDossier(models.Model):
    """What a manager should know before a call: only what applies, each with a button
    (a method or a page of the form) that does something about it."""

    _inherit = "key.account.dossier"

    def _get_warnings(self, documents):
        """Return them in order of weight.

        :param documents: those that the user may see, of :meth:`_get_documents`
        """
        found = (
            self._warn_of_debt(documents),
            self._warn_of_dependence(),
            self._warn_of_deciders(),
            self._warn_of_review(),
            self._warn_of_competitors(),
        )
        return [warning for warning in found if warning]

    def _warn_of_dependence(self):
        if not self.client_is_mono:
            return None
        return {
            "key": "mono",
            "level": "danger",
            "text": self._get_dependence_text(),
            "method": "action_plan_less_dependence",
            "label": self.env._("Make an Objective"),
        }

    def _get_dependence_text(self):
        if not self._can_print("client_profit_share"):
            return self.env._(
                "Mono-client: our profit depends on it. Its share must come down."
            )
        share, limit, needed = self._get_dependence()
        if not needed:
            return self.env._(
                "Mono-client: %(share)s of the profit.",
                share=self._format_percent(share),
            )
        return self.env._(
            "Mono-client: %(share)s of the profit. To get down to %(limit)s, the other "
            "clients must bring %(needed)s more margin.",
            share=self._format_percent(share),
            limit=self._format_percent(limit),
            needed=self._format_money(needed),
        )

    def _get_dependence(self):
        """Return the client's share of the profit, the limit (both 0 to 1) and the
        margin that the other clients have to add until the share is at the limit."""
        run = self._read_segments()[self.id][1]
        limit = (run.settings or {}).get("share", {}).get("mono", 100)
        share, total = self.client_profit_share, run.profit_total
        needed = needed_other_profit_to_leave_mono(share * total, total, limit)
        return share, limit / 100, float(needed)

    def action_plan_less_dependence(self):
        need_one(self)
        self.check_access("write")
        client = self._get_print_client_name()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Objective"),
            "res_model": "key.account.plan",
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {
                "default_dossier_id": self.id,
                "default_name": self.env._(
                    "Depend less on %(client)s: win and grow other clients",
                    client=client,
                ),
                "key_account_part": True,
            },
        }

    def _warn_of_debt(self, documents):
        if not self.overdue_amount:
            return None
        warning = {
            "key": "debt",
            "level": "danger",
            "text": self.env._(
                "Overdue debt: %(amount)s.",
                amount=self._format_money(self.overdue_amount),
            ),
        }
        if any(line["is_late"] for line in documents):
            label = self.env._("Invoices")
            return {**warning, "documents": "overdue", "label": label}
        return {**warning, "page": "figures", "label": self.env._("Figures")}

    def _warn_of_deciders(self):
        names = self.stakeholder_ids.filtered(
            lambda person: person.role == "decider" and person.is_untouched
        ).mapped("name")
        return names and {
            "key": "deciders",
            "level": "warning",
            "text": self.env._(
                "Decision maker not contacted in time: %(names)s.",
                names=format_list(self.env, names),
            ),
            "page": "people",
            "label": self.env._("People"),
        }

    def _warn_of_review(self):
        due = self.next_review_date
        if not due or due > fields.Date.context_today(self):
            return None
        return {
            "key": "review",
            "level": "warning",
            "text": self.env._(
                "Review of the dossier due since %(day)s.",
                day=format_date(self.env, due),
            ),
            "method": "action_start_review",
            "label": self.env._("Review"),
        }

    def _warn_of_competitors(self):
        rising = self.competitor_ids.filtered("is_rising")
        lines = [competitor._get_rise() for competitor in rising]
        return lines and {
            "key": "competitors",
            "level": "warning",
            "text": self.env._(
                "Competitors are gaining: %(names)s.",
                names=format_list(self.env, lines),
            ),
            "page": "plan",
            "label": self.env._("Competitors"),
        }
