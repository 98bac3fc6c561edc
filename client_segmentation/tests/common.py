from ast import literal_eval
from contextlib import contextmanager
from datetime import date, datetime, time

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.fields import Command, Domain
from odoo.tests import new_test_user
from odoo.tools import SQL

from odoo.addons.base.tests.common import BaseCommon

from .whole.browser import BrowserCase
from .whole.switches import use_everything
from .whole.users import new_test_users


class SegmentationCommon(BaseCommon):
    """Clients and orders made by hand, looked at on one fixed day.

    As of 15 July 2025 the horizon of 12 months is 1 July 2024 - 30 June 2025.
    """

    AS_OF = date(2025, 7, 15)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # A company of its own: no client, order or setting of the database the
        # tests run on has a part in the figures.
        cls.company = cls._create_company("Segment Test Company")
        cls.env = cls.env(
            context=dict(cls.env.context, allowed_company_ids=cls.company.ids)
        )
        cls.company = cls.company.with_env(cls.env)
        cls.product = cls.env["product.product"].create(
            {"name": "Segment test product", "type": "service", "taxes_id": False}
        )
        cls.salesman, cls.manager = new_test_users(
            cls.env,
            cls._prepare_user("sales_team.group_sale_salesman"),
            cls._prepare_user("sales_team.group_sale_manager"),
        )
        # Clients of other tests' data are shared between companies; they are cold
        # here and do not matter for ABC.
        cls.partner.company_id = cls.company

    @classmethod
    def _create_company(cls, name, **values):
        # Odoo's logo in all its sizes would take half of the time.
        company = cls.env["res.company"].create({"name": name, "logo": False})
        use_everything(company)
        settings = company.segment_policy_id._get_setting_names() & values.keys()
        company.segment_policy_id.write({key: values.pop(key) for key in settings})
        company.write(values)
        cls.env.user.company_ids += company
        company.resource_calendar_id.tz = "UTC"
        return company

    @classmethod
    def _create_user(cls, groups, **values):
        [user] = new_test_users(cls.env, cls._prepare_user(groups, **values))
        return user

    @classmethod
    def _prepare_user(cls, groups, **values):
        return {
            "login": f"segment-{groups}-{len(values)}",
            "groups": groups,
            "company_id": cls.company.id,
            "company_ids": [Command.set(cls.company.ids)],
            **values,
        }

    @classmethod
    def _create_client(cls, name, **values):
        client = cls.env["res.partner"].create(
            {"name": name, "is_company": True, "company_id": cls.company.id, **values}
        )
        cls._set_known_since(client, "2010-01-15")
        return client

    @classmethod
    def _set_known_since(cls, partner, day):
        """Contacts that tests make today were not there on the days of the tests."""
        partner.flush_recordset()
        cls.env.cr.execute(
            "UPDATE res_partner SET create_date = %s WHERE id = %s", (day, partner.id)
        )
        partner.invalidate_recordset(["create_date"])

    def _take_shares(self, x, y, **values):
        """Let the steadiest ``x`` per cent of the clients be X, up to ``y`` Y."""
        self.company.segment_policy_id.write(
            {
                "xyz_mode": "quantile",
                "xyz_threshold_x": x,
                "xyz_threshold_y": y,
                **values,
            }
        )

    def _get_segment(self, client=None, company=None):
        return self.env["client.segment"].search(
            [
                ("partner_id", "=", (client or self.client).id),
                ("company_id", "=", (company or self.company).id),
            ]
        )

    @classmethod
    def _create_clients(cls, **revenue_by_name):
        """Create clients with one order each, in the middle of the horizon."""
        clients = cls.env["res.partner"]
        for name, revenue in revenue_by_name.items():
            client = cls._create_client(name)
            cls._create_order(client, "2025-01-15", revenue)
            clients += client
        return clients

    @classmethod
    def _create_order(cls, client, day, amount, state="sale", cost=0, **values):
        """Create an order of ``amount`` dated at noon of ``day`` (or at the moment
        given as a datetime). Without ``cost`` the margin is the amount."""
        moment = fields.Datetime.to_datetime(day)
        if moment.time() == time.min:
            moment = datetime.combine(moment, time(12))
        line = {
            "product_id": cls.product.id,
            "price_unit": amount,
            "purchase_price": cost,
            "tax_ids": False,
        }
        order = cls.env["sale.order"].create(
            {
                "partner_id": client.id,
                "company_id": cls.company.id,
                "order_line": [Command.create(line)],
                **values,
            }
        )
        order.write({"state": state, "date_order": moment})
        cls.env.flush_all()
        return order

    @classmethod
    def _clone_clients(cls, client, number):
        """Create so many copies of a client, past the ORM."""
        rows = cls.env.execute_query(
            SQL(
                """
                WITH numbered AS (
                    SELECT nextval('res_partner_id_seq') AS id
                      FROM generate_series(1, %s)
                )
                INSERT INTO res_partner
                SELECT (jsonb_populate_record(sample, jsonb_build_object(
                            'id', numbered.id,
                            'name', numbered.id::text,
                            'complete_name', numbered.id::text,
                            'commercial_partner_id', numbered.id))).*
                  FROM res_partner sample, numbered
                 WHERE sample.id = %s
             RETURNING id
                """,
                number,
                client.id,
            )
        )
        return cls.env["res.partner"].browse(sorted(row[0] for row in rows))

    @classmethod
    def _clone_orders(cls, order, rows):
        """Create a copy of an order for each of ``rows``, past the ORM: client, day,
        amount and margin in cents."""
        values = [
            (client, f"{day} 12:00:00", amount / 100, margin / 100)
            for client, day, amount, margin in rows
        ]
        cls.env.execute_query(
            SQL(
                """
                INSERT INTO sale_order
                SELECT (jsonb_populate_record(sample, jsonb_build_object(
                            'id', nextval('sale_order_id_seq'),
                            'partner_id', purchase.client,
                            'date_order', purchase.day,
                            'amount_untaxed', purchase.amount,
                            'margin', purchase.margin))).*
                  FROM sale_order sample,
                       (VALUES %s) purchase(client, day, amount, margin)
                 WHERE sample.id = %s
             RETURNING id
                """,
                SQL(", ").join(values),
                order.id,
            )
        )

    @classmethod
    def _recompute(cls, as_of=None, company=None):
        return (company or cls.company).recompute_client_segments(as_of or cls.AS_OF)

    @classmethod
    def _run_on(cls, day=None, company=None):
        """Make the run of that day, as if it had been made on it."""
        return (company or cls.company)._replay_client_segments(day or cls.AS_OF)

    @contextmanager
    def _commits_allowed(self):
        """Give the company in an environment whose commits are savepoints."""
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            yield self.company.with_env(self.env(cr=cr))

    def _get_listed(self, action):
        """Return the domain of the list that an action opens, facets included."""
        domain = action.get("domain") or []
        domain = Domain(literal_eval(domain) if isinstance(domain, str) else domain)
        facets = (action["context"] or {}).get("segment_facets", [])
        return Domain.AND([domain, *(facet["domain"] for facet in facets)])

    def assertClasses(self, field_name, expected):
        """Check a segment field of many clients: ``{client: value}``."""
        found = {client.name: client[field_name] for client in expected}
        self.assertEqual(found, {client.name: v for client, v in expected.items()})


