from contextlib import contextmanager
from unittest.mock import patch

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.models import BaseModel
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.secrecy.key_account_linked_mixin import KeyAccountLinkedMixin
from .common_secrets import LINKED, SecretsCommon
from .record_paths import CHANGING, RECORD_PATHS
from .test_access import RULE_LOGGERS

LOGGERS = (*RULE_LOGGERS, "odoo.sql_db", "odoo.models.unlink")


def search_unprotected(records, *args, **kwargs):
    """Search as if the class that protects linked records were not there."""
    return super(KeyAccountLinkedMixin, records)._search(*args, **kwargs)


class RecordCase(SecretsCommon):
    def _try(self, path, user, record):
        if path in CHANGING:
            with self._undone():
                return self._ask(path, user, record)
        return self._ask(path, user, record)

    def _ask(self, path, user, record):
        try:
            return path(self.env(user=user), record)
        except (AccessError, MissingError, UserError):
            return None
        finally:
            # The next one must not find it in the cache.
            self.env.invalidate_all(flush=False)

    @contextmanager
    def _undone(self):
        savepoint = self.cr.savepoint(flush=False)
        try:
            yield
        finally:
            self.env.clear()
            savepoint.close(rollback=True)

    def _assert_nothing(self, leaks):
        lines = [" ".join((*key, str(found)[:80])) for key, found in leaks.items()]
        self.assertFalse(leaks, "\n".join(sorted(lines)))

    def _find_leaks(self, users, paths=RECORD_PATHS):
        users = list(users)
        self.env.flush_all()
        with mute_logger(*LOGGERS):
            return {
                (name, model, user.login): found
                for name, path in paths.items()
                for model, record in self._get_all_records().items()
                for user in users
                if (found := self._try(path, user, record))
            }


@tagged("post_install", "-at_install")
class TestAccessRecords(RecordCase):
    def test_all_models_are_planted(self):
        confidential = self.env["key.account.confidential.mixin"]
        expected = {
            name
            for name in confidential._get_confidential_models()
            if self.env[name]._is_an_ordinary_table()
        }
        self.assertEqual(self.records.keys(), expected | set(LINKED))
        self.assertTrue(all(self.records.values()), self.records)

    def test_outsiders_find_nothing(self):
        self._assert_nothing(self._find_leaks(self.outsiders.values()))

    def test_outsiders_find_nothing_without_rules(self):
        self._switch_off_rules()
        names = ("settings_admin", "former_boss")
        self._assert_nothing(self._find_leaks(self.outsiders[name] for name in names))

    def test_insiders_find_the_records(self):
        users = self.owner | self.boss
        leaks = self._find_leaks(users, {"read": RECORD_PATHS["read"]})
        closed = {
            model
            for model, record in self._get_all_records().items()
            if not self.env[record._name].with_user(self.boss).has_access("read")
        }
        found = {model for _name, model, _login in leaks}
        self.assertEqual(found, self._get_all_records().keys() - closed)


@tagged("post_install", "-at_install")
class TestAccessRecordsDetection(RecordCase):
    """The tests above notice when the protection is taken away."""

    def setUp(self):
        super().setUp()
        self._switch_off_rules()
        mixin = self.registry["key.account.confidential.mixin"]
        for name in ("_search", "_check_access", "_get_external_ids"):
            self.startPatcher(patch.object(mixin, name, getattr(BaseModel, name)))
        linked = self.registry["key.account.linked.mixin"]
        self.startPatcher(patch.object(linked, "_get_links", lambda records: []))
        nothing = patch.object(linked, "_get_secret_links", lambda records: [])
        self.startPatcher(nothing)
        meeting = self.registry["calendar.event"]
        nothing = patch.object(meeting, "_get_hidden", lambda records: records.browse())
        self.startPatcher(nothing)
        self.startPatcher(patch.object(linked, "_search", search_unprotected))

    def test_leaks_are_noticed(self):
        admin = self.outsiders["settings_admin"]
        leaks = self._find_leaks([admin])
        paths = {name for name, _model, _login in leaks}
        self.assertFalse(RECORD_PATHS.keys() - paths)
        models = {model for _name, model, _login in leaks}
        self.assertFalse(self._get_all_records().keys() - models)
