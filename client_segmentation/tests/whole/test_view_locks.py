import ast

from lxml import etree

from odoo.tests import TransactionCase, tagged

ADDONS = ("client_segmentation", "key_account_dossier", "loyalty_program")
LOCKS = ("readonly", "invisible", "column_invisible")
VIEWS = ("form", "list", "kanban")
ALWAYS = ("1", "True", "true")
# Looked at one by one: what is typed is sent, and nothing vanishes under the hand
HARMLESS = {
    # Once ticked it stays in sight: the condition counts the tick itself
    ("client.segment.playbook.launch.again", "not is_done_before"),
    # A filter switches the choice by segment on, and never off
    ("loyalty.plan.target_domain", "not is_targeted"),
    # Odoo's own; we have the same condition elsewhere
    ("crm.lead.probability", "won_status != 'pending'"),
    # Rows can only be taken out: with the last one the empty list goes
    ("sale.order.order_benefit_ids", "not order_benefit_ids"),
}


@tagged("post_install", "-at_install")
class TestViewLocks(TransactionCase):
    """No field is shut, or hidden, by what is typed into it.

    The web client asks again after each key and sends no field that is readonly by
    then: whoever types into a field that shuts itself types in vain.
    """

    def test_no_field_shuts_itself(self):
        found = set(self._find_locks()) - HARMLESS
        self.assertFalse(found, sorted(found))

    def test_a_field_that_shuts_itself_is_found(self):
        """Directly, by a parent node, by what is computed from it, and in a list."""
        arch = """
            <form>
                <field name="name" readonly="name or not active"/>
                <group invisible="not email"><field name="email"/></group>
                <field name="parent_id" readonly="type == 'x' or parent_name"/>
                <field name="child_ids">
                    <list editable="top">
                        <field name="name" readonly="phone and name"/>
                        <field name="phone" column_invisible="parent.child_ids"/>
                    </list>
                </field>
                <field name="phone" readonly="1" invisible="not phone"/>
                <field name="website" readonly="id"/>
                <field name="bank_ids">
                    <list><field name="acc_number" readonly="acc_number"/></list>
                </field>
            </form>"""
        locks = self._find_in("res.partner", etree.fromstring(arch))
        self.assertEqual(
            [name.removeprefix("res.partner.") for name, _condition in locks],
            ["name", "email", "parent_id", "name", "phone"],
        )

    def _find_locks(self):
        """The locks that our views bring along, in the views as they are shown."""
        views = self._get_views()
        ours = {
            condition
            for view in views
            for node in etree.fromstring(view.arch_db).iter()
            for condition in (*map(node.get, LOCKS), node.text)
        }
        while extensions := views.filtered(lambda view: view.mode == "extension"):
            views = views - extensions | extensions.inherit_id
        for view in views:
            arch = etree.fromstring(view.get_combined_arch())
            for name, condition in self._find_in(view.model, arch):
                if condition in ours:
                    yield name, condition

    def _get_views(self):
        data = self.env["ir.model.data"].search(
            [("module", "in", ADDONS), ("model", "=", "ir.ui.view")]
        )
        views = self.env["ir.ui.view"].browse(data.mapped("res_id")).exists()
        return views.filtered(lambda view: view.type in VIEWS)

    def _find_in(self, model, node, shut=(), parents=()):
        """Walk down the view, with the conditions of all nodes above."""
        if not isinstance(node.tag, str):
            return
        if node.tag == "list" and not (node.get("editable") or node.get("multi_edit")):
            return  # nothing is typed here
        own = [node.get(lock) for lock in LOCKS if node.get(lock)]
        conditions = (*shut, *own)
        if node.tag == "field":
            field = self.env[model]._fields[node.get("name")]
            if self._is_typed(field, node):
                for condition in conditions:
                    if self._depends(condition, field, model, parents):
                        yield str(field), condition
            if field.relational:
                for child in node:
                    yield from self._find_in(
                        field.comodel_name, child, (), (*parents, model)
                    )
            return
        for child in node:
            yield from self._find_in(model, child, conditions, parents)

    def _is_typed(self, field, node):
        return not field.readonly and not any(
            node.get(lock) in ALWAYS for lock in LOCKS
        )

    def _depends(self, condition, field, model, parents):
        """Whether a condition may be another one once the field is changed."""
        changed = {field, *self.registry.get_dependent_fields(field)}
        if parents and "parent." in condition:
            lines = self.env[parents[-1]]._fields.values()
            lines = [f for f in lines if f.comodel_name == model]
            for line in lines:
                changed |= {line, *self.registry.get_dependent_fields(line)}
        return any(
            self.env[name]._fields.get(attribute) in changed
            for name, attribute in self._read(condition, model, parents)
        )

    def _read(self, condition, model, parents):
        """The fields of a condition: ``[(model, name)]``."""
        for part in ast.walk(ast.parse(condition, mode="eval")):
            if isinstance(part, ast.Name):
                yield model, part.id
            elif isinstance(part, ast.Attribute) and parents:
                if isinstance(part.value, ast.Name) and part.value.id == "parent":
                    yield parents[-1], part.attr
