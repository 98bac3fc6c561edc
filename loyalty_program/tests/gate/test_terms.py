from odoo.tests import BaseCase

from ...arithmetic.gate.terms import ADDED, CHANGED, REMOVED, Change, list_changes

BEFORE = {
    "program": {"id": 1, "trigger": "auto"},
    "rewards": [{"id": 5, "discount": 2.0}, {"id": 6, "discount": 3.0}],
}


class TestTerms(BaseCase):
    def test_each_kind_of_change(self):
        after = {
            "program": {"id": 1, "trigger": "with_code"},
            "rewards": [{"id": 5, "discount": 100.0}, {"id": 7, "discount": 1.0}],
            "benefits": [{"id": 9, "kind": "change"}],
        }
        self.assertEqual(
            list_changes(BEFORE, after),
            [
                Change("program", CHANGED, 1, "trigger"),
                Change("rewards", REMOVED, 6),
                Change("rewards", ADDED, 7),
                Change("rewards", CHANGED, 5, "discount"),
                Change("benefits", ADDED, 9),
            ],
        )

    def test_nothing_changed(self):
        self.assertEqual(list_changes(BEFORE, BEFORE), [])

    def test_field_that_was_not_asked_for(self):
        """A case that an earlier version approved keeps its program running."""
        after = {**BEFORE, "program": {**BEFORE["program"], "control_share": 0.1}}
        self.assertEqual(list_changes(BEFORE, after), [])
        self.assertEqual(len(list_changes(after, BEFORE)), 0)
