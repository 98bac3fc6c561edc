from psycopg2 import Error as DatabaseError

from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.safe_eval import datetime, safe_eval

from ..core.client_segment import AMOUNTS
from ..core.segment_columns import AMOUNT_FIELDS, IS_CLIENT, SEGMENT_GROUP

# Who sees the contacts may know these; other records are not everybody's.
OPEN_MODELS = {
    "client.audience",
    "client.saved.segment",
    "crm.team",
    "res.company",
    "res.country",
    "res.country.group",
    "res.country.state",
    "res.partner",
    "res.partner.category",
    "res.partner.industry",
    "res.users",
}
# What comes of evaluating nonsense
UNREADABLE = (
    *(ArithmeticError, LookupError, NameError),
    *(SyntaxError, TypeError, ValueError),
)
OPEN_GROUPS = {SEGMENT_GROUP, "base.group_user"}


class ClientSavedSegment(models.Model):
    """What the filter of a segment may ask, and how it is turned into a query."""

    _inherit = "client.saved.segment"

    def _select_clients(self):
        """Return the query of the clients in the segment, as its owner sees them.

        :raise UserError: if the owner may not ask this, or nobody can
        """
        self.ensure_one()
        self._check_owner()
        try:
            domain = self._read_domain()
            partners = self.env["res.partner"].with_env(self._get_owner_env())
            query = partners._search(domain & IS_CLIENT)
        except AccessError as error:
            raise UserError(
                self.env._(
                    "The filter uses fields that the owner, %(user)s, has no access"
                    " to.",
                    user=self.user_id.name,
                )
            ) from error
        except UNREADABLE as error:
            raise UserError(self.env._("The filter cannot be read.")) from error
        if self.is_shared:
            self._check_is_open(domain)
        return query

    def _check_owner(self):
        owner = self.user_id
        if not owner.active:
            raise UserError(
                self.env._("The owner, %(user)s, is archived.", user=owner.name)
            )
        if not owner.has_group(SEGMENT_GROUP) or owner.share:
            raise UserError(
                self.env._(
                    "The owner, %(user)s, may not see segments any more.",
                    user=owner.name,
                )
            )
        if self.company_id not in owner.company_ids:
            raise UserError(
                self.env._(
                    "The owner, %(user)s, has no access to %(company)s.",
                    user=owner.name,
                    company=self.company_id.name,
                )
            )

    def _get_owner_env(self):
        owner = self.user_id
        context = {
            "allowed_company_ids": self.company_id.ids,
            "lang": owner.lang,
            "tz": owner.tz,
        }
        return self.env(user=owner.id, su=False, context=context)

    def _read_domain(self):
        """Return the domain; what it says of today and of the user is said anew."""
        today = self.company_id._get_segment_today()
        value = safe_eval(
            self.domain.strip(),
            {
                "uid": self.user_id.id,
                "context_today": lambda: today,
                "datetime": datetime,
            },
        )
        if not isinstance(value, list | tuple):
            raise ValueError(value)
        return Domain(value)

    def _check_is_open(self, domain):
        """Refuse to share what not all salespeople might ask: whoever sees the
        clients would know the answer."""
        path = self._find_closed_to_others(self.env["res.partner"], domain)
        if path:
            raise UserError(
                self.env._(
                    "Not all salespeople may know “%(field)s”. Remove this condition,"
                    " or do not share the segment.",
                    field=self._describe_path("res.partner", path),
                )
            )

    @api.model
    def _find_closed_to_others(self, model, domain):
        for condition in domain.iter_conditions():
            path, value = condition.field_expr, condition.value
            place = model
            for name in path.split("."):
                field = place._fields.get(name)
                if field is None:
                    break  # a part of a date
                if not self._is_open(place, field):
                    return path
                place = self.env.get(field.comodel_name or "", place)
            if place._name == self._name and not self._are_shared(value):
                return path
            if "any" in condition.operator:
                within = self._find_closed_to_others(place, Domain(value))
                if within:
                    return f"{path}.{within}"
        return False

    @api.model
    def _is_open(self, model, field):
        if field.related and not all(
            self._is_open(place, inner) for place, inner in self._walk(model, field)
        ):
            return False
        closed = {"res.partner": AMOUNT_FIELDS, "client.segment": AMOUNTS}
        groups = set((field.groups or "base.group_user").split(","))
        return (
            bool(groups & OPEN_GROUPS)
            and field.name not in closed.get(model._name, ())
            and (not field.comodel_name or field.comodel_name in OPEN_MODELS)
        )

    @api.model
    def _walk(self, model, field):
        """Yield the fields that a related field goes through."""
        for name in field.related.split("."):
            inner = model._fields[name]
            yield model, inner
            model = self.env.get(inner.comodel_name or "", model)

    @api.model
    def _are_shared(self, segment_ids):
        """Are these the ids of saved segments that are shared themselves?"""
        if isinstance(segment_ids, int):
            segment_ids = [segment_ids]
        if isinstance(segment_ids, str | bool) or not all(
            isinstance(segment_id, int) for segment_id in segment_ids
        ):
            return False
        # Whether it is shared is all that matters.
        segments = self.sudo().browse(segment_ids).exists()
        return all(segments.mapped("is_shared"))

    def _count_new(self):
        """Count what was just saved; refuse what cannot be counted."""
        for segment in self.filtered("active"):
            try:
                with self.env.cr.savepoint():
                    # Its rows are nobody's to write.
                    segment.sudo()._count()
            except UserError as error:
                raise ValidationError(str(error)) from error
            except DatabaseError as error:
                raise ValidationError(
                    self.env._("The filter cannot be read.")
                ) from error
