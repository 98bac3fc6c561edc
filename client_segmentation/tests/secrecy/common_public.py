"""Whoever may log in may call every public method, on any record, with anything.

The methods are found in the registry, so that a new one is tested by itself.
"""

import inspect
import traceback
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.service.model import call_kw, get_public_method
from odoo.tests import new_test_user
from odoo.tools import SQL, mute_logger

from .planting import AUTOMATIC, MARK, Planter

# One of each kind that a caller may send instead of what belongs there
SENSELESS = (
    *(None, False, True, 0, -1, 10**12, 0.5, "", "senseless", "2025-02-30"),
    *("0001-01-01", "9999-12-31"),
    *([], [0], ["senseless"], {}, {"senseless": 1}),
)
ADDONS = ("client_segmentation", "key_account_dossier", "loyalty_program")
NOTHING = (None, False, [], {})


class Undo(Exception):
    """Ends a call that has gone through, to undo it."""


def get_own_methods(env, addon):
    """Return ``[(model, method)]``: what an add-on lets anybody call."""
    return [
        (name, method)
        for name in sorted(env.registry)
        for method in sorted(_get_names(env[name], addon))
        if _is_public(env[name], method)
    ]


def _get_names(model, addon):
    """Names that the add-on defines for a model; for its own, also in mixins."""
    cls = type(model)
    names = set()
    for base in cls.mro():
        if base.__module__.startswith(f"odoo.addons.{addon}."):
            if base._name == model._name or cls._original_module == addon:
                names.update(vars(base))
    return names


def _is_public(model, name):
    if not callable(getattr(type(model), name, None)):
        return False
    try:
        get_public_method(model, name)
    except UserError:
        return False
    return True


