from lxml import etree

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.modules.migration import load_script
from odoo.tests import Form, tagged
from odoo.tools import convert_file, file_path

from ...models.core.client_segment import ORDER_MARGIN_GROUP
from ..common import SegmentationCommon

SECRETS = {
    "sale.order": ("margin", "margin_percent"),
    "sale.order.line": ("margin", "margin_percent", "purchase_price"),
    "sale.report": ("margin",),
}


def close_margins(env):
    """Whatever the database has been set to before."""
    settings = env["res.config.settings"]
    settings.create({"group_order_margin": True}).execute()
    settings.create({"group_order_margin": False}).execute()


class OrderMarginCommon(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        close_margins(cls.env)
        cls.salesman = cls._create_user(
            "sales_team.group_sale_salesman,base.group_allow_export"
        )
        cls.client = cls._create_client("Secretive", user_id=cls.salesman.id)
        cls.order = cls._create_order(
            cls.client, "2025-01-15", 1000, cost=123, user_id=cls.salesman.id
        )
        cls.env.flush_all()

    def _search(self, model, user):
        [(path, operator)] = {
            "sale.order": [("id", "=")],
            "sale.order.line": [("order_id", "=")],
            "sale.report": [("name", "=")],
        }[model]
        value = self.order.name if path == "name" else self.order.id
        return self.env[model].with_user(user).search([(path, operator, value)])


@tagged("post_install", "-at_install")
class TestOrderMargin(OrderMarginCommon):
    """Who may add up the margins of a client's orders knows the client's margin."""

    def test_closed_to_salespeople(self):
        for model, names in SECRETS.items():
            records = self._search(model, self.salesman)
            self.assertTrue(records, model)
            described = records.fields_get()
            for name in names:
                with self.subTest(model=model, field=name):
                    self.assertNotIn(name, described)
                    self._assert_closed(records, name)

    def _assert_closed(self, records, name):
        for action in (
            lambda: records.read([name]),
            lambda: records.web_read({name: {}}),
            lambda: records.search([(name, ">", 0)]),
            lambda: records.search([], order=name),
            lambda: records.export_data([name]),
            lambda: records.formatted_read_group([], [], [f"{name}:sum"]),
        ):
            with self.assertRaises(AccessError):
                action()

    def test_through_other_models(self):
        order = self._search("sale.order", self.salesman)
        for path in ("order_line.purchase_price", "order_line.margin"):
            with self.assertRaises(AccessError, msg=path):
                order.search([(path, ">", 0)])
            with self.assertRaises(AccessError, msg=path):
                order.export_data([path.replace(".", "/")])

    def test_open_to_heads_of_sales(self):
        for model, names in SECRETS.items():
            self.assertTrue(self._search(model, self.manager).read(names), model)
        self.assertEqual(self._search("sale.order", self.manager).margin, 877)

    def test_form_says_nothing_of_it(self):
        Order = self.env["sale.order"].with_user(self.salesman)
        view = self.env.ref("sale.view_order_form")
        arch = etree.fromstring(Order.get_view(view.id, "form")["arch"])
        names = {name for names in SECRETS.values() for name in names}
        self.assertFalse(set(arch.xpath("//field/@name")) & names)
        self.assertFalse(arch.xpath("//label[@for='margin']"))
        arch = Order.with_user(self.manager).get_view(view.id, "form")["arch"]
        self.assertTrue(etree.fromstring(arch).xpath("//label[@for='margin']"))

    def test_salesperson_makes_an_order(self):
        """Cost and margin are computed for who may see them."""
        product = self.env["product.product"].create(
            {"name": "Secret", "list_price": 50, "standard_price": 30}
        )
        with Form(self.env["sale.order"].with_user(self.salesman)) as form:
            form.partner_id = self.client
            with form.order_line.new() as line:
                line.product_id = product
                line.product_uom_qty = 2
        order = form.record
        self.assertEqual(order.sudo().margin, 2 * (50 - 30))
        order.write(
            {"order_line": [Command.update(order.order_line.id, {"price_unit": 45})]}
        )
        self.assertEqual(order.sudo().margin, 2 * (45 - 30))
        order.copy()

    def test_company_that_shows_them(self):
        settings = self.env["res.config.settings"]
        settings.create({"group_order_margin": True}).execute()
        self.assertTrue(self.salesman.has_group(ORDER_MARGIN_GROUP))
        [margin] = self._search("sale.order", self.salesman).read(["margin"])
        self.assertEqual(margin["margin"], 877)
        settings.create({"group_order_margin": False}).execute()
        self.assertFalse(self.salesman.has_group(ORDER_MARGIN_GROUP))
        self.assertTrue(self.manager.has_group(ORDER_MARGIN_GROUP))


@tagged("post_install", "-at_install")
class TestCostOfLines(SegmentationCommon):
    """The cost of a line is that of the moment when it was created, whoever did."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_company("Other")
        cls.salesman.company_ids += cls.other
        cls.manager.company_ids += cls.other
        cls.client = cls._create_client("Client", company_id=False)
        cls.product = cls.env["product.product"].create(
            {"name": "Costly", "list_price": 150, "taxes_id": False}
        )
        cls.product.with_company(cls.company).standard_price = 100
        cls.product.with_company(cls.other).standard_price = 70

    def _create(self, user, **values):
        companies = (self.company | self.other).ids
        order = (
            self.env["sale.order"]
            .with_user(user)
            .with_context(allowed_company_ids=companies)
            .create({"partner_id": self.client.id, "company_id": self.company.id})
        )
        order.order_line = [
            Command.create({"product_id": self.product.id, "tax_ids": False, **values})
        ]
        return order

    def _get_cost(self, order):
        return order.sudo().order_line.purchase_price

    def test_flows(self):
        def another_cost(order):
            self.product.standard_price = 0

        def another_company_at_work(order):
            self.product.standard_price = 0
            order.with_company(self.other).action_confirm()

        def order_of_another_company(order):
            order.sudo().company_id = self.other

        def another_quantity(order):
            order.order_line.product_uom_qty = 3

        def dozens(order):
            order.order_line.product_uom_id = self.env.ref("uom.product_uom_dozen")

        def copy(order):
            self.product.standard_price = 120
            return order.copy()

        # As Odoo has it: computed once more when the company or the unit changes, and
        # for a copy.
        for flow, cost in (
            (another_cost, 100),
            (another_company_at_work, 100),
            (order_of_another_company, 70),
            (another_quantity, 100),
            (dozens, 1200),
            (copy, 120),
        ):
            for user in (self.salesman, self.manager, self.env.ref("base.user_root")):
                with self.subTest(flow=flow.__name__, user=user.login):
                    self.product.with_company(self.company).standard_price = 100
                    order = self._create(user)
                    order = flow(order) or order
                    self.env.flush_all()
                    self.assertEqual(self._get_cost(order), cost)

    def test_margin_is_there_at_once(self):
        order = self._create(self.salesman)
        self.env.cr.execute(
            "SELECT purchase_price, margin FROM sale_order_line WHERE order_id = %s",
            order.ids,
        )
        self.assertEqual(self.env.cr.fetchall(), [(100, 50)])

    def test_cost_that_was_entered_stays(self):
        order = self._create(self.manager, purchase_price=42)
        order.action_confirm()
        self.assertEqual(self._get_cost(order), 42)

    def test_salesperson_cannot_enter_one(self):
        close_margins(self.env)
        with self.assertRaises(AccessError):
            self._create(self.salesman, purchase_price=42)


@tagged("post_install", "-at_install")
class TestOrderMarginByDefault(OrderMarginCommon):
    """Installing takes nothing away, an update does not open what was closed."""

    def _load_groups(self, mode):
        path = "security/client_segmentation_security.xml"
        convert_file(self.env, "client_segmentation", path, {}, mode=mode)

    def test_installed(self):
        self.assertFalse(self.salesman.has_group(ORDER_MARGIN_GROUP))
        self._load_groups("init")
        everybody = self.env.ref("base.group_user")
        self.assertIn(self.env.ref(ORDER_MARGIN_GROUP), everybody.implied_ids)
        for model, names in SECRETS.items():
            records = self._search(model, self.salesman)
            self.assertTrue(records.read(names), model)
            for name in names:
                self.assertTrue(records.search([(name, ">", 0)]), name)
        clients = self.client.with_user(self.salesman)
        with self.assertRaises(AccessError):
            clients.read(["segment_margin"])

    def test_updated(self):
        self._load_groups("update")
        self.assertFalse(self.salesman.has_group(ORDER_MARGIN_GROUP))

    def _migrate(self):
        path = "client_segmentation/migrations/19.0.1.1.0/post-migration.py"
        script = load_script(file_path(path), "post-migration")
        script.keep_order_margins_open(self.env)

    def test_migrated_closed(self):
        self._migrate()
        self.assertFalse(self.salesman.has_group(ORDER_MARGIN_GROUP))
        settings = self.env["res.config.settings"].create({})
        self.assertFalse(settings.group_order_margin)

    def test_migrated_open(self):
        """Salespeople had been given them one by one role."""
        salespeople = self.env.ref("sales_team.group_sale_salesman")
        group = self.env.ref(ORDER_MARGIN_GROUP)
        salespeople.implied_ids += group
        self._migrate()
        self.assertTrue(self.salesman.has_group(ORDER_MARGIN_GROUP))
        self.assertNotIn(group, salespeople.implied_ids)
        settings = self.env["res.config.settings"].create({})
        self.assertTrue(settings.group_order_margin)

    def test_favourites(self):
        """Those over fields that were closed are not offered, and cannot be made."""
        values = {"model_id": "sale.order", "user_ids": self.salesman.ids}
        self.env["ir.filters"].create(
            [
                {**values, "name": "All"},
                {**values, "name": "Good", "domain": "[('margin', '>', 100)]"},
                {**values, "name": "Sorted", "sort": '["margin desc"]'},
                {
                    **values,
                    "name": "Measured",
                    "context": "{'pivot_measures': ['margin'], 'group_by': []}",
                },
                {
                    **values,
                    "name": "Lines",
                    "domain": "[('order_line', 'any', [('purchase_price', '>', 1)])]",
                },
            ]
        )
        filters = self.env["ir.filters"].with_user(self.salesman)
        names = [found["name"] for found in filters.get_filters("sale.order")]
        self.assertEqual(names, ["All"])
        with self.assertRaisesRegex(ValidationError, "do not have access to"):
            filters.create({**values, "name": "New", "domain": "[('margin', '>', 1)]"})
        settings = self.env["res.config.settings"]
        settings.create({"group_order_margin": True}).execute()
        names = {found["name"] for found in filters.get_filters("sale.order")}
        self.assertLessEqual({"All", "Good", "Sorted", "Measured", "Lines"}, names)
