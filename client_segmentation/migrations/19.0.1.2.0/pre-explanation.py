from lxml import etree
from psycopg2.extras import Json

# Stood beside a field that is no longer in the form, and would stop the update.
VIEW = "view_partner_form_audience"
FIRST = "//page[@name='client_segments']/*[1]"


def migrate(cr, version):
    if not version:
        return
    cr.execute(
        """
        SELECT view.id, view.arch_db
          FROM ir_ui_view view
          JOIN ir_model_data data ON data.model = 'ir.ui.view' AND data.res_id = view.id
         WHERE data.module = 'client_segmentation' AND data.name = %s
        """,
        [VIEW],
    )
    for view_id, arch_by_lang in cr.fetchall():
        moved = {lang: move(arch) for lang, arch in arch_by_lang.items()}
        cr.execute(
            "UPDATE ir_ui_view SET arch_db = %s WHERE id = %s", [Json(moved), view_id]
        )


def move(arch):
    """Put what stands before the explanation to the top of its page."""
    root = etree.fromstring(arch)
    for node in root.iter("field"):
        if node.get("name") == "segment_explanation" and node.get("position"):
            node.tag = "xpath"
            del node.attrib["name"]
            node.set("expr", FIRST)
    return etree.tostring(root, encoding="unicode")