class PublicMethodsCase:
    """Mix into a TransactionCase with a ``company``; say which add-on."""

    ADDON = None
    ROLES = {
        "portal": "base.group_portal",
        "internal": "base.group_user",
        "salesperson": "sales_team.group_sale_salesman",
    }
    # Somebody to whom all is open, for whom senseless arguments go all the way
    CHIEF = "sales_team.group_sale_manager"
    MARKS = (MARK,)
    # What belongs into a parameter, by its name
    PLAUSIBLE = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.methods = get_own_methods(cls.env, cls.ADDON)
        cls.users = {
            role: cls._create_role(role, cls.ROLES[role]) for role in cls.ROLES
        }
        cls.chief = cls._create_role("chief", cls.CHIEF)
        planter = Planter(cls.env, cls.company, cls._get_special_records())
        # Of others, and closed to the three roles unless they read everything
        cls.records = {name: planter.get(name) for name, _method in cls.methods}
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _create_role(cls, role, groups):
        return new_test_user(
            cls.env,
            f"public_{role}",
            groups=groups,
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    @classmethod
    def _get_special_records(cls):
        """Return ``{model: record or values}`` for the Planter."""
        return {}

    def test_there_are_methods(self):
        self.assertGreater(len(self.methods), 20)

    def test_closed_records(self):
        """Nothing changes and nothing comes back."""
        told = []
        for role, user in self.users.items():
            for name, method in self.methods:
                for args in self._get_argument_lists(name, method):
                    told += self._call_closed(role, user, name, method, args)
        self.assertFalse(told, "\n" + "\n".join(told))

    def test_senseless_arguments(self):
        """A sentence, whatever is sent, also to whom all is open."""
        told = []
        for name, method in self.methods:
            if self._is_override(name, method):
                # Odoo itself answers senseless arguments with errors of Python
                continue
            for args in self._get_argument_lists(name, method):
                for ids in self._get_id_lists(name):
                    told += self._call_open(name, method, ids, args)
        self.assertFalse(told, "\n" + "\n".join(told))

    def test_no_records(self):
        """Empty lists are what programs send when there is nothing to do."""
        told = []
        for name, method in self.methods:
            args = [[]] if method == "create" else self._get_plausible(name, method)
            told += self._call_open(name, method, [], args)
        self.assertFalse(told, "\n" + "\n".join(told))

    def test_nothing_to_do(self):
        """Nothing created, written or deleted is nothing wrong."""
        for name in {name for name, _method in self.methods}:
            model = self.env[name]
            if model._abstract:
                continue
            with self.subTest(name):
                self.assertFalse(model.create([]))
                model.write({})
                model.write(dict([self._get_change(model)]))
                model.unlink()

    def test_emptied_fields(self):
        """A sentence, too, for a form without what is required."""
        told = []
        for name in {name for name, _method in self.methods}:
            record = self.records[name]
            if record._original_module != self.ADDON or not record.ids:
                continue
            for field in record._fields.values():
                if field.store and not field.related and field.name not in AUTOMATIC:
                    args = [{field.name: False}]
                    told += self._call_open(name, "write", record.ids, args)
        self.assertFalse(told, "\n" + "\n".join(told))

    def _call_closed(self, role, user, name, method, args):
        record = self.records[name].with_user(user)
        reads = not record._abstract and record.has_access("read")
        if reads and record.has_access("write"):
            return []
        call = f"{role}: {name}.{method}{tuple(args)}"
        result, written, error = self._call(
            user, name, method, record.ids or [1], args, self._get_writes
        )
        if error:
            return self._tell(call, name, method, error)
        told = [f"{call} has written {written}"] if written else []
        if reads:
            return told
        if any(mark in repr(result) for mark in self.MARKS):
            told.append(f"{call} tells {result}")
        elif not self._is_of_model(name, method) and result not in NOTHING:
            told.append(f"{call} answers {result}")
        return told

    def _call_open(self, name, method, ids, args):
        _result, _written, error = self._call(self.chief, name, method, ids, args)
        call = f"{name}.{method}{(ids, *args)}"
        return self._tell(call, name, method, error) if error else []

    def _call(self, user, name, method, ids, args, get_writes=dict):
        """Call as the web client and the API do; return (result, tables, error).

        :param get_writes: counts what is written; it takes longer than many a call,
            so without it no tables come back
        """
        model = self.env[name].with_user(user).with_company(self.company)
        if not self._is_of_model(name, method):
            args = [ids, *args]
        result = written = None
        try:
            with (
                patch.object(self.cr, "commit"),
                patch.object(self.cr, "rollback"),
                mute_logger("odoo.sql_db", "odoo.models", "odoo.orm.models"),
                self.cr.savepoint(),
            ):
                before = get_writes()
                # Nothing that others have read
                self.env.invalidate_all()
                result = call_kw(model, method, list(args), {})
                self.env.flush_all()
                written = dict(get_writes().items() - before.items())
                raise Undo
        except Undo:
            return result, written, None
        except Exception as error:
            return None, None, error
        finally:
            self.env.invalidate_all()

    def _get_writes(self):
        """Rows written by table, of this transaction."""
        # PostgreSQL's own view counts the use of indexes, too, which takes long.
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT relname, written
                    FROM pg_class
                    CROSS JOIN LATERAL (
                        SELECT pg_stat_get_xact_tuples_inserted(pg_class.oid)
                            + pg_stat_get_xact_tuples_updated(pg_class.oid)
                            + pg_stat_get_xact_tuples_deleted(pg_class.oid)
                    ) AS change (written)
                    WHERE relkind = 'r'
                        AND relnamespace != 'pg_catalog'::regnamespace
                        AND written > 0
                    """
                )
            )
        )

    def _tell(self, call, name, method, error):
        # Of the database's, the server makes sentences
        if isinstance(error, (UserError, IntegrityError)):
            return []
        frames = traceback.extract_tb(error.__traceback__)
        is_ours = any(f"/{addon}/" in frames[-1].filename for addon in ADDONS)
        if not is_ours and self._is_override(name, method):
            return []
        own = [f for f in frames if any(f"/{a}/" in f.filename for a in ADDONS)]
        place = own[-1] if own else frames[-1]
        return [f"{call} raises {error!r} ({place.filename}:{place.lineno})"]

    def _is_override(self, name, method):
        """Whether Odoo has such a method of this model, too."""
        return any(
            method in vars(base)
            and not any(f".{addon}." in f"{base.__module__}." for addon in ADDONS)
            for base in type(self.env[name]).mro()
        )

    def _is_of_model(self, name, method):
        return getattr(getattr(type(self.env[name]), method), "_api_model", False)

    def _get_id_lists(self, name):
        if self.env[name]._abstract:
            return [[]]
        gone = [10**9]
        return [[], self.records[name].ids, gone, self.records[name].ids + gone]

    def _get_argument_lists(self, name, method):
        """Return arguments that make sense, then all that make none."""
        lists = [self._get_plausible(name, method)]
        count = len(self._get_parameters(name, method))
        if count and not self._is_override(name, method):
            lists += [[value] * count for value in SENSELESS]
            lists += [[*lists[0][:-1], value] for value in SENSELESS if count > 1]
        return lists

    def _get_parameters(self, name, method):
        for base in type(self.env[name]).mro():
            if method not in vars(base):
                continue
            parameters = list(inspect.signature(vars(base)[method]).parameters.values())
            # Overrides that pass on what they get do not say what it is
            if all(p.kind != p.VAR_POSITIONAL for p in parameters):
                return [p for p in parameters[1:] if p.kind == p.POSITIONAL_OR_KEYWORD]
        return []

    def _get_plausible(self, name, method):
        return [
            self._get_plausible_value(name, parameter)
            for parameter in self._get_parameters(name, method)
        ]

    def _get_plausible_value(self, name, parameter):
        """Fail for what is not known: say in PLAUSIBLE what belongs there."""
        record, default = self.records[name], parameter.default
        parameter = parameter.name
        if parameter in self.PLAUSIBLE:
            return self.PLAUSIBLE[parameter]
        if parameter == "vals_list":
            return [self._get_new_values(record)]
        if parameter in ("vals", "values"):
            return dict([self._get_change(record)])
        if parameter == "specification":
            return {field: {} for field in record._fields}
        if parameter in ("fields", "field_names", "fields_to_export", "allfields"):
            return list(record._fields)
        if parameter == "partner_ids":
            return self.chief.partner_id.ids
        if parameter == "domain":
            return []
        if parameter == "default":
            return {}
        self.assertIsNot(default, inspect.Parameter.empty, (name, parameter))
        return default

    def _get_new_values(self, record):
        """What a copy of the record would have, and its links to closed records."""
        return {
            name: record[name].id if field.type == "many2one" else record[name]
            for name, field in record._fields.items()
            if field.store
            and name not in AUTOMATIC
            and field.type
            in (
                "many2one",
                "char",
                "text",
                "selection",
                "integer",
                "many2one_reference",
            )
            and len(record) == 1
        }

    def _get_change(self, record):
        for name, field in record._fields.items():
            if field.store and not field.readonly and field.type in ("char", "text"):
                return name, "Changed"
        return "active", False
