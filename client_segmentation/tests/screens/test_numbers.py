import random
from ast import literal_eval
from datetime import date, timedelta

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import freeze_time, tagged

from ..common import SegmentationCommon

TODAY = "2025-07-15"
# As in the matrix: each client stands once
IS_CLIENT = Domain("parent_id", "=", False) | Domain("is_company", "=", True)


@tagged("post_install", "-at_install")
class TestNumbers(SegmentationCommon):
    """The list behind a number has as many clients as the number says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rng = random.Random(11)
        first = cls._create_client("first", user_id=cls.salesman.id)
        order = cls._create_order(first, "2024-01-01", 1)
        clients = cls._clone_clients(first, 60)
        rows = [
            (client.id, date(2023, 6, 1) + timedelta(days=rng.randrange(770)))
            for client in clients
            for _number in range(rng.choice((0, 1, 2, 6, 20)))
        ]
        amounts = [rng.randint(100, 99999) for _row in rows]
        cls._clone_orders(
            order, [(*row, n, n // 2) for row, n in zip(rows, amounts, strict=True)]
        )
        cls._recompute()
        arch = cls._get_search_arch()
        cls.filters = {
            node.get("name"): node.get("domain")
            for node in arch.iter("filter")
            if node.get("domain")
        }
        # Of those who have bought, one is archived since
        cls.archived = cls.env["res.partner"].browse(rows[0][0])

    @classmethod
    def _get_search_arch(cls):
        view = cls.env.ref("client_segmentation.client_segment_partner_view_search")
        Partner = cls.env["res.partner"].with_user(cls.manager)
        return etree.fromstring(Partner.get_view(view.id, "search")["arch"])

    def _count(self, user_id, *groups):
        """As the matrix opens the list: filters of a group are joined by OR."""
        domain = IS_CLIENT & Domain("company_id", "=", self.company.id)
        if user_id:
            domain &= Domain("user_id", "=", user_id)
        for names in groups:
            domain &= Domain.OR(literal_eval(self.filters[name]) for name in names)
        return self.env["res.partner"].with_user(self.manager).search_count(domain)

    def _get_overview(self, user_id=False):
        return self.env["client.segment"].with_user(self.manager).get_overview(user_id)

    def test_each_cell_of_the_matrix(self):
        for user_id in (False, self.salesman.id):
            overview = self._get_overview(user_id)
            total = 0
            for abc in "abc":
                for xyz in "xyzn":
                    number = overview["matrix"].get(abc + xyz, {}).get("count", 0)
                    groups = [f"segment_abc_{abc}"], [f"segment_xyz_{xyz}"]
                    self.assertEqual(self._count(user_id, *groups), number, abc + xyz)
                    total += number
            self.assertGreater(total, 30)
            self.assertEqual(total, overview["total"]["count"])
            rows = [f"segment_abc_{abc}" for abc in "abc"]
            self.assertEqual(self._count(user_id, rows), total)

    def test_each_class_of_the_matrix(self):
        overview = self._get_overview()
        for axis in ("temperature", "tier"):
            for row in overview[axis]:
                found = self._count(False, [f"segment_{row['value']}"])
                # Others' clients of every company are cold here.
                self.assertEqual(found, row["count"], row["label"])
        for row in overview["rfm"]:
            domain = [
                ("segment_rfm", "=", row["value"]),
                ("company_id", "=", self.company.id),
            ]
            partners = self.env["res.partner"].with_user(self.manager)
            self.assertEqual(partners.search_count(domain), row["count"])

    def _open(self, method, *args, user=None):
        segments = self.env["client.segment"].with_user(user or self.manager)
        return getattr(segments, method)(*args)

    def _count_listed(self, action):
        """As the list counts, with the filter that it shows."""
        [facet] = action["context"]["segment_facets"]
        self.assertTrue(facet["description"])
        partners = self.env["res.partner"].with_user(self.manager)
        partners = partners.with_context(active_test=action["context"]["active_test"])
        domain = Domain(literal_eval(action["domain"])) & Domain(facet["domain"])
        return partners.search_count(domain)

    @freeze_time(TODAY)
    def test_each_step_of_the_bridge(self):
        self.archived.active = False
        for months in (1, 3, 6, 12):
            dynamics = self._open("get_dynamics", months)
            for step in dynamics["steps"]:
                action = self._open("action_open_step", months, step["name"])
                self.assertEqual(self._count_listed(action), step["clients"])
        self.assertTrue(all(step["clients"] for step in dynamics["steps"]))

    @freeze_time(TODAY)
    def test_each_cell_of_the_cohorts(self):
        self.archived.active = False
        cohorts = self._open("get_dynamics")["cohorts"]
        self.assertGreater(len(cohorts), 5)
        for cohort in cohorts:
            age = len(cohort["cells"])
            for month, cell in enumerate(cohort["cells"]):
                action = self._open("action_open_cohort", age, month)
                self.assertEqual(self._count_listed(action), cell["buyers"])

    @freeze_time(TODAY)
    def test_doors(self):
        for args in (("action_open_step", 12, "new"), ("action_open_cohort", 3, 1)):
            with self.assertRaises(AccessError):
                self._open(*args, user=self.salesman)
        for args in (
            ("action_open_step", 5, "new"),
            ("action_open_step", 12, "senseless"),
            ("action_open_cohort", 25, 0),
            ("action_open_cohort", 3, 3),
        ):
            with self.assertRaises(UserError):
                self._open(*args)
