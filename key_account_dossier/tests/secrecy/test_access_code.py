from unittest.mock import patch

from odoo.models import BaseModel
from odoo.tests import tagged

from .paths import PATHS
from .test_access import AccessCase


@tagged("post_install", "-at_install")
class TestAccessDetection(AccessCase):
    """The tests of access notice when the protection is taken away."""

    def setUp(self):
        super().setUp()
        confidential = self.registry["key.account.confidential.mixin"]
        for name in ("_search", "_check_access", "_get_external_ids"):
            self.startPatcher(
                patch.object(confidential, name, getattr(BaseModel, name))
            )

    def test_rules_hold_without_code(self):
        leaks = self._find_leaks(self.outsiders.values())
        self.assertEqual({name for name, _login in leaks}, {"external_id"})

    def test_leaks_are_noticed(self):
        self._switch_off_rules()
        leaks = self._find_leaks([self.grand, self.colleague])
        noticed = {name for name, _login in leaks}
        # Exporting needs a right that these two do not have.
        self.assertEqual(PATHS.keys() - noticed, {"export_data"})
