"""Records of any model, filled by rule, with a mark in whatever text they have."""

from odoo import fields
from odoo.exceptions import UserError

MARK = "Sealed 4711"
AUTOMATIC = ("id", "create_uid", "create_date", "write_uid", "write_date")
TEXTS = ("char", "text", "html")


class Planter:
    """Makes one record of each model that is asked for.

    :param special: ``{model: record, or values to add to those by rule}``; Odoo's own
        models are not filled by rule
    """

    def __init__(self, env, company, special=None):
        self.env = env
        self.company = company
        # A company has one policy, which came with it.
        policy = company.segment_policy_id
        self.special = {"client.segment.policy": policy, **(special or {})}
        self.records = {}

    def get(self, name):
        if name not in self.records:
            self.records[name] = self._make(name)
        return self.records[name]

    def _make(self, name):
        model = self.env[name]
        special = self.special.get(name, {})
        if not isinstance(special, dict):
            return special
        if model._abstract:
            return model
        is_ours = model._original_module in (
            "client_segmentation",
            "key_account_dossier",
            "loyalty_program",
        )
        if not is_ours or not model._is_an_ordinary_table():
            return model.search([], limit=1)
        record = model.create({**self._get_values(model), **special})
        for field in self._get_texts(model):
            self._mark(record, field)
        return record

    def _get_values(self, model):
        wanted = [f for f in model._fields.values() if f.required and self._is_typed(f)]
        given = model.default_get([field.name for field in wanted])
        values = {f.name: self._get_value(f) for f in wanted if not given.get(f.name)}
        if "company_id" in model._fields and self._is_typed(
            model._fields["company_id"]
        ):
            values["company_id"] = self.company.id
        return values

    def _get_texts(self, model):
        return [
            f for f in model._fields.values() if f.type in TEXTS and self._is_typed(f)
        ]

    def _is_typed(self, field):
        typed = not field.compute or not field.readonly
        return (
            field.store and typed and not field.related and field.name not in AUTOMATIC
        )

    def _mark(self, record, field):
        try:
            with self.env.cr.savepoint():
                record.write({field.name: MARK})
        except (UserError, ValueError):
            record.invalidate_recordset()

    def _get_value(self, field):
        if field.type in TEXTS:
            return MARK
        if field.type == "selection":
            return field.get_values(self.env)[0]
        if field.type in ("many2one", "many2many"):
            record = self._get_related(field.comodel_name)
            return record.id if field.type == "many2one" else [(6, 0, record.ids)]
        simple = {
            "date": fields.Date.today(),
            "datetime": fields.Datetime.now(),
            "boolean": True,
        }
        return simple.get(field.type, 1)

    def _get_related(self, name):
        if name == "res.company":
            return self.company
        return self.get(name)
