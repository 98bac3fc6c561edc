from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..figures.common_figures import FiguresCommon


@tagged("post_install", "-at_install")
class TestMeasure(FiguresCommon):
    """In the 12 full months to June 2025 the client bought for 1000 with a margin of
    400; it spends 5000 a year on what we could supply."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._new_order("2024-09-10", 1000, cost=600)
        cls.dossier.budget = 5000

    def _add(self, source, user=None, dossier=None, **values):
        return (
            self.env["key.account.plan"]
            .with_user(user or self.owner)
            .create(
                {
                    "dossier_id": (dossier or self.dossier).id,
                    "name": source,
                    "source": source,
                    "date_start": date(2025, 7, 1),
                    "date_due": date(2025, 12, 31),
                    **values,
                }
            )
        )

    def test_revenue_starts_where_the_client_stands(self):
        plan = self._add("revenue", target_value=1500)
        self.assertEqual((plan.start_value, plan.current_value), (1000, 1000))
        self._new_order("2025-06-10", 250)
        self.env.invalidate_all()
        plan.action_measure()
        # 250 of the way of 500
        self.assertEqual((plan.current_value, plan.progress), (1250, 50))
        self.assertIn("documents", plan.value_note)

    def test_the_job_reads_all(self):
        plan = self._add("revenue", target_value=1500)
        done = self._add("revenue", target_value=1500, state="done")
        self._new_order("2025-06-10", 250)
        self.env["key.account.plan"]._cron_measure()
        self.assertEqual(plan.current_value, 1250)
        self.assertEqual(done.current_value, 1000, "what was reached stays")

    def test_share_of_purchases(self):
        plan = self._add("purchase_share", target_value=30)
        # 1000 / 5000
        self.assertEqual(plan.current_value, 20)
        self.dossier.budget = 0
        plan.action_measure()
        self.assertEqual(plan.current_value, plan.start_value)

    def test_category(self):
        parent = self.env["product.category"].create({"name": "Metal"})
        child = parent.create({"name": "Nuts", "parent_id": parent.id})
        product = self._new_product("Nut", categ_id=child.id)
        order = self._new_order("2025-02-01", 0)
        order.order_line.product_id = product
        order.order_line.price_unit = 70
        with self.assertRaisesRegex(ValidationError, "category"):
            self._add("category")
        plan = self._add("category", categ_id=parent.id, target_value=100)
        self.assertEqual(plan.current_value, 70)

    def test_pipeline(self):
        values = {
            "type": "opportunity",
            "partner_id": self.branch.id,
            "user_id": self.colleague.id,
            "company_id": self.company.id,
        }
        leads = self.env["crm.lead"].create(
            [
                {**values, "name": "Lathe", "expected_revenue": 400},
                {**values, "name": "Saw", "expected_revenue": 1000},
                {**values, "name": "Gone", "expected_revenue": 900},
            ]
        )
        leads[0].probability, leads[1].probability = 25, 10
        leads[2].action_set_lost()
        plan = self._add("pipeline", target_value=1000)
        # 400 * 25 % + 1000 * 10 %
        self.assertEqual(plan.current_value, 200)

    def test_typed_is_marked_with_its_day(self):
        plan = self._add("typed")
        self.assertFalse(plan.value_note)
        plan.result_ids = [(0, 0, {"date": "2025-07-10", "value": 5})]
        self.assertIn("Typed in on", plan.value_note)
        self.assertFalse(plan.measured_on)

    def test_margin_only_where_both_may_see_it(self):
        with self.assertRaisesRegex(ValidationError, "Margins"):
            self._add("margin")
        group = self.env.ref("client_segmentation.group_segment_manager")
        (self.owner | self.boss).group_ids |= group
        plan = self._add("margin", target_value=500)
        self.assertEqual((plan.start_value, plan.current_value), (0, 400))
        (self.boss).group_ids -= group
        plan.sudo()._measure()
        plan.sudo().modified(["measured_value"])
        self.env.flush_all()
        self.assertEqual(plan.current_value, 0)
        with self.assertRaises(AccessError):
            plan.with_user(self.boss).read(["measured_value"])

    def test_nobody_reads_figures_of_others(self):
        closed = self._new_dossier(self.colleague)
        with self.assertRaises(AccessError):
            self._add("revenue", dossier=closed)
        plan = self._add("revenue", target_value=1500)
        with self.assertRaises(AccessError):
            plan.with_user(self.colleague).action_measure()
        values = {"dossier_id": self.dossier.id}
        self.assertFalse(
            self.dossier.with_user(self.colleague)._read_measures(
                plan.with_user(self.colleague).sudo().new(values)
            )
        )

    def test_figures_by_nothing_a_caller_chooses(self):
        """Neither sudo, nor a context, nor a server action lends the access."""
        keys = {"uid": 1, "su": True, "active_test": False, "install_mode": True}
        for name, user in self.outsiders.items():
            dossier = self.dossier.with_user(user).sudo().with_context(**keys)
            self.assertFalse(dossier._get_clients_by_company(), name)
            self.assertFalse(dossier._read_month_figures(), name)
        admin = self.outsiders["settings_admin"]
        action = self.env["ir.actions.server"].create(
            {
                "name": "Look",
                "model_id": self.env["ir.model"]._get_id("key.account.dossier"),
                "state": "code",
                "code": "action = {'sum': model.sudo().browse("
                f"{self.dossier.id}).revenue_year}}",
            }
        )
        self.env.invalidate_all()
        self.assertEqual(action.with_user(admin).sudo().run(), {"sum": 0})
        owner = self.dossier.with_user(self.owner)
        self.assertEqual(owner.revenue_year, 1000, "what there was to be seen")
