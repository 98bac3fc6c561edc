from collections import Counter
from unittest.mock import patch

from odoo.tests import tagged

from ...models.core.segment_axes import CLASSES
from ..common import SegmentationCommon

CLASS_NAMES = [axis.column for axis in CLASSES]
SUMS = ("revenue", "margin", "order_count", "total_margin", "ltv")


class CubeCase(SegmentationCommon):
    """Two companies with these clients:

    =======  ===========  =======  ======
    client   salesperson  company  theirs
    =======  ===========  =======  ======
    big      anton            900
    small    anton             90     300
    loss     berta            -10
    none     berta              0
    nobodys                    20
    =======  ===========  =======  ======
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner.active = False
        cls.other = cls._create_company("Other")
        cls.anton = cls.salesman
        cls.berta = cls._create_user("sales_team.group_sale_salesman_all_leads")
        for name, user, amount in (
            ("big", cls.anton, 900),
            ("small", cls.anton, 90),
            ("loss", cls.berta, -10),
            ("none", cls.berta, 0),
            ("nobodys", cls.berta.browse(), 20),
        ):
            client = cls._create_client(name, user_id=user.id, company_id=False)
            if amount:
                cls._create_order(client, "2025-05-15", amount)
            setattr(cls, name, client)
        cls._create_order(
            cls.small, "2025-06-15", 300, cost=100, company_id=cls.other.id
        )
        cls.clients = cls.big + cls.small + cls.loss + cls.none + cls.nobodys
        cls._run_on()
        cls._run_on(company=cls.other)

    def _pin(self, client, segment_class):
        return self.env["client.segment.pin"].create(
            {
                "partner_id": client.id,
                "company_id": self.company.id,
                "segment_class": segment_class,
                "reason": "Test",
            }
        )


@tagged("post_install", "-at_install")
class TestCube(CubeCase):
    """What screens are told without counting: the same as the clients themselves say,
    also after something has happened to them since the run."""

    def _count(self, company):
        """Add the clients of the company up, one by one."""
        counted = Counter()
        segments = self.env["client.segment"].search([("company_id", "=", company.id)])
        for segment in segments.filtered("partner_id.active"):
            key = (
                segment.partner_id.user_id.id,
                *(segment[name] or False for name in CLASS_NAMES),
            )
            counted[key, "count"] += 1
            counted[key, "bought"] += bool(segment.first_order_date)
            for name in SUMS:
                counted[key, name] += round(segment[name] * 100)
            for name in ("revenue", "margin"):
                counted[key, f"{name}_gain"] += round(max(segment[name], 0) * 100)
        return +counted

    def _read_kept(self, company):
        names = [*SUMS, "revenue_gain", "margin_gain"]
        rows = (
            self.env["client.segment.cube"]
            .sudo()
            ._read_group(
                [("company_id", "=", company.id)],
                ["user_id", *CLASS_NAMES],
                [f"{name}:sum" for name in ("client_count", "buyer_count", *names)],
            )
        )
        kept = Counter()
        for user, *values in rows:
            key = (user.id, *values[: len(CLASS_NAMES)])
            count, bought, *sums = values[len(CLASS_NAMES) :]
            kept[key, "count"], kept[key, "bought"] = count, bought
            for name, value in zip(names, sums, strict=True):
                kept[key, name] = round((value or 0) * 100)
        return +kept

    def assertTrueToClients(self):
        self.env.flush_all()
        self.env.invalidate_all()
        for company in self.company + self.other:
            self.assertEqual(self._read_kept(company), self._count(company))

    def test_by_hand(self):
        kept = self._read_kept(self.company)
        self.assertEqual(sum(n for key, n in kept.items() if key[1] == "count"), 5)
        self.assertEqual(
            sum(n for key, n in kept.items() if key[1] == "revenue_gain"), 101_000
        )
        of_anton = Counter()
        for (key, name), value in kept.items():
            if key[0] == self.anton.id:
                of_anton[name] += value
        self.assertEqual((of_anton["count"], of_anton["revenue"]), (2, 99_000))
        kept = self._read_kept(self.other)
        self.assertEqual(
            sum(n for key, n in kept.items() if key[1] == "margin"), 20_000
        )

    def test_after_a_run(self):
        self.assertTrueToClients()

    def test_after_another_salesperson(self):
        (self.big + self.loss).user_id = self.berta
        self.assertTrueToClients()
        self.small.user_id = False
        self.assertTrueToClients()

    def test_after_archiving(self):
        (self.big + self.none).active = False
        self.assertTrueToClients()
        self.big.active = True
        self.assertTrueToClients()

    def test_after_a_pin(self):
        pin = self._pin(self.small, "abc:a")
        self.assertEqual(self.small.segment_abc, "a")
        self.assertTrueToClients()
        pin.active = False
        self.assertTrueToClients()

    def test_after_merging_and_deleting(self):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.big + self.small).ids, self.big)
        self.assertTrueToClients()
        self.none.unlink()
        self.assertTrueToClients()

    def test_after_a_look_at_another_day(self):
        self._recompute("2025-05-20")
        self.assertTrueToClients()
        self._run_on()
        self.assertTrueToClients()

    def test_run_puts_changes_in_their_place(self):
        self.big.user_id = self.berta
        self._pin(self.small, "abc:a")
        of_company = [("company_id", "=", self.company.id)]
        changes = [*of_company, ("is_change", "=", True)]
        cube = self.env["client.segment.cube"].sudo()
        # Less here, more there, for each of both
        self.assertEqual(cube.search_count(changes), 4)
        self._run_on()
        self.assertFalse(cube.search(changes))
        self.assertTrueToClients()

    def test_what_is_equal_is_not_written_again(self):
        of_company = [("company_id", "=", self.company.id)]
        for name in ("client.segment.cube", "client.segment.concentration"):
            kept = self.env[name].sudo()
            before = kept.search(of_company)
            self.assertTrue(before)
            self._run_on()
            self.assertEqual(kept.search(of_company), before)

    def test_nobody_reads_them(self):
        for name in ("client.segment.cube", "client.segment.concentration"):
            for user in (self.anton, self.manager, self.env.ref("base.user_admin")):
                self.assertFalse(self.env[name].with_user(user).has_access("read"))

    # The curve of concentration

    def _get_concentration(self, **kwargs):
        segments = self.env["client.segment"].with_user(self.manager)
        return segments.get_overview(**kwargs)["concentration"]

    def test_concentration_is_that_of_the_clients(self):
        kept = self._get_concentration(), self._get_concentration(user_id=self.anton.id)
        self.assertEqual(kept[0]["revenue"]["clients"], 3)
        self.assertEqual(kept[1]["revenue"]["clients"], 2)
        Kept = self.env.registry["client.segment.concentration"]
        with patch.object(Kept, "_get_steps", return_value=None):
            live = (
                self._get_concentration(),
                self._get_concentration(user_id=self.anton.id),
            )
        self.assertEqual(live, kept)

    def test_clients_hidden_by_record_rules(self):
        """No number is larger than the list behind it."""
        self.nobodys.company_id = self.other
        self._run_on()
        for user, names in ((self.manager, ["big", "small"]), (self.env.user, None)):
            segments = self.env["client.segment"].with_user(user)
            overview = segments.get_overview()
            top = overview["concentration"]["revenue"]["top"]
            names = names or ["big", "small", "nobodys"]
            self.assertEqual([row["name"] for row in top], names)
            # And loss, who has bought
            self.assertEqual(overview["total"]["count"], len(names) + 1)
        rule = self.env["ir.rule"].create(
            {
                "name": "None called big",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": "[('name', '!=', 'big')]",
            }
        )
        self.assertTrue(rule)
        overview = self.env["client.segment"].with_user(self.manager).get_overview()
        self.assertEqual(overview["total"], {"count": 2, "revenue": 80, "margin": 80})
        [top] = overview["concentration"]["revenue"]["top"]
        self.assertEqual(top["name"], "small")

    def test_concentration_without_who_has_gone(self):
        self.big.active = False
        top = self._get_concentration()["revenue"]["top"]
        self.assertEqual([row["name"] for row in top], ["small", "nobodys"])
        self.big.active = True
        self.assertEqual(self._get_concentration()["revenue"]["clients"], 3)

    def test_concentration_of_a_salesperson(self):
        self.big.user_id = self.berta
        for user, names in ((self.anton, ["small"]), (self.berta, ["big"])):
            top = self._get_concentration(user_id=user.id)["revenue"]["top"]
            self.assertEqual([row["name"] for row in top], names)
