"""Make a record of each model of a dossier and plant a secret in each text of it.

Models are found in the registry, so whatever is added to a dossier is covered. A
model that cannot be filled by rule gets its values in ``SPECIAL_VALUES``.
"""

import base64

from odoo import fields
from odoo.exceptions import UserError, ValidationError

from ..common import SECRET

DOSSIER = "key.account.dossier"
TEXTS = ("char", "text", "html")

# model name: function of a Planter that returns values
SPECIAL_VALUES = {
    "key.account.rating": lambda planter: {"stars": "4"},
    # an ordinary opportunity, which says nothing of the dossier
    "key.account.opportunity": lambda planter: {
        "lead_id": planter.env["crm.lead"].create({"name": "Twelve lathes"}).id
    },
    # what it says is meant for somebody else than the manager
    "key.account.matter": lambda planter: {
        "user_id": planter.env.ref("base.user_admin").id
    },
}


class Planter:
    def __init__(self, dossier, owner):
        self.env = dossier.env(user=owner, su=True)
        self.owner = owner
        self.records = {DOSSIER: dossier.with_env(self.env)}

    def plant(self):
        """Return {model name: record} for all confidential models with a table."""
        confidential = self.env["key.account.confidential.mixin"]
        for name in confidential._get_confidential_models():
            if self.env[name]._is_an_ordinary_table():
                self._get_record(name)
        self.env.flush_all()
        return self.records

    def _get_record(self, name):
        if name not in self.records:
            values = self._get_required_values(name)
            texts = dict.fromkeys(self._get_text_fields(name), SECRET)
            found = self._find(name, values)
            self.records[name] = found or self._create(name, values, texts)
            for text in texts if found else ():
                self._try_write(found, {text: SECRET})
        return self.records[name]

    def _find(self, name, values):
        """Return a line that came with its parent, if there is one."""
        model = self.env[name]
        domain = [
            (field, "=", value)
            for field, value in values.items()
            if model._fields[field].required and self._is_parent(model._fields[field])
        ]
        return model.search(domain, limit=1)

    def _create(self, name, values, texts):
        model = self.env[name]
        try:
            with self.env.cr.savepoint():
                return model.create({**texts, **values})
        except (UserError, ValidationError, ValueError):
            record = model.create(values)
        for text in texts:
            self._try_write(record, {text: SECRET})
        return record

    def _try_write(self, record, values):
        try:
            with self.env.cr.savepoint():
                record.write(values)
        except (UserError, ValidationError, ValueError):
            record.invalidate_recordset()

    def _get_text_fields(self, name):
        return [
            field.name
            for field in self.env[name]._fields.values()
            if field.type in TEXTS and self._is_plain(field)
        ]

    def _is_plain(self, field):
        typed_in = not field.compute or not field.readonly
        return field.store and typed_in and not field.related

    def _get_required_values(self, name):
        model = self.env[name]
        values = {}
        special = SPECIAL_VALUES.get(name)
        if special:
            values.update(special(self))
        wanted = [
            field
            for field in model._fields.values()
            if (field.required or self._is_parent(field))
            and self._is_plain(field)
            and field.name not in values
        ]
        given = model.default_get([field.name for field in wanted])
        for field in wanted:
            if self._is_parent(field) or not given.get(field.name):
                values[field.name] = self._get_value(model, field)
        return values

    def _is_parent(self, field):
        """Tell whether the field leads towards the dossier."""
        names = self.env["key.account.confidential.mixin"]._get_confidential_models()
        if field.comodel_name == field.model_name:
            return False  # another one of the same dossier
        return field.type == "many2one" and field.comodel_name in names

    def _get_value(self, model, field):
        today = fields.Date.today()
        simple = {
            "integer": 1,
            "float": 1.0,
            "monetary": 1.0,
            "boolean": True,
            "date": today,
            "datetime": fields.Datetime.now(),
            "binary": base64.b64encode(SECRET.encode()),
        }
        if field.type in TEXTS:
            return SECRET
        if field.type == "selection":
            return field.get_values(self.env)[-1]
        if field.type in ("many2one", "many2many"):
            record = self._get_related(field)
            return record.id if field.type == "many2one" else [(6, 0, record.ids)]
        return simple.get(field.type)

    def _get_related(self, field):
        name = field.comodel_name
        if self._is_parent(field):
            return self._get_record(name)
        if name == "res.users":
            return self.owner
        if name == "res.partner":
            return self.records[DOSSIER].partner_id
        found = self.env[name].search([], limit=1)
        return found or self.env[name].create(self._get_required_values(name))
