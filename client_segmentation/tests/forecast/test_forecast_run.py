from datetime import date, timedelta

from odoo.tests import tagged

from ...arithmetic.forecast import bgbb, stake, value
from ...arithmetic.forecast.forecast import MONTHS_AHEAD
from .common_forecast import ForecastCommon
from .reference_amounts import get_expected_amount

CURRENT = date(2025, 7, 1)


def months_between(earlier, later):
    return 12 * (later.year - earlier.year) + later.month - earlier.month


@tagged("post_install", "-at_install")
class TestForecastRun(ForecastCommon):
    def _get_pattern(self, client):
        days = sorted(day for buyer, day, _r, _m in self.rows if buyer == client)
        months = sorted({day.replace(day=1) for day in days})
        last = months_between(months[0], months[-1])
        return len(months) - 1, last, months_between(months[0], CURRENT) - 1

    def _get_scored(self):
        return {c: s for c, s in self._get_segments().items() if s.chance}

    def test_planted_parameters_come_back(self):
        self.assertEqual(self.segment_run.state, "done", self.segment_run.message)
        self.assertTrue(self.forecast.is_shown, self.forecast.reasons)
        self.assertLess(self.forecast.off, 10)
        alpha, beta, gamma, delta = self.forecast.parameters
        self.assertAlmostEqual(alpha / (alpha + beta), 1 / 3, delta=0.03)
        self.assertAlmostEqual(gamma / (gamma + delta), 0.8 / 9.8, delta=0.03)

    def test_what_comes_is_what_was_expected(self):
        segments = self._get_scored()
        self.assertGreater(len(segments), 0.8 * self.CLIENTS)
        chances = [s.chance for s in segments.values()]
        alive = sum(self.alive[client] for client in segments)
        self.assertAlmostEqual(sum(chances) / alive, 1, delta=0.06)
        expected = sum(s.expected_orders for s in segments.values())
        later = sum(self.later[client] for client in segments)
        self.assertAlmostEqual(expected / later, 1, delta=0.1)

    def test_steady_buyers_have_no_chance(self):
        for client, segment in self._get_segments().items():
            steady = segment.purchase_days >= 7 and segment.regularity >= 3
            with self.subTest(client):
                self.assertEqual(bool(segment.chance), not steady)
                if steady:
                    self.assertFalse(segment.expected_orders or segment.at_stake)

    def test_scores_are_those_of_plain_python(self):
        parameters = self.forecast._get_parameters()
        amounts = self.forecast._get_amounts()
        self.assertTrue(amounts, self.forecast.amounts_words)
        margins = {}
        for client, _day, _revenue, cents in self.rows:
            margins.setdefault(client, []).append(cents)
        checked_stakes = 0
        for client, segment in list(self._get_scored().items())[:300]:
            pattern = self._get_pattern(client)
            chance = bgbb.get_chance(parameters, *pattern)
            self.assertAlmostEqual(segment.chance, chance, delta=6e-5)
            expected = bgbb.get_expected(parameters, *pattern, MONTHS_AHEAD)
            self.assertAlmostEqual(segment.expected_orders, expected, delta=6e-3)
            count, total = len(margins[client]), sum(margins[client])
            amount = get_expected_amount(amounts, count, total / count) / 100
            self.assertAlmostEqual(
                segment.expected_margin, expected * amount, delta=0.01
            )
            silence = (self.AS_OF - segment.last_order_date).days
            is_late = (
                segment.usual_interval and silence > segment.usual_interval
            ) or segment.state in ("slowing", "sleeping", "lost")
            if not is_late:
                self.assertFalse(segment.at_stake)
                continue
            x, last, _n = pattern
            yearly = 12 * bgbb.get_rate(parameters, x, last) * amount
            if segment.usual_interval:
                yearly = stake.get_usual_year(
                    total / count / 100, segment.usual_interval
                )
            then = bgbb.get_chance(parameters, x, last, last)
            self.assertAlmostEqual(
                segment.at_stake, stake.get_stake(yearly, then, chance), delta=0.01
            )
            checked_stakes += bool(segment.at_stake)
        self.assertGreater(checked_stakes, 20)

    def test_second_run_writes_nothing(self):
        again = self._run_on()
        self.assertEqual((again.created_count, again.changed_count), (0, 0))
        self.assertEqual(
            self.env["client.segment.forecast"].search_count(
                [("company_id", "=", self.company.id)]
            ),
            1,
        )

    def test_tomorrow_only_late_clients_change(self):
        def read():
            return {
                client: (s.chance, s.expected_orders, s.expected_margin)
                for client, s in self._get_segments().items()
            }

        before = read()
        run = self._run_on(self.AS_OF + timedelta(days=1))
        self.env.invalidate_all()
        self.assertEqual(read(), before)
        self.assertLess(run.changed_count, self.CLIENTS / 20)

    def test_one_more_order_on_its_day(self):
        segments = self._get_scored()
        client = min(segments, key=lambda client: segments[client].chance)
        before = segments[client].chance
        self._create_order(self.env["res.partner"].browse(client), self.AS_OF, 100)
        self._run_on()
        self.env.invalidate_all()
        segment = self._get_segments()[client]
        self.assertGreater(segment.chance, before)
        x, _last, n = self._get_pattern(client)
        expected = bgbb.get_chance(self.forecast._get_parameters(), x + 1, n + 1, n + 1)
        self.assertAlmostEqual(segment.chance, expected, delta=6e-5)
        self.assertFalse(segment.at_stake)

    def test_unit_of_money(self):
        before = {
            c: (s.chance, s.expected_margin) for c, s in self._get_segments().items()
        }
        self.forecast.unlink()
        self.env.cr.execute(
            "UPDATE sale_order SET margin = margin * 100 WHERE company_id = %s",
            [self.company.id],
        )
        self._run_on()
        self.env.invalidate_all()
        for client, segment in self._get_segments().items():
            chance, margin = before[client]
            self.assertEqual(segment.chance, chance)
            self.assertAlmostEqual(
                segment.expected_margin, 100 * margin, delta=1.1 + abs(margin) / 100
            )

    def test_lifetime_value_by_purchases(self):
        self.company.segment_policy_id.write(
            {"ltv_formula": "purchases", "ltv_discount": 15}
        )
        self._run_on()
        self.env.invalidate_all()
        parameters = self.forecast._get_parameters()
        rate = value.get_period_rate(0.15)
        for client, segment in list(self._get_scored().items())[:50]:
            pattern = self._get_pattern(client)
            amount = segment.expected_margin / bgbb.get_expected(
                parameters, *pattern, MONTHS_AHEAD
            )
            dert = bgbb.get_dert(parameters, *pattern, rate)
            self.assertAlmostEqual(
                segment.ltv, dert * amount, delta=0.02 + 0.001 * segment.ltv
            )

    def test_another_day_leaves_no_forecast(self):
        forecasts = self.env["client.segment.forecast"]
        of_company = [("company_id", "=", self.company.id)]
        run = self._recompute(date(2025, 3, 10))
        self.assertTrue(run.is_other_day)
        self.assertEqual(forecasts.search(of_company), self.forecast)
        self.assertTrue(run.forecast["parameters"])
        self.env.invalidate_all()
        self.assertTrue(any(s.chance for s in self._get_segments().values()))

    def test_forecast_is_made_anew_with_many_more_documents(self):
        parameters = self.forecast.parameters
        self.env.cr.execute(
            "DELETE FROM sale_order WHERE company_id = %s AND partner_id = ANY(%s)",
            [self.company.id, self.clients[:400].ids],
        )
        self._run_on()
        self.env.invalidate_all()
        self.assertNotEqual(self.forecast.parameters, parameters)
        self.assertEqual(self.forecast.client_count, self.CLIENTS - 400)
