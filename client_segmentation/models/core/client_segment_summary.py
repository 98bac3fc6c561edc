from odoo import models
from odoo.tools.misc import format_date


class ClientSegment(models.Model):
    """Who a client is, how it stands and what to do, in one paragraph.

    Each sentence is a whole one, so that it can be translated as such.
    """

    _inherit = "client.segment"

    def _tell_client(self, run, with_amounts, ordered_since=None):
        """Return the sentence on this client.

        :param with_amounts: may the reader know what the client buys, and when?
        :param ordered_since: a day of purchase that the run has not seen
        """
        self.ensure_one()
        if ordered_since:
            return self.env._(
                "%(who)s, has ordered since the classes were computed: on %(date)s. The"
                " next run takes it into account.",
                who=self._name_client(),
                date=format_date(self.env, ordered_since),
            )
        if not self.last_order_date:
            return self._tell_without_purchase(with_amounts)
        if not with_amounts:
            return self._tell_of_others()
        values = {
            "who": self._name_client(),
            "month": format_date(self.env, self.first_order_date, date_format="MMMM y"),
            "first": format_date(self.env, self.first_order_date),
            "date": format_date(self.env, self.last_order_date),
            "count": self.purchase_days,
            "silence": (run.as_of - self.last_order_date).days,
            "interval": round(self.usual_interval),
        }
        by_rhythm = (run.settings or {}).get("state", {}).get("by_rhythm")
        by_rhythm = bool(by_rhythm and self.usual_interval)
        tell = getattr(self, f"_tell_{self.state}", self._tell_any_state)
        return tell(values, by_rhythm, run)

    def _name_client(self):
        """Return what the client is to us: the first that fits."""
        if self.is_mono:
            return self.env._("Mono-client")
        if self.is_key:
            return self.env._("Key client")
        words = {
            "gold": self.env._("Gold client"),
            "silver": self.env._("Silver client"),
            "bronze": self.env._("Bronze client"),
            "a": self.env._("Client of class A"),
            "b": self.env._("Client of class B"),
            "c": self.env._("Client of class C"),
        }
        return words.get(self.tier or self.abc) or self.env._("Client")

    def _tell_without_purchase(self, with_amounts):
        if self.state and self.state != "prospect" and not with_amounts:
            return self._tell_of_others()
        if not self.warm_signal:
            return self.env._(
                "Prospect: has not bought yet, and has shown no interest so far. Find"
                " out what it needs."
            )
        return self.env._(
            "Prospect: has not bought yet, but has shown interest (%(signal)s,"
            " %(date)s). Get in touch while it is fresh.",
            signal=self._get_class_labels()["warm_signal"],
            date=format_date(self.env, self.warm_signal_date),
        )

    def _tell_of_others(self):
        values = {
            "who": self._name_client(),
            "state": self._get_class_labels()["state"] or self.env._("unknown"),
        }
        # The names of colleagues are known to all of them.
        salesperson = self.partner_id.user_id.name
        if not salesperson:
            return self.env._(
                "%(who)s without a salesperson. State: %(state)s.", **values
            )
        return self.env._(
            "%(who)s, looked after by %(salesperson)s. State: %(state)s.",
            salesperson=salesperson,
            **values,
        )

    def _tell_new(self, values, _by_rhythm, _run):
        if self.purchase_days == 1:
            return self.env._(
                "New client: ordered for the first time on %(first)s. Whether it stays"
                " is decided by the second order: ask how the first one went.",
                **values,
            )
        return self.env._(
            "New client since %(first)s; days with an order so far: %(count)s. Ask what"
            " else it buys, and from whom.",
            **values,
        )

    def _tell_active(self, values, by_rhythm, run):
        if not by_rhythm:
            return self.env._(
                "%(who)s, with us since %(month)s, buys: last on %(date)s, too few"
                " orders for a rhythm of its own. Agree on the next one.",
                **values,
            )
        values["next"] = format_date(self.env, self.next_order_date)
        if self.next_order_date < run.as_of:
            return self.env._(
                "%(who)s, with us since %(month)s, buys as usual: every %(interval)s"
                " days. The next order has been due since %(next)s: a reminder is"
                " enough.",
                **values,
            )
        return self.env._(
            "%(who)s, with us since %(month)s, buys as usual: every %(interval)s days."
            " The next order is expected around %(next)s: a good time to offer more.",
            **values,
        )

    def _tell_slowing(self, values, by_rhythm, _run):
        if by_rhythm:
            return self.env._(
                "%(who)s, with us since %(month)s, is slowing down: usually orders"
                " every %(interval)s days, silent for %(silence)s. Call before it goes"
                " elsewhere.",
                **values,
            )
        return self.env._(
            "%(who)s, with us since %(month)s, is slowing down: silent for %(silence)s"
            " days. Call before it goes elsewhere.",
            **values,
        )

    def _tell_sleeping(self, values, by_rhythm, _run):
        if by_rhythm:
            return self.env._(
                "%(who)s, with us since %(month)s, has fallen asleep: usually orders"
                " every %(interval)s days, silent for %(silence)s. Ask what has"
                " changed, and give a reason to come back.",
                **values,
            )
        return self.env._(
            "%(who)s, with us since %(month)s, has fallen asleep: silent for"
            " %(silence)s days. Ask what has changed, and give a reason to come back.",
            **values,
        )

    def _tell_lost(self, values, _by_rhythm, _run):
        return self.env._(
            "Former client: ordered from %(first)s to %(date)s, and not since. Call"
            " with something it has not seen yet.",
            **values,
        )

    def _tell_any_state(self, values, _by_rhythm, _run):
        """Where the state is not used, or pinned against what the client has done."""
        return self.env._(
            "%(who)s, with us since %(month)s, last ordered on %(date)s.", **values
        )
