"""One entrance per document: an add-on overrides a step of it once, in one file.

Rooms that have something to do with the step extend the hooks that this one override
calls; a room that overrode it again would decide by load order when its turn comes.
"""

import ast
from collections import defaultdict

import pytest
from devkit.paths import REPO

ADDONS = ["client_segmentation", "key_account_dossier", "loyalty_program"]
DOCUMENTS = {
    "account.move",
    "account.move.line",
    "crm.lead",
    "loyalty.card",
    "loyalty.program",
    "loyalty.reward",
    "loyalty.rule",
    "sale.order",
    "sale.order.line",
}
STEPS = {
    "_action_cancel",
    "_action_confirm",
    "_post",
    "action_cancel",
    "action_confirm",
    "action_draft",
    "action_post",
    "action_quotation_send",
    "button_cancel",
    "button_draft",
    "copy",
    "create",
    "unlink",
    "write",
}


def model_name(class_node):
    """The model that a class defines or extends."""
    attributes = {
        target.id: ast.literal_eval(node.value)
        for node in class_node.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if getattr(target, "id", None) in ("_name", "_inherit")
    }
    name = attributes.get("_name") or attributes.get("_inherit")
    return name[0] if isinstance(name, list) else name


def overrides(addon):
    """``{(model, step): files that override it}``."""
    found = defaultdict(list)
    for path in sorted((REPO / addon / "models").rglob("*.py")):
        for node in ast.parse(path.read_text()).body:
            if not isinstance(node, ast.ClassDef) or model_name(node) not in DOCUMENTS:
                continue
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and method.name in STEPS:
                    place = str(path.relative_to(REPO))
                    found[model_name(node), method.name].append(place)
    return found


@pytest.mark.parametrize("addon", ADDONS)
def test_each_step_of_a_document_is_overridden_once(addon):
    doubles = {step: files for step, files in overrides(addon).items() if files[1:]}
    assert not doubles


def test_overrides_are_seen():
    """The test above would pass if it found nothing."""
    assert ("crm.lead", "write") in overrides("client_segmentation")
    assert ("sale.order", "action_confirm") in overrides("loyalty_program")
