from odoo import models
from odoo.tools import formatLang
from odoo.tools.misc import format_date

# Reasons that only the clients of the salesperson have
OF_OWN_CLIENTS = {"late", "asleep", "lost", "second"}


class ClientDay(models.AbstractModel):
    """The reasons in the words of a colleague. Amounts are those of the user's own
    clients and documents; money at stake is only named to who may see margins."""

    _inherit = "client.day"

    def _tell_late(self, row):
        amount = self._format_amount(row["yearly"])
        silent = self._get_days_since(row["last_order_date"])
        interval = round(row["usual_interval"] or 0)
        if interval:
            return self.env._(
                "Usually orders every %(interval)s days, silent for %(silent)s, brings"
                " %(amount)s a year.",
                interval=interval,
                silent=silent,
                amount=amount,
            )
        return self.env._(
            "Silent for %(silent)s days, brings %(amount)s a year.",
            silent=silent,
            amount=amount,
        )

    def _tell_asleep(self, row):
        return self._tell_late(row)

    def _tell_lost(self, row):
        return self.env._(
            "Used to bring %(amount)s a year, last ordered on %(date)s.",
            amount=self._format_amount(row["yearly"]),
            date=format_date(self.env, row["last_order_date"]),
        )

    def _tell_second(self, row):
        return self.env._(
            "Ordered for the first time on %(date)s, and not again.",
            date=format_date(self.env, row["day"]),
        )

    def _tell_promised(self, row):
        kinds = dict(
            self.env["client.day.result"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        return self.env._(
            "You noted this day on %(date)s: %(what)s.",
            date=format_date(self.env, row["day"]),
            what=kinds[row["words"]],
        )

    def _tell_urgent(self, row):
        return self.env._(
            "Wants to buy now, and nobody has been in touch: %(opportunity)s.",
            opportunity=self._name_amount(row),
        )

    def _tell_decision(self, row):
        days = self._get_days_since(row["day"])
        opportunity = self._name_amount(row)
        if not days:
            return self.env._("Decides today: %(what)s.", what=opportunity)
        values = {"date": format_date(self.env, row["day"]), "what": opportunity}
        if days > 0:
            return self.env._("Was to decide on %(date)s: %(what)s.", **values)
        return self.env._("Decides on %(date)s: %(what)s.", **values)

    def _tell_stalling(self, row):
        return self.env._(
            "Has put it off %(times)s times: %(opportunity)s.",
            times=int(row["number"]),
            opportunity=self._name_amount(row),
        )

    def _tell_unanswered(self, row):
        return self.env._(
            "No answer to quotation %(quotation)s since %(date)s.",
            date=format_date(self.env, row["day"]),
            quotation=self._name_amount(row),
        )

    def _tell_expiring(self, row):
        quotation = self._name_amount(row)
        if not self._get_days_since(row["day"]):
            return self.env._(
                "Quotation %(quotation)s expires today.", quotation=quotation
            )
        return self.env._(
            "Quotation %(quotation)s expires on %(date)s.",
            quotation=quotation,
            date=format_date(self.env, row["day"]),
        )

    def _tell_pricelist(self, row):
        return self.env._(
            "Has had your price list since %(date)s, and not answered.",
            date=format_date(self.env, row["day"]),
        )

    def _tell_task(self, row):
        if self._get_days_since(row["day"]):
            return self.env._(
                "Due since %(date)s: %(task)s.",
                date=format_date(self.env, row["day"]),
                task=row["words"],
            )
        return self.env._("Due today: %(task)s.", task=row["words"])

    def _tell_own_task(self, row):
        return self._tell_task(row)

    def _tell_why(self, rows):
        """Why a line is in its place."""
        urgency = max(row["urgency"] for row in rows)
        if urgency >= 1:
            why = self.env._("Has to happen today, so it comes first.")
        else:
            why = self.env._(
                "Ranked by money times urgency (%(urgency)s %%).",
                urgency=round(100 * urgency),
            )
        stake = rows[0]["stake"]
        if not stake or not self._shows_stake(rows):
            return why
        at_stake = self.env._(
            "At stake: %(amount)s.", amount=self._format_amount(stake)
        )
        return f"{why} {at_stake}"

    def _shows_stake(self, rows):
        """It follows from margins, where the forecast gives it, and else from what the
        client buys, who may be somebody else's."""
        segments = self.env["client.segment"]
        if rows[0]["at_stake"] is not None:
            return segments._has_field_access(segments._fields["at_stake"], "read")
        is_own = any(row["reason"] in OF_OWN_CLIENTS for row in rows)
        return is_own or self.env.user._sees_amounts_of_all_clients()

    def _name_amount(self, row):
        if not row["money"]:
            return row["words"]
        return f"{row['words']}, {self._format_amount(row['money'])}"

    def _format_amount(self, amount):
        """Whole units are enough to decide whom to call."""
        currency = self.env.company.currency_id
        number = formatLang(self.env, round(amount or 0), digits=0)
        if currency.position == "before":
            return f"{currency.symbol}{number}"
        return f"{number}\N{NO-BREAK SPACE}{currency.symbol}"

    def _get_days_since(self, day):
        return (self.env.company._get_segment_today() - day).days