class SegmentationTourCase(BrowserCase):
    """A company with a head of sales and clients, for tours in the browser."""

    def _create_company(self, name, login, **revenue_by_client):
        company = self.env["res.company"].create({"name": f"{name} Company"})
        use_everything(company)
        manager = new_test_user(
            self.env,
            login=login,
            groups="sales_team.group_sale_manager,base.group_partner_manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        product = self.env["product.product"].create(
            {"name": f"{name} product", "type": "service", "taxes_id": False}
        )
        for client_name, revenue in revenue_by_client.items():
            client = self.env["res.partner"].create(
                {
                    "name": f"{name} {client_name}",
                    "is_company": True,
                    "company_id": company.id,
                }
            )
            self._create_order(client, manager, product, revenue)
        return company

    def _create_order(self, client, manager, product, revenue):
        """Create a confirmed order in the middle of last month."""
        line = {"product_id": product.id, "price_unit": revenue}
        order = self.env["sale.order"].create(
            {
                "partner_id": client.id,
                "company_id": client.company_id.id,
                "user_id": manager.id,
                "order_line": [Command.create(line)],
            }
        )
        last_month = fields.Date.today() - relativedelta(months=1, day=15)
        date_order = datetime.combine(last_month, time(12))
        order.write({"state": "sale", "date_order": date_order})
