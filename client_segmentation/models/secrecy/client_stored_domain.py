import ast

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import ValidationError

from ..core.client_segment import MANAGER_GROUP

# Conditions that are kept and asked later, by a job or for other users: the fields
# that hold them, and how to get from a record to the model they are about. Models
# that are not installed are never asked.
STORED_DOMAINS = {
    "base.automation": (("filter_pre_domain", "filter_domain"), "model_name"),
    "client.saved.segment": (("domain",), "=res.partner"),
    "crm.team": (("assignment_domain",), "=crm.lead"),
    "crm.team.member": (("assignment_domain",), "=crm.lead"),
    "data_recycle.model": (("domain",), "res_model_name"),
    "gamification.challenge": (("user_domain",), "=res.users"),
    "gamification.goal.definition": (("domain",), "model_id.model"),
    "ir.filters": (("domain",), "model_id"),
    "loyalty.plan": (("target_domain",), "=res.partner"),
    "loyalty.program": (("target_domain",), "=res.partner"),
    "loyalty.reward": (("discount_product_domain",), "=product.product"),
    "loyalty.rule": (("product_domain",), "=product.product"),
    "mailing.filter": (("mailing_domain",), "mailing_model_id.model"),
    "mailing.mailing": (("mailing_domain",), "mailing_model_real"),
    "marketing.activity": (("activity_domain", "domain"), "model_name"),
    "marketing.campaign": (("domain",), "model_name"),
}
# Asked as the user who looks or who owns them: amounts of own clients only
ASKED_AS_OWNER = {"client.saved.segment", "ir.filters"}
# What makes the model another one
MODEL_FIELDS = {
    "mailing_model_id",
    "mailing_model_real",
    "mailing_on_mailing_list",
    "mailing_filter_id",
    "model_id",
    "model_name",
    "res_model_id",
}


class UnknownCondition(Exception):
    """A domain is made up by an expression that only tells its fields later."""


def walk_conditions(node):
    """Yield ``(path, conditions within)`` of each condition of a domain, given as the
    syntax tree of its text."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from walk_conditions(node.left)
        yield from walk_conditions(node.right)
    elif _is_constant(node):
        return
    elif _is_condition(node):
        path, operator, value = node.elts
        is_any = "any" in str(operator.value)
        yield path.value, [*walk_conditions(value)] if is_any else []
    elif isinstance(node, ast.List | ast.Tuple):
        for element in node.elts:
            yield from walk_conditions(element)
    else:
        raise UnknownCondition


def _is_constant(node):
    """Is this an operator between conditions, or one like ``(1, '=', 1)``?"""
    if isinstance(node, ast.Constant):
        return node.value in ("&", "|", "!") or not isinstance(node.value, str)
    return (
        isinstance(node, ast.List | ast.Tuple)
        and len(node.elts) == 3
        and all(isinstance(element, ast.Constant) for element in node.elts)
        and isinstance(node.elts[0].value, int)
    )


def _is_condition(node):
    return (
        isinstance(node, ast.List | ast.Tuple)
        and len(node.elts) == 3
        and all(
            isinstance(element, ast.Constant) and isinstance(element.value, str)
            for element in node.elts[:2]
        )
        and node.elts[0].value not in ("&", "|", "!")
    )


class Base(models.AbstractModel):
    _inherit = "base"

    def _validate_fields(self, field_names, excluded_names=()):
        field_names = [*field_names]
        if self._name in STORED_DOMAINS:
            self._check_stored_domains({*field_names} - {*excluded_names})
        return super()._validate_fields(field_names, excluded_names)

    def _check_stored_domains(self, changed):
        """Whoever may not know a field may not leave a question about it to others
        either: the answer would come by mail, or by the work of a job."""
        names, _path = STORED_DOMAINS[self._name]
        if self.env.uid == SUPERUSER_ID or not changed & {*names, *MODEL_FIELDS}:
            return
        with_amounts = self._name not in ASKED_AS_OWNER
        # As superuser: what stands there decides, not who may read it.
        for record in self.sudo():
            model_name = record._get_stored_domain_model()
            for name in names:
                text = record[name]
                closed = self._find_closed_condition(model_name, text, with_amounts)
                if closed:
                    self._refuse_stored_domain(model_name, closed)

    def _get_stored_domain_model(self):
        _names, path = STORED_DOMAINS[self._name]
        if path.startswith("="):
            return path[1:]
        [name] = self.mapped(path) or [False]
        return name

    @api.model
    def _find_closed_condition(self, model_name, text, with_amounts):
        """Return the path in the domain ``text`` that leads to a field that is closed
        to the user, True if the text hides its fields, else False.

        :param with_amounts: others ask, so even what is open of own clients only is
            closed
        """
        model = self.env.get(model_name or "")
        if model is None or not text:
            return False
        try:
            conditions = walk_conditions(ast.parse(text.strip(), mode="eval").body)
            return model._find_closed_path(conditions, with_amounts)
        except SyntaxError:
            return False  # no domain: nobody can ask it
        except UnknownCondition:
            return with_amounts and not self.env.user.has_group(MANAGER_GROUP)

    @api.model
    def _find_closed_path(self, conditions, with_amounts):
        for path, within in conditions:
            model = self
            for name in path.split("."):
                if model is None or name not in model._fields:
                    break
                if model._is_closed_to_user(name, with_amounts):
                    return path
                model = self.env.get(model._fields[name].comodel_name or "")
            if within and model is not None:
                closed = model._find_closed_path(within, with_amounts)
                if closed:
                    return f"{path}.{closed}"
        return False

    @api.model
    def _is_closed_to_user(self, field_name, with_amounts):
        """Is this a field of ours that the user, whoever acts, may not know?"""
        related = self._fields[field_name].related
        return bool(related and self._find_closed_path([(related, [])], with_amounts))

    @api.model
    def _refuse_stored_domain(self, model_name, path):
        if path is True:
            raise ValidationError(
                self.env._(
                    "This filter is built with an expression, so the fields it uses "
                    "cannot be checked. Write out its conditions."
                )
            )
        raise ValidationError(
            self.env._(
                "The filter uses “%(field)s”, which you do not have access to. "
                "Remove this condition, or ask a head of sales to save the filter.",
                field=self._describe_path(model_name, path),
            )
        )

    @api.model
    def _describe_path(self, model_name, path):
        model, labels = self.env[model_name], []
        for name in path.split("."):
            field = model._fields[name]
            labels.append(field._description_string(self.env))
            model = self.env.get(field.comodel_name or "", model)
        return " > ".join(labels)
