from datetime import timedelta

from odoo import fields


class FirstDayHistory:
    """Forty clients and their orders of the last twelve months, past the ORM.

    Fourteen buy 100 every month, thirteen 50 every other month, thirteen bought 400
    once, a year ago: 12 * 14 + 6 * 13 + 13 = 259 orders. The costs are not known.
    """

    @classmethod
    def _plant_history(cls):
        first = cls._create_client("Client 0")
        cls.clients = first | cls._clone_clients(first, 39)
        cls.steady, cls.half, cls.rare = (
            cls.clients[:14],
            cls.clients[14:27],
            cls.clients[27:],
        )
        order = cls._create_order(first, cls._ago_months(1), 100)
        rows = [
            *cls._prepare_orders(cls.steady, range(1, 13), 100),
            *cls._prepare_orders(cls.half, range(2, 13, 2), 50),
            *cls._prepare_orders(cls.rare, [12], 400),
        ]
        cls._clone_orders(order, rows)
        order.sudo().write({"state": "cancel"})
        cls.env.flush_all()

    @classmethod
    def _prepare_orders(cls, clients, months, amount):
        return [
            (client.id, cls._ago_months(ago), 100 * amount, 100 * amount)
            for client in clients
            for ago in months
        ]

    @classmethod
    def _ago_months(cls, months):
        """The tenth of the month so many months ago."""
        today = cls.company._get_segment_today()
        return fields.Date.subtract(today, months=months).replace(day=10)

    @classmethod
    def _yesterday(cls):
        return cls.company._get_segment_today() - timedelta(days=1)
