import re
from pathlib import Path

import polib

from odoo import api, models
from odoo.fields import Domain
from odoo.tools.misc import file_path

TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") == "installed" and "gamification" in self.mapped("name"):
            self._load_segment_goals()
        return result

    def _load_segment_goals(self):
        """Our data files bring the goals only where Gamification was there before."""
        self.env["client.segment.active.report"]._load_goal_definitions()
        own = self.search([("name", "=", "client_segmentation")])
        own._update_translations()

    @api.model
    def _translate_demo(self, module, others=()):
        """Write the demo data of a module in the language of the administrator.

        Odoo keeps one text of a note or of the name of an opportunity for all
        languages, so it is chosen once, while the demo data are loaded. The
        translations are in ``i18n/demo/`` of the module; without a file of the
        language the texts stay English.

        :param others: models of whose records no external id tells, all of them demo
        """
        texts = read_demo_texts(module, self.env.ref("base.user_admin").lang)
        if not texts:
            return
        demo = self.env["ir.model.data"].search(
            [("module", "=", module), ("name", "like", "demo")]
        )
        for model, data in demo.grouped("model").items():
            _translate(self.env[model].browse(data.mapped("res_id")).exists(), texts)
        for model in others:
            _translate(self.env[model].search(Domain.TRUE), texts)


def read_demo_texts(module, lang):
    """Return {English: translated} of the demo data, empty for English."""
    folder = Path(file_path(f"{module}/i18n/demo"))
    for code in (lang or "", (lang or "").split("_")[0]):
        path = folder / f"{code}.po"
        if code and path.exists():
            return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}
    return {}


def _translate(records, texts):
    for name, field in records._fields.items():
        if not _is_plain_text(field):
            continue
        for old, same in records.grouped(name).items():
            new = old and _translate_text(str(old), field.type == "html", texts)
            if new and new != old:
                # In other words the same: nothing that follows on a change, or
                # that locks a finished record, is meant by that.
                models.BaseModel.write(same, {name: new})


def _is_plain_text(field):
    return (
        field.type in ("char", "text", "html")
        and not field.translate
        and not (field.compute and field.readonly)
        and (field.store or field.inherited)
    )


def _translate_text(text, is_html, texts):
    if is_html:
        return TEXT.sub(lambda part: texts.get(part[0], part[0]), text)
    return texts.get(text)
