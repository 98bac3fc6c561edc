"""Rewards and rules: frozen by an approval, and where there is no business case."""

from contextlib import contextmanager
from datetime import date

from odoo import models
from odoo.exceptions import UserError

from ...arithmetic.gate import terms as arithmetic

# What the gate decides on; the promotion code and texts may change freely
PROGRAM_TERMS = (
    "program_type",
    "applies_on",
    "trigger",
    "limit_usage",
    "max_usage",
    "sale_ok",
    "pricelist_ids",
    "is_limited",
    "target_domain",
    "control_share",
)
MODELS = {
    "program": "loyalty.program",
    "rewards": "loyalty.reward",
    "rules": "loyalty.rule",
}
REWARD_TERMS = (
    "reward_type",
    "discount",
    "discount_mode",
    "discount_applicability",
    "discount_product_domain",
    "discount_product_ids",
    "discount_product_category_id",
    "discount_product_tag_id",
    "discount_max_amount",
    "reward_product_id",
    "reward_product_tag_id",
    "reward_product_qty",
    "required_points",
    "clear_wallet",
)
RULE_TERMS = (
    "product_domain",
    "product_ids",
    "product_category_id",
    "product_tag_id",
    "reward_point_amount",
    "reward_point_split",
    "reward_point_mode",
    "minimum_qty",
    "minimum_amount",
    "minimum_amount_tax_mode",
    "mode",
)


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    def _check_approved_terms(self):
        for program in self._get_programs_with_case():
            if changes := program._list_changes():
                program._raise_approved_terms(changes)

    def _list_changes(self):
        """What is no longer as it was approved, each as words."""
        self.ensure_one()
        # Asked by everybody whose program is to be launched or changed
        snapshot = self.approved_plan_id.sudo().snapshot
        changes = arithmetic.list_changes(snapshot["terms"], self._get_terms())
        words = [self._describe_change(change) for change in changes]
        if snapshot["currency"] != self.currency_id.name:
            words.append(self._fields["currency_id"]._description_string(self.env))
        return list(dict.fromkeys(words))

    def _get_term_models(self):
        """Part of the terms -> model of its records."""
        return MODELS

    def _describe_change(self, change):
        model = self.env[self._get_term_models()[change.part]]
        # Names of what is approved, for whoever may change it
        record = model.browse(change.number).sudo().exists()
        name = record.display_name if record else f"#{change.number}"
        if change.kind == arithmetic.ADDED:
            return self.env._("“%(name)s” was added", name=name)
        if change.kind == arithmetic.REMOVED:
            return self.env._("“%(name)s” was removed", name=name)
        label = model._fields[change.name]._description_string(self.env)
        return label if change.part == "program" else f"{name}: {label}"

    def _get_programs_with_case(self):
        """Those of them that run on the terms of an approved business case."""
        return self.filtered(
            lambda program: (
                program.active
                and program.state == "approved"
                and program.gate_required
                and not program.launched_without_case
            )
        )

    def _raise_approved_terms(self, changes=()):
        message = self.env._(
            "The rewards and rules of “%(name)s” were approved with its business case. "
            "Archive the program and have the new terms approved.",
            name=self.name,
        )
        raise UserError("\n".join((message, *changes)))

    @contextmanager
    def _keep_terms_without_case(self):
        """Let no program that runs without a case become another one.

        It keeps running as it is: with other rewards, or beyond its end, it would be
        a program launched without a case.
        """
        locked = self._get_programs_without_case()
        before = {program: program._get_frozen_terms() for program in locked}
        paying = self._get_paying_programs()
        yield
        # What pays needs no case as long as it does nothing else
        for program in paying - self._get_paying_programs():
            if program.active and program.gate_required:
                program._raise_without_case()
        for program in before.keys() & self._get_programs_without_case():
            terms, end = program._get_frozen_terms()
            terms_before, end_before = before[program]
            if terms != terms_before or end > end_before:
                program._raise_without_case()

    def _get_programs_without_case(self):
        """Those of them whose terms are locked, for this user."""
        if not self._is_gated_user():
            return self.browse()
        return self.exists().filtered(
            lambda program: (
                program.active
                and program.launched_without_case
                and program.gate_required
            )
        )

    def _get_paying_programs(self):
        """Those of them that run as means of payment, for this user."""
        if not self._is_gated_user():
            return self.browse()
        return self.exists().filtered(
            lambda program: program.active and program._is_means_of_payment()
        )

    def _get_frozen_terms(self):
        return self._get_terms(with_state=True), self.date_to or date.max

    def _raise_without_case(self):
        raise UserError(
            self.env._(
                "“%(name)s” runs without a business case and keeps running as it is: "
                "its rewards, rules and end date cannot be changed. Archive the "
                "program, change it, and have a business case approved.",
                name=self.name,
            )
        )

    def _restore_terms(self):
        """Undo what archiving did to rewards and rules, to let them be edited."""
        program = self.with_context(active_test=False)
        program.reward_ids.active = True
        program.rule_ids.active = True

    def _get_terms(self, with_state=False):
        """Everything that costs money, in a form that can be stored and compared.

        :param with_state: tell archived rewards and rules from others, too
        """
        # The gate compares them for users who see neither targets nor costs
        program = self.sudo().with_context(active_test=False)
        state = ("active",) if with_state else ()
        return {
            "program": _read_terms(program, PROGRAM_TERMS),
            "rewards": [
                _read_terms(reward, REWARD_TERMS + state)
                for reward in program.reward_ids.sorted("id")
            ],
            "rules": [
                _read_terms(rule, RULE_TERMS + state)
                for rule in program.rule_ids.sorted("id")
            ],
        }


def _read_terms(record, names):
    values = {"id": record.id, **{name: record[name] for name in names}}
    return {
        name: sorted(value.ids) if isinstance(value, models.Model) else value
        for name, value in values.items()
    }
