from odoo import models
from odoo.tools.misc import format_date


class ClientSegment(models.Model):
    """Why a client is in a class, on one line: what stands beside the badge, before
    the arithmetic is opened."""

    _inherit = "client.segment"

    def _explain_with_reasons(self, with_profit):
        values = self._prepare_explanation(with_profit)
        reasons = self._tell_reasons(values) if values["with_amounts"] else {}
        return {**values, "reasons": reasons}

    def _tell_reasons(self, values):
        """Hook: return ``{explanation of an axis: its reason}``.

        :param values: what :meth:`_prepare_explanation` has returned
        """
        return {
            "state": self._tell_reason_of_state(values["state"]),
            "temperature": self._tell_reason_of_temperature(values),
            "abc": self._tell_reason_of_abc(values),
            "xyz": self._tell_reason_of_xyz(values),
            "rfm": self._tell_reason_of_rfm(values["rfm"]),
            "profit": self._tell_reason_of_profit(values),
            "ltv": self._tell_reason_of_ltv(values),
        }

    def _tell_reason_of_state(self, state):
        if not state:
            return self.env._("Has not bought yet.")
        if state["by_rhythm"]:
            return self.env._(
                "Orders every %(interval)s days as a rule, silent for %(silence)s.",
                interval=round(self.usual_interval),
                silence=state["silence"],
            )
        return self.env._("Silent for %(silence)s days.", silence=state["silence"])

    def _tell_reason_of_temperature(self, values):
        if self.last_order_date:
            return self.env._(
                "Last bought on %(date)s.",
                date=format_date(self.env, self.last_order_date),
            )
        if self.warm_signal:
            return self.env._(
                "Latest sign of interest: %(signal)s, %(date)s.",
                signal=values["labels"]["warm_signal"],
                date=format_date(self.env, self.warm_signal_date),
            )
        return self.env._("Has shown no interest so far.")

    def _tell_reason_of_abc(self, values):
        abc = values["abc"]
        if abc and values["with_others"] and abc["rank"] == 1:
            return self.env._("Brings more than any other client.")
        if abc and values["with_others"]:
            return self.env._(
                "Number %(rank)s of %(count)s; those before it bring %(share)s %% of"
                " the total.",
                rank=abc["rank"],
                count=values["run"].positive_count,
                share=round(abc["share"]),
            )
        if values["loss"]:
            return self.env._("Brought a loss.")
        if not self.last_order_date:
            return self.env._("Has not bought yet.")
        return self.env._("By what it brought, compared with the others.")

    def _tell_reason_of_xyz(self, values):
        found = values["xyz"]
        if not found:
            return self.env._("No purchase in the months that count.")
        if found["reason"]:
            return self.env._("Too little data to tell.")
        if not values["with_measure"]:
            return self.env._("By how much its margin varies.")
        return self.env._(
            "From one period to the next it varies by %(percent)s %%.",
            percent=round(found["variation"]),
        )

    def _tell_reason_of_rfm(self, rfm):
        if not rfm:
            return self.env._("Has not bought yet.")
        return self.env._(
            "Recency %(recency)s, frequency %(frequency)s, money %(money)s; 5 is best.",
            recency=self.rfm_recency,
            frequency=self.rfm_frequency,
            money=self.rfm_monetary,
        )

    def _tell_reason_of_ltv(self, values):
        if not values["with_ltv"] or not values["ltv"] or values["ltv"]["reason"]:
            return False
        return self.env._(
            "%(amount)s in all, as it looks now.", amount=self._format_whole(self.ltv)
        )

    def _tell_reason_of_profit(self, values):
        if values["profit"]:
            return self.env._(
                "Brings %(share)s %% of the profit.",
                share=round(values["profit"]["share"], 1),
            )
        if not self._get_computed_value("tier"):
            return self.env._("No profit in the months that count.")
        return self.env._("By what it adds to the profit.")
