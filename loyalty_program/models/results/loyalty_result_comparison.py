"""Members beside those they are compared with: as they stand, and as adjusted."""

from odoo import models

MONEY, DECIMAL, NUMBER, SHARE = "money", "decimal", "number", "share"


class LoyaltyResult(models.Model):
    _inherit = "loyalty.result"

    def _prepare_comparison(self):
        """Rows of figures; ``None`` where there is nothing to say.

        ``raw`` is the difference of the two columns before it, ``adjusted`` what the
        result counts with, ``low`` and ``high`` its interval: one is no check of the
        other.
        """
        self.ensure_one()
        row = self._prepare_comparison_row
        rows = [
            row(self.env._("Clients"), NUMBER, "count", raw=None),
            row(self.env._("Margin per client, before"), MONEY, "margin_{}_before"),
            row(
                self.env._("Margin per client, since"),
                MONEY,
                "margin_{}",
                **self._get_adjusted_margin(-self.margin_carried),
            ),
            *self._prepare_margin_before_benefits(),
            row(
                self.env._("Revenue per client"),
                MONEY,
                "revenue_{}",
                **self._get_adjusted("revenue"),
            ),
            row(
                self.env._("Orders per client"),
                DECIMAL,
                "orders_{}",
                **self._get_adjusted("orders"),
            ),
            row(self.env._("Came back"), SHARE, "retention_{}"),
        ]
        if self.lifetime_member or self.lifetime_control:
            rows.append(row(self.env._("Lifetime value"), MONEY, "lifetime_{}"))
        return rows

    def _prepare_comparison_row(self, label, style, name, **values):
        members, control = self._get_pair(name)
        compared = bool(self.control_count)
        return {
            "label": label,
            "style": style,
            "members": members,
            "control": control if compared else None,
            "raw": members - control if compared else None,
            **dict.fromkeys(("adjusted", "low", "high")),
            **values,
        }

    def _get_pair(self, name):
        if name == "count":
            return self.member_count, self.control_count
        return self[name.format("member")], self[name.format("control")]

    def _prepare_margin_before_benefits(self):
        """What the members brought before discounts and gifts: the effect itself."""
        if not self.margin_carried or self.verdict == "none":
            return []
        row = self._prepare_comparison_row(
            self.env._("The same before discounts and gifts"), MONEY, "margin_{}"
        )
        row["members"] += self.margin_carried
        if row["raw"] is not None:
            row["raw"] += self.margin_carried
        return [{**row, **self._get_adjusted_margin()}]

    def _get_adjusted_margin(self, more=0.0):
        if self.verdict == "none":
            return {}
        return {
            "adjusted": self.effect + more,
            "low": self.effect_low + more,
            "high": self.effect_high + more,
        }

    def _get_adjusted(self, name):
        effect, error = self[f"{name}_effect"], self[f"{name}_error"]
        if self.verdict == "none" or not error:
            return {}
        return {"adjusted": effect, "low": effect - error, "high": effect + error}

    def _prepare_table(self):
        """The same as text: ``(what, members, those compared, raw difference,
        adjusted difference, interval)``."""
        shown = {
            MONEY: self._cents,
            DECIMAL: self._decimal,
            NUMBER: self._number,
            SHARE: lambda value: self._percent(value, digits=0),
        }
        columns = ("members", "control", "raw", "adjusted")
        rows = []
        for row in self._prepare_comparison():
            show = shown[row["style"]]
            values = ["" if row[c] is None else show(row[c]) for c in columns]
            interval = ""
            if row["low"] is not None:
                interval = self.env._(
                    "%(low)s to %(high)s", low=show(row["low"]), high=show(row["high"])
                )
            rows.append((row["label"], *values, interval))
        return rows
