from odoo import api, models, tools
from odoo.fields import Domain
from odoo.tools import SQL, Query

from .key_account_linked_mixin import MEETING

# What the names of the confidential models have in common
PREFIX = "key.account."


class KeyAccountLinkedMixin(models.AbstractModel):
    """The condition that each search on such records gets.

    Written at once, since it comes with every search: built from domains it would cost
    more than the search itself. In a CASE, since PostgreSQL does not estimate what is
    in there: that would take it longer than most searches.
    """

    _inherit = "key.account.linked.mixin"

    @api.model
    def _get_open_sql(self, names, _model, alias, _query):
        hosts = self._get_readable_hosts(names)
        return self._get_kept_open_sql(alias, hosts) or self._make_open_sql(
            alias, hosts
        )

    @api.model
    @tools.ormcache(
        "self.env.uid",
        "alias",
        "hosts",
        "tuple(self.env['ir.rule']._compute_domain_context_values())",
    )
    def _get_kept_open_sql(self, alias, hosts):
        """Return the condition where it stays the same as long as the rights do, which
        Odoo keeps in the same cache; None where it is to be made for each search."""
        if all(self._has_plain_rules(name) for name in hosts):
            return self._make_open_sql(alias, hosts)
        return None

    @api.model
    def _has_plain_rules(self, name):
        """Tell whether the rules of the model compare nothing but its columns with
        numbers: what others look up, names for example, may change at any time."""
        columns = {
            field.name
            for field in self.env[name]._fields.values()
            if field.store and field.column_type
        }
        rules = self.env["ir.rule"]._compute_domain(name, "read")
        return all(
            condition.field_expr in columns
            and condition.operator in ("in", "not in")
            and all(isinstance(value, int) for value in condition.value)
            for condition in rules.iter_conditions()
        )

    @api.model
    def _make_open_sql(self, alias, hosts):
        return SQL("(%s) IS NOT TRUE", self._get_hidden_sql(alias, hosts))

    @api.model
    def _get_hidden_sql(self, alias, hosts):
        """Return the condition of the rows of ``alias`` that are on documents closed
        to the user, who may have read documents of the models ``hosts``."""
        if self._link_path:
            return self._get_hidden_sql_by_path(alias, hosts)
        others = self._get_other_cases(alias)
        mine = [self._get_host_case(alias, name) for name in hosts]
        return SQL("CASE %s END", SQL(" ").join([*mine, others]))

    @api.model
    def _get_host_case(self, alias, host):
        """Return the case of the documents of which the user may have some."""
        name, number = self._get_link_columns(alias)
        # Not as superuser, whoever asks: the condition is kept.
        documents = self.sudo(False).env[host].with_context(active_test=False)
        mine = documents._search(Domain.TRUE).subselect()
        case = "WHEN %s = %s THEN (%s IN %s) IS NOT TRUE"
        return SQL(case, name, host, number, mine)

    @api.model
    def _get_other_cases(self, alias):
        """Return the cases that are always the same for a user: documents that he
        cannot have, and meetings."""
        name, number = self._get_link_columns(alias)
        return SQL(
            "WHEN %s THEN TRUE WHEN %s = %s THEN %s",
            self._get_confidential_sql(name),
            name,
            MEETING,
            self.env[MEETING]._get_hidden_key_sql(number, alias, ()),
        )

    @api.model
    def _get_confidential_sql(self, name):
        """Return the condition that ``name`` is one of the confidential models. What
        their names have in common stands there once: most rows end at that."""
        names = self._get_confidential_models()
        ends = [one.removeprefix(PREFIX) for one in names if one.startswith(PREFIX)]
        others = [one for one in names if not one.startswith(PREFIX)]
        condition = SQL(
            "starts_with(%s, %s) AND SUBSTR(%s, %s) = ANY(%s)",
            name,
            PREFIX,
            name,
            len(PREFIX) + 1,
            # An array in one piece is read faster than its names one by one.
            "{" + ",".join(ends) + "}",
        )
        if others:
            return SQL("((%s) OR %s IN %s)", condition, name, tuple(others))
        return condition

    @api.model
    def _get_hidden_sql_by_path(self, alias, hosts):
        """Look up the condition row by row: the rows of one user are few, those on
        dossiers many."""
        comodel = self.env[self._fields[self._link_path].comodel_name]
        return comodel._get_hidden_key_sql(
            self._column_to_sql(alias, self._link_path), alias, hosts
        )

    @api.model
    def _get_hidden_key_sql(self, key, alias, hosts):
        """Return the condition that the record with the number ``key``, a column of
        ``alias``, is hidden."""
        target = Query.make_alias(alias, self._table)
        return SQL(
            "(SELECT %s FROM %s AS %s WHERE %s = %s)",
            self._get_hidden_sql(target, hosts),
            SQL.identifier(self._table),
            SQL.identifier(target),
            SQL.identifier(target, "id"),
            key,
        )

    @api.model
    def _get_link_columns(self, alias):
        return [self._column_to_sql(alias, field) for field in self._link_fields]

    @api.model
    def _column_to_sql(self, alias, field_name):
        # No condition of the user's: which fields he may see does not matter.
        return SQL.identifier(alias, field_name, to_flush=self._fields[field_name])

    @api.model
    def _get_readable_hosts(self, names):
        """Return the names of the models, of ``names`` if given, of which the user may
        have read documents."""
        hosts = self._get_readable_host_names()
        return hosts if names is None else tuple(h for h in hosts if h in names)

    @api.model
    @tools.ormcache("self.env.uid")
    def _get_readable_host_names(self):
        # Forgotten together with the rights themselves, which Odoo keeps in the same
        # cache, when groups, their members or their rights change. Whoever asks as
        # superuser must not leave more for the user.
        env = self.sudo(False).env
        hosts = self._get_host_models()
        return tuple(name for name in hosts if env[name].has_access("read"))
