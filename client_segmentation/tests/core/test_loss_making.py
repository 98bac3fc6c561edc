from odoo.tests import tagged

from ..common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestLossMaking(SegmentationCommon):
    """
    ========  =======  ======
    client    revenue  margin
    ========  =======  ======
    good          100     100
    cheap         100     -50
    nothing         0       0
    returns       -30     -30
    former                     nothing but 40 less before the horizon
    ========  =======  ======
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.good, cls.cheap, cls.nothing, cls.returns, cls.former = cls.clients = [
            cls._create_client(name)
            for name in ("good", "cheap", "nothing", "returns", "former")
        ]
        cls._create_order(cls.good, "2025-01-15", 100)
        cls._create_order(cls.cheap, "2025-01-15", 100, cost=150)
        cls._create_order(cls.nothing, "2025-01-15", 0)
        cls._create_order(cls.returns, "2025-01-15", 50)
        cls._create_order(cls.returns, "2025-02-15", -80)
        cls._create_order(cls.former, "2024-02-15", -40)
        cls._recompute()

    def _recompute_by(self, measure):
        self.company.segment_policy_id.measure = measure
        self._recompute()

    def _assert_loss_making(self, *expected):
        flagged = {client for client in self.clients if client.segment_is_loss_making}
        self.assertEqual(flagged, {*expected})
        self.assertEqual({*self._search(True)}, {*expected})
        others = {*self.clients} - {*expected}
        self.assertEqual({*self._search(False)}, others)

    def _search(self, value):
        ids = [client.id for client in self.clients]
        return self.env["res.partner"].search(
            [("segment_is_loss_making", "=", value), ("id", "in", ids)]
        )

    def _get_text(self, client, user):
        html = client.with_user(user).segment_explanation
        return " ".join(html.striptags().split())

    def test_by_revenue(self):
        self._assert_loss_making(self.returns)
        self.assertClasses("segment_abc", {self.returns: "c", self.nothing: "c"})

    def test_by_margin(self):
        self._recompute_by("margin")
        self._assert_loss_making(self.cheap, self.returns)
        self.assertClasses("segment_abc", {self.cheap: "c", self.nothing: "c"})

    def test_orders_are_never_less_than_none(self):
        self._recompute_by("order_count")
        self._assert_loss_making()

    def test_another_measure_holds_from_the_next_run_on(self):
        self.company.segment_policy_id.measure = "margin"
        self._assert_loss_making(self.returns)

    def test_shows_on_contacts(self):
        contact = self.env["res.partner"].create(
            {"name": "contact", "parent_id": self.returns.id}
        )
        self.assertTrue(contact.segment_is_loss_making)

    def test_group_and_sort(self):
        ids = [client.id for client in self.clients]
        partners = self.env["res.partner"].with_user(self.manager)
        groups = partners._read_group(
            [("id", "in", ids)], ["segment_is_loss_making"], ["__count"]
        )
        self.assertCountEqual(groups, [(False, 4), (True, 1)])
        order = "segment_is_loss_making desc, id"
        found = partners.search([("id", "in", ids)], order=order)
        self.assertEqual(found[0], self.returns)

    def test_words_of_a_revenue(self):
        # Of others' clients a salesperson sees classes only
        (self.returns | self.cheap | self.nothing | self.former).user_id = self.salesman
        for user in (self.manager, self.salesman):
            text = self._get_text(self.returns, user)
            self.assertIn("Loss-making", text)
            self.assertIn("-30.00", text.replace("\N{ZERO WIDTH NO-BREAK SPACE}", ""))
        for client in (self.cheap, self.nothing, self.former):
            self.assertNotIn("Loss-making", self._get_text(client, self.manager))

    def test_words_of_a_margin(self):
        self._recompute_by("margin")
        self.assertIn("Loss-making", self._get_text(self.cheap, self.manager))
        told = self._get_text(self.cheap, self.salesman)
        self.assertNotIn("Loss-making", told)
        self.assertNotIn("50.00", told.split("ABC")[1].split("XYZ")[0])

    def test_salespeople_do_not_learn_who_brings_a_loss(self):
        """Whom a margin of 0 or below brings into C looks the same to them."""
        self._recompute_by("margin")
        parts = [
            self._get_text(client, self.salesman).split("ABC")[1].split("XYZ")[0]
            for client in (self.cheap, self.nothing)
        ]
        self.assertEqual(*parts)

    def test_views(self):
        for view_type in ("list", "search"):
            name = f"client_segmentation.client_segment_partner_view_{view_type}"
            view_id = self.env.ref(name).id
            for user, is_shown in ((self.manager, True), (self.salesman, False)):
                partners = self.env["res.partner"].with_user(user)
                arch = partners.get_view(view_id, view_type)["arch"]
                self.assertEqual("loss_making" in arch, is_shown, (name, user.login))

    def test_goes_with_abc(self):
        self.company.segment_policy_id.use_abc = False
        partners = self.env["res.partner"].with_user(self.manager)
        for view_type in ("list", "search"):
            arch = partners.get_view(view_type=view_type)["arch"]
            self.assertNotIn("loss_making", arch)
        described = partners.fields_get(["segment_is_loss_making"])
        self.assertFalse(described["segment_is_loss_making"]["exportable"])

    def test_nothing_is_written_for_it(self):
        self.assertEqual(self._recompute().changed_count, 0)
