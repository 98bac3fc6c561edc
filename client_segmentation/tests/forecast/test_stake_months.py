from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_forecast import ForecastCommon


@tagged("post_install", "-at_install")
class TestStakeMonths(ForecastCommon):
    """Money at stake, kept by salesperson, state and month."""

    CLIENTS = 900

    def setUp(self):
        super().setUp()
        self.Stake = self.env["client.segment.stake"].with_user(self.manager)

    def _get_sums(self, month):
        """Money at stake by salesperson and state, from the clients one by one."""
        sums = {}
        for segment in self._get_segments().values():
            if segment.state and segment.state != "prospect":
                key = (month, segment.partner_id.user_id.id, segment.state)
                sums[key] = sums.get(key, 0) + segment.at_stake
        return {key: round(value, 2) for key, value in sums.items()}

    def _get_kept(self):
        return {
            (row.month, row.user_id.id, row.state): round(row.at_stake, 2)
            for row in self.Stake.search([])
        }

    def test_months(self):
        july = self._get_sums(date(2025, 7, 1))
        self.assertGreater(sum(july.values()), 0)
        self.assertEqual(self._get_kept(), july)
        # The same month again, with salespeople: it is replaced.
        self.clients[:300].user_id = self.salesman
        self._run_on("2025-07-31")
        july = self._get_sums(date(2025, 7, 1))
        self.assertIn((date(2025, 7, 1), self.salesman.id, "lost"), july)
        self.assertEqual(self._get_kept(), july)
        # The next month leaves it as it was.
        self._run_on("2025-08-20")
        august = self._get_sums(date(2025, 8, 1))
        self.assertNotEqual(sum(august.values()), sum(july.values()))
        self.assertEqual(self._get_kept(), july | august)

    def test_months_do_not_add_up(self):
        self._run_on("2025-08-20")
        groups = self.Stake._read_group([], ["month:month"], ["at_stake:avg"])
        sums = [at_stake for _month, at_stake in groups]
        self.assertEqual(len(sums), 2)
        [(total,)] = self.Stake._read_group([], [], ["at_stake:avg"])
        self.assertAlmostEqual(total, sum(sums) / 2, places=2)

    def test_no_forecast_is_unknown(self):
        self.Stake.sudo().search([]).unlink()
        self.forecast.is_shown = False
        self.env["client.segment.stake"]._keep(self.company, date(2025, 7, 1))
        self.assertFalse(self._get_kept())

    def test_run_of_another_day_keeps_nothing(self):
        kept = self._get_kept()
        self._recompute("2025-05-15")
        self.assertEqual(self._get_kept(), kept)

    def test_closed_to_salespeople(self):
        for user in (self.salesman, self.env.ref("base.public_user")):
            with self.assertRaises(AccessError):
                self.Stake.with_user(user)._read_group([], [], ["at_stake:avg"])
        with self.assertRaises(AccessError):
            self.Stake.search([], limit=1).write({"at_stake": 1})
        company = self._create_company("Another Stake Company")
        self.assertTrue(self.Stake.search([]))
        stakes = self.Stake.with_context(allowed_company_ids=company.ids)
        self.manager.company_ids += company
        self.assertFalse(stakes.search([]))
