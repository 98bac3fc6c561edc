from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged

from ...arithmetic.draws.draw import (
    draw_winners,
    get_fingerprint,
)
from ..benefits.test_loyalty_benefit import LoyaltyOrderBenefitsCommon

# printf '1;7;1\n2;8;2\n3;8;2\n' | sha256sum
FINGERPRINT = "028cd68b2040b3cc76a5face6db7fe8e4d80c8261edc26ea50cdede258195b07"


@tagged("post_install", "-at_install")
class TestLoyaltyDraw(LoyaltyOrderBenefitsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.benefit = cls._create_benefit("draw", ticket_amount=300)
        cls.orders = cls.env["sale.order"]
        with freeze_time("2026-03-10 10:00:00"):
            # 3 tickets for 1,000, 1 for 500, none for 200
            for client, quantity in zip(cls.clients, (10, 5, 2, 10), strict=False):
                order = cls._create_order(client, quantity)
                order.action_confirm()
                cls.orders |= order
        with freeze_time("2026-04-10 10:00:00"):
            cls._create_order(cls.clients[5]).action_confirm()
        cls.orders[3]._action_cancel()
        cls.draw = cls.env["loyalty.draw"].create(
            {
                "name": "Spring",
                "benefit_id": cls.benefit.id,
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
                "prize": "A Forklift",
                "prize_count": 2,
                "prize_value": 900,
                "prize_cost": 600,
            }
        )
        cls.draw = cls.draw.with_user(cls.manager)

    def _freeze(self):
        with freeze_time("2026-04-11 10:00:00"):
            self.draw.action_freeze()

    def _run(self):
        self._freeze()
        self.draw.seed = "04 08 15 16 23 42"
        self.draw.action_draw()
        return self.draw.winner_ids.sorted("rank")

    def test_algorithm(self):
        """With sha256sum: prize 1 has d685...36ca, whose remainder by 3 is 0: the
        first ticket. Prize 2 has bb15...561f, odd: the second of the two left."""
        tickets = [(1, 7, 1), (2, 8, 2), (3, 8, 2)]
        self.assertEqual(get_fingerprint(tickets), FINGERPRINT)
        self.assertEqual(draw_winners(tickets, "2026", 5), [1, 3])
        self.assertEqual(draw_winners([], "2026", 5), [])

    def test_every_ticket_is_as_likely(self):
        """10 tickets, 3,000 draws of one prize: 300 each, sigma 16.4."""
        tickets = [(number, number, number) for number in range(1, 11)]
        wins = [draw_winners(tickets, seed, 1)[0] for seed in range(3000)]
        for number in range(1, 11):
            self.assertLess(abs(wins.count(number) - 300), 5 * 16.4)

    def test_tickets(self):
        self._freeze()
        tickets = self.draw.ticket_ids
        self.assertEqual(tickets.mapped("number"), [1, 2, 3, 4])
        self.assertEqual(
            [ticket.partner_id for ticket in tickets],
            [self.clients[0]] * 3 + [self.clients[1]],
        )
        # An order that is cancelled later changes nothing
        fingerprint = self.draw.fingerprint
        self.orders[0]._action_cancel()
        self.assertEqual(get_fingerprint(self.draw._get_list()), fingerprint)

    def test_days_of_the_company(self):
        """In Vladivostok, ten hours ahead, the last half an hour of February in UTC
        is in March, and that of March in April."""
        self.company.resource_calendar_id.tz = "Asia/Vladivostok"
        moments = ("2026-02-28 13:30:00", "2026-02-28 23:30:00", "2026-03-31 23:30:00")
        orders = self.env["sale.order"]
        for moment in moments:
            with freeze_time(moment):
                orders += self._create_order(self.clients[6])
                orders[-1].action_confirm()
        self._freeze()
        self.assertEqual(self.draw.ticket_ids.order_id & orders, orders[1])

    def test_orders_of_branches(self):
        """The program runs there, too, and promised a ticket for each 300."""
        self.benefit.program_id.company_id = self.company
        branch = self.env["res.company"].create(
            {"name": "Branch", "parent_id": self.company.id}
        )
        self.salesman.company_ids |= branch
        with freeze_time("2026-03-11 10:00:00"):
            order = self._create_order(self.clients[6], company_id=branch.id)
            order.action_confirm()
        self.assertEqual(order.order_benefit_ids.benefit_id, self.benefit)
        self.assertEqual(self._count_tickets(order), 3)

    def test_no_rate(self):
        """1,000 at 1:1 would be three tickets of 300. At the rate of 2 that is entered
        later they are worth 500: one ticket."""
        pricelist = self._create_foreign_pricelist([{"rate": 2, "name": "2020-01-01"}])
        with freeze_time("2026-03-11 10:00:00"):
            order = self._create_order(self.clients[6], pricelist_id=pricelist.id)
            order.order_line.price_unit = 100
            order.action_confirm()
        self._note_no_rate(order)
        pricelist.currency_id.rate_ids.unlink()
        self.assertFalse(self._count_tickets(order))
        pricelist.currency_id.rate_ids = [
            Command.create({"rate": 2, "name": "2020-01-01"})
        ]
        self.assertEqual(self._count_tickets(order), 1)

    def _count_tickets(self, order):
        with self.cr.savepoint() as savepoint:
            self._freeze()
            tickets = self.draw.ticket_ids.filtered(lambda t: t.order_id == order)
            count = len(tickets)
            savepoint.rollback()
        self.env.invalidate_all()
        return count

    def test_winners(self):
        """Two prizes, two clients: both win one."""
        winners = self._run()
        self.assertEqual(winners.mapped("rank"), [1, 2])
        self.assertEqual(winners.partner_id, self.clients[:2])
        expected = draw_winners(self.draw._get_list(), "04 08 15 16 23 42", 2)
        self.assertEqual(winners.mapped("number"), expected)
        self.assertEqual(self.draw.action_check()["params"]["type"], "success")
        entries = self.env["loyalty.benefit.entry"].search(
            [("kind", "=", "draw"), ("value", ">", 0)]
        )
        self.assertEqual(entries.partner_id, self.clients[:2])
        self.assertEqual(entries.mapped("cost"), [600, 600])
        self.assertEqual(len(winners.partner_id.activity_ids), 2)

    def test_nothing_to_check_before_the_draw(self):
        for step in (self.draw.action_check, self.draw.action_draw):
            with self.assertRaises(UserError):
                step()
        self.draw.action_freeze()
        with self.assertRaisesRegex(UserError, "nothing to check"):
            self.draw.action_check()
        self.draw.seed = "  "
        with self.assertRaisesRegex(UserError, "Enter the seed"):
            self.draw.action_draw()

    def test_prizes_cost_once(self):
        """Client 1 has 3 tickets, that cost nothing; its prize costs 600."""
        self.benefit.write({"unit_cost": 600, "value": 900})
        with freeze_time("2026-03-20 10:00:00"):
            order = self._create_order(self.clients[6])
            order.action_confirm()
        self.assertEqual(self._get_booked(order), [("draw", "grant", 3, 0, 0)])
        self.draw.prize_count = 3
        self._run()
        self.assertEqual(
            self._get_booked(order),
            [("draw", "grant", 3, 0, 0), ("draw", "grant", 1, 900, 600)],
        )

    def test_prizes_as_in_the_benefit(self):
        self.benefit.write({"unit_cost": 70, "value": 110})
        draw = self.draw.create(self._prepare_draw())
        self.assertEqual((draw.prize_cost, draw.prize_value), (70, 110))
        self.assertEqual((self.draw.prize_cost, self.draw.prize_value), (600, 900))

    def _merge(self, kept, gone):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((kept + gone).ids, kept)
        self.env.invalidate_all()

    def test_clients_merged_after_the_freeze(self):
        """The list stays as published: client 1 with 3 tickets, client 2 with 1."""
        self._freeze()
        numbers = [self.clients[0].id] * 3 + [self.clients[1].id]
        expected = draw_winners(self.draw._get_list(), "2026", 2)
        self._merge(self.clients[8], self.clients[0])
        tickets = self.draw.ticket_ids
        self.assertEqual(tickets[0].partner_id, self.clients[8])
        self.assertEqual(tickets.mapped("client_number"), numbers)
        self.draw.seed = "2026"
        self.draw.action_draw()
        winners = self.draw.winner_ids.sorted("rank")
        self.assertEqual(winners.mapped("number"), expected)
        self._merge(self.clients[9], self.clients[1])
        self.assertEqual(self.draw.action_check()["params"]["type"], "success")

    def test_tickets_of_older_versions(self):
        self._freeze()
        self.env.cr.execute("UPDATE loyalty_draw_ticket SET client_number = NULL")
        self.env["loyalty.draw.ticket"].init()
        self.env.invalidate_all()
        self.draw.seed = "2026"
        self.draw.action_draw()
        self.assertEqual(self.draw.state, "drawn")

    def test_other_tickets_than_published(self):
        self._freeze()
        self.draw.seed = "2026"
        self.env.cr.execute(
            "UPDATE loyalty_draw_ticket SET client_number = %s WHERE draw_id = %s",
            (self.clients[5].id, self.draw.id),
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "fingerprint was published"):
            self.draw.action_draw()

    def test_winners_are_told(self):
        self.clients[0].email = "winner@example.com"
        self._run()
        mail = self.env["mail.mail"].search([("model", "=", "loyalty.draw.ticket")])
        self.assertIn("A Forklift", mail.subject)
        self.assertIn(self.draw.fingerprint, mail.body_html)

    def test_not_twice(self):
        winners = self._run()
        with self.assertRaises(UserError), self.cr.savepoint():
            self.draw.action_draw()
        with self.assertRaises(UserError), self.cr.savepoint():
            self.draw.action_freeze()
        for change in (
            lambda: self.draw.write({"state": "frozen"}),
            lambda: self.draw.write({"seed": "another"}),
            lambda: self.draw.write({"prize_count": 9}),
            lambda: winners[0].write({"rank": 0}),
            lambda: winners[0].sudo().write({"partner_id": self.client.id}),
            winners[0].sudo().unlink,
            self.draw.unlink,
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                change()

    def test_seed_comes_after_the_tickets_and_once(self):
        with self.assertRaises(UserError), self.cr.savepoint():
            self.draw.seed = "known before"
        self._freeze()
        with self.assertRaises(UserError), self.cr.savepoint():
            self.draw.action_draw()
        self.draw.seed = "2026"
        with self.assertRaises(UserError), self.cr.savepoint():
            self.draw.seed = "2027"
        with self.assertRaises(UserError), self.cr.savepoint():
            self.draw.create({**self._prepare_draw(), "state": "frozen"})
        with self.assertRaises(UserError), self.cr.savepoint():
            self.draw.create({**self._prepare_draw(), "seed": "known before"})

    def test_draw_on_screen(self):
        """As it is typed: a field that shuts itself would not be sent."""
        self._freeze()
        with Form(self.draw) as form:
            form.seed = "04 08 15 16 23 42"
        self.assertEqual(self.draw.seed, "04 08 15 16 23 42")
        self.draw.action_draw()
        self.assertEqual(self.draw.action_check()["params"]["type"], "success")
        with self.assertRaises(AssertionError):
            Form(self.draw).seed = "another"

    def _prepare_draw(self):
        return {
            "name": "Forged",
            "benefit_id": self.benefit.id,
            "date_from": "2026-03-01",
            "date_to": "2026-03-31",
            "prize": "Mine",
        }

    def test_forged_defaults(self):
        forged = {
            "state": "frozen",
            "fingerprint": FINGERPRINT,
            "seed": "2026",
            "drawn_on": "2026-04-01 10:00:00",
        }
        context = {f"default_{name}": value for name, value in forged.items()}
        draw = self.draw.with_context(**context).create(self._prepare_draw())
        self.assertEqual(draw.state, "open")
        self.assertFalse(draw.fingerprint or draw.seed or draw.drawn_on)

    def test_forged_winners(self):
        self.draw = self.draw.with_context(default_rank=1)
        self._freeze()
        self.assertEqual(set(self.draw.ticket_ids.mapped("rank")), {0})

    def test_period(self):
        with freeze_time("2026-03-31 10:00:00"):
            with self.assertRaises(UserError), self.cr.savepoint():
                self.draw.action_freeze()
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.draw.date_to = date(2026, 1, 1)
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.draw.prize_count = 0
        other = self._create_benefit("change")
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.draw.benefit_id = other
        self.draw.write({"date_from": "2025-03-01", "date_to": "2025-03-31"})
        with self.assertRaises(UserError):
            self._freeze()
