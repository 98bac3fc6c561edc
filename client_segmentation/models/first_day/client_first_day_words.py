from odoo import api, models
from odoo.tools import formatLang


class ClientFirstDay(models.AbstractModel):
    """Why a threshold is proposed: a sentence or two for each row."""

    _inherit = "client.first.day"

    @api.model
    def _get_titles(self):
        return {
            "documents": self.env._("What counts"),
            "tiers": self.env._("Gold and silver"),
            "key": self.env._("Key clients"),
            "steady": self.env._("Steady or not (XYZ)"),
            "days": self.env._("Late, new, hot"),
        }

    @api.model
    def _get_notes(self, evidence, proposals):
        return {
            "documents": self._tell_documents(evidence),
            "tiers": self._tell_tiers(proposals["tiers"]),
            "key": self._tell_key(evidence, proposals["key"]),
            "steady": self._tell_steady(proposals),
            "days": self._tell_days(evidence["intervals"], proposals["days"]),
        }

    @api.model
    def _tell_documents(self, evidence):
        share = evidence["source"].cost_share
        if share is None:
            return self.env._("The documents have no amounts: orders are counted.")
        if evidence["measure"] == "margin":
            return self.env._(
                "Costs are known of %(share)s %% of the revenue: clients are compared"
                " by margin.",
                share=self._format(100 * share, 0),
            )
        return self.env._(
            "Costs are known of only %(share)s %% of the revenue: clients are compared"
            " by revenue.",
            share=self._format(100 * share, 0),
        )

    @api.model
    def _tell_tiers(self, tiers):
        if not tiers:
            return self.env._(
                "Too few clients, or shares that hardly differ: the limits stay."
            )
        return self.env._(
            "A share of the yearly profit. Gold are about those who bring half of it;"
            " with silver, about 80 %."
        )

    @api.model
    def _tell_key(self, evidence, key):
        if not key:
            return self.env._("Too few clients: the limits stay.")
        return self.env._(
            "The largest client brings about %(share)s %% of the profit. Key clients"
            " are a few whose loss would hurt; beyond the second limit you depend on"
            " one.",
            share=self._format(evidence["buckets"][0].limit, 1),
        )

    @api.model
    def _tell_steady(self, proposals):
        if not proposals["cuts"]:
            return self.env._(
                "Nothing separates: your clients buy too seldom, or too much alike."
                " Better leave XYZ off for now."
            )
        x, y, z = proposals["cuts"].clients
        return self.env._(
            "How much purchases swing from period to period. These cuts give %(x)s X,"
            " %(y)s Y and %(z)s Z.",
            x=x,
            y=y,
            z=z,
        )

    @api.model
    def _tell_days(self, intervals, days):
        if not days:
            return self.env._(
                "Too few clients have bought four times: no usual interval is known"
                " yet, the days stay."
            )
        return self.env._(
            "Your clients usually buy every %(usual)s days, slow ones every %(slow)s.",
            usual=self._format(intervals.usual, 0),
            slow=self._format(intervals.slow, 0),
        )

    @api.model
    def _format(self, number, digits):
        return formatLang(self.env, float(number), digits=digits)
