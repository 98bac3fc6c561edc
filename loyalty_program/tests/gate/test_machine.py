"""What the program alone writes: no door that users have leads there."""

from odoo.exceptions import MissingError, UserError
from odoo.tests import tagged

from ..common import LoyaltyPlanCommon


@tagged("post_install", "-at_install")
class TestMachine(LoyaltyPlanCommon):
    def _get_models(self):
        mixin = self.registry["loyalty.machine.mixin"]
        return [
            self.env[name]
            for name, model in self.registry.items()
            if issubclass(model, mixin) and not model._abstract
        ]

    def test_models(self):
        self.assertEqual(
            {model._name for model in self._get_models()},
            {
                "loyalty.benefit.entry",
                "loyalty.draw",
                "loyalty.draw.ticket",
                "loyalty.plan",
                "loyalty.program",
                "loyalty.referral",
                "loyalty.result",
            },
        )

    def test_fields_are_read_only_for_everybody(self):
        """Also for OdooBot with all rights, and whatever the context."""
        records = self._create_records()
        for model in self._get_models():
            # Where all is refused, nothing is read before
            record = records.get(model._name, model.browse(1)).sudo()
            names = model._get_machine_fields() or {"create_date"}
            for name in names:
                for context in ({}, {"loyalty_gate_key": True, "install_mode": True}):
                    with self.subTest(f"{model._name}.{name}"):
                        with self.assertRaises(UserError) as refusal:
                            record.with_context(**context).write({name: False})
                        self.assertNotIsInstance(refusal.exception, MissingError)

    def _create_records(self):
        benefit = self.env["loyalty.benefit"].create(
            {
                "program_id": self.program.id,
                "kind": "draw",
                "name": "Draw",
                "ticket_amount": 100,
            }
        )
        draw = {
            "name": "Draw",
            "benefit_id": benefit.id,
            "date_from": "2020-01-01",
            "date_to": "2020-01-31",
            "prize": "Trip",
        }
        return {
            "loyalty.program": self.program,
            "loyalty.plan": self._create_plan(),
            "loyalty.draw": self.env["loyalty.draw"].create(draw),
        }

    def test_closed_models_take_no_record(self):
        for model in self._get_models():
            if model._get_machine_fields() is None:
                with self.subTest(model._name), self.assertRaises(UserError):
                    model.sudo().create({})

    def test_defaults_forge_nothing(self):
        """Neither those of the context nor those of the user."""
        for model in self._get_models():
            names = [
                name
                for name in model._get_machine_fields() or model._fields
                if model._fields[name].type in ("boolean", "char", "float", "integer")
            ]
            context = {f"default_{name}": 1 for name in names}
            forged = model.with_context(**context).default_get(list(names))
            self.assertEqual(forged, model.default_get(list(names)), model._name)
