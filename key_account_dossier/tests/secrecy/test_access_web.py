import io
import json
import zipfile
from datetime import timedelta
from unittest.mock import patch

from odoo import fields, http
from odoo.models import BaseModel
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger
from odoo.tools.misc import limited_field_access_token

from ..common import CLIENT, SECRET
from .common_secrets import SecretsCommon
from .planter import DOSSIER
from .record_paths import _get_text_names
from .test_access import RULE_LOGGERS
from .test_access_http import TYPED_IN
from .test_access_records import search_unprotected
from .web_paths import FILE, MODEL_CALLS, REPORT, WEB_PATHS

LOGGERS = (
    *RULE_LOGGERS,
    "odoo.http",
    "odoo.sql_db",
    "odoo.addons.web.controllers.export",
    "odoo.addons.web.controllers.report",
)
# Answers that consist of the fact that something was done or is there.
DONE = (
    "react",
    "post",
    "update_message",
    "subscription",
    "meeting_by_guess",
    "meeting_through_partner",
    "meeting_through_attendee",
    "meeting_through_series",
)
# Where no text but a name tells it, and where one is only sent somewhere else.
TELLING = {"systray": DOSSIER, "followers": "Former"}
ADDRESSES = {"mail_view", "mail_message_address"}
# Where even those with access find nothing in this test: boxes of others, messages
# of others, documents that may not be written to, exports for administrators.
NOT_FOR_OWNER = {
    "starred",
    "history",
    "failures",
    "systray",
    "update_message",
    "take_file_along",
    "export_messages",
    "export_messages_domain",
}


class WebCase(SecretsCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        file = cls.records[FILE]
        # What a manager of yesterday may have kept from the web client.
        cls.token = limited_field_access_token(file, "raw", scope="binary")
        cls.ownership_token = limited_field_access_token(
            file, "id", scope="attachment_ownership"
        )
        cls._new_report()
        cls.env["ir.config_parameter"].set_param("web.json.enabled", "True")
        cls.keys = {
            user.id: cls.env["res.users.apikeys"]
            .with_user(user)
            .sudo()
            ._generate("rpc", "test", fields.Datetime.now() + timedelta(days=1))
            for user in cls.owner | cls._get_personas()
        }

    @classmethod
    def _get_personas(cls):
        users = cls.env["res.users"].union(*cls.outsiders.values())
        return users - cls.outsiders["public"]

    @classmethod
    def _new_report(cls):
        cls.env["ir.ui.view"].create(
            {
                "name": REPORT,
                "type": "qweb",
                "key": REPORT,
                "arch": '<t t-name="test_report"><t t-foreach="docs" t-as="doc">'
                '<p t-out="doc.needs" /></t></t>',
            }
        )
        cls.env["ir.actions.report"].create(
            {
                "name": "Test",
                "model": DOSSIER,
                "report_type": "qweb-html",
                "report_name": REPORT,
            }
        )

    def _log_in(self, user):
        public = user == self.outsiders["public"]
        self.authenticate(*(None, None) if public else (user.login, user.login))
        self.user = user
        self.partner_id = user.partner_id.id

    def _ask(self, way, address, params):
        """Return the whole answer as text, files unpacked."""
        if way == "jsonrpc":
            body = {"jsonrpc": "2.0", "method": "call", "params": params}
            return self.url_open(address, json=body).text
        if way == "json2":
            headers = {"Authorization": f"Bearer {self.keys.get(self.user.id)}"}
            return self.url_open(address, json=params, headers=headers).text
        if way in ("get", "typed"):
            headers = TYPED_IN if way == "typed" else None
            return self.url_open(address, headers=headers).text
        if way == "export":
            params = {"data": json.dumps(params)}
        token = http.Request.csrf_token(self)
        return self._unpack(self.url_open(address, {**params, "csrf_token": token}))

    def _unpack(self, response):
        if not response.content.startswith(b"PK"):
            return response.text
        with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
            return "".join(
                archive.read(name).decode(errors="replace")
                for name in archive.namelist()
            )

    def _find_web_leaks(self, user):
        self._log_in(user)
        for name, path in WEB_PATHS.items():
            answer = self._ask(*path(self))
            if self._tells(answer, TELLING.get(name, SECRET)) or (
                name in DONE and self._is_done(answer)
            ):
                yield name, user.login, answer[:100]

    def _find_call_leaks(self, user):
        self._log_in(user)
        for name, record in self._get_all_records().items():
            model = record._name
            texts = _get_text_names(self.env[model].with_user(user))
            for method, get_arguments in MODEL_CALLS.items():
                params = {
                    "model": model,
                    "method": method,
                    "args": get_arguments(record.ids, texts),
                    "kwargs": {},
                }
                address = f"/web/dataset/call_kw/{model}/{method}"
                answer = self._ask("jsonrpc", address, params)
                if self._tells(answer) or self._is_done(answer):
                    yield f"{method} {name}", user.login, answer[:100]

    def _tells(self, answer, name=SECRET):
        return any(secret in answer for secret in (SECRET, CLIENT, name))

    def _is_done(self, answer):
        """Tell whether the server answered with anything but nothing."""
        try:
            answer = json.loads(answer)
        except ValueError:
            return False
        result = answer.get("result")
        return bool(result) and result != {"datas": []}


@tagged("post_install", "-at_install")
class TestAccessWeb(WebCase):
    def _assert_nothing(self, find_leaks):
        with mute_logger(*LOGGERS):
            leaks = [
                " ".join(leak)
                for user in self.outsiders.values()
                for leak in find_leaks(user)
            ]
        self.assertFalse(leaks, "\n".join(leaks))

    def test_routes(self):
        self._assert_nothing(self._find_web_leaks)

    def test_calls(self):
        self._assert_nothing(self._find_call_leaks)

    def test_owner_finds_it(self):
        with mute_logger(*LOGGERS):
            found = {name for name, _login, _text in self._find_web_leaks(self.owner)}
        self.assertFalse(WEB_PATHS.keys() - found - ADDRESSES - NOT_FOR_OWNER)


@tagged("post_install", "-at_install")
class TestAccessWebDetection(WebCase):
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
        # Odoo itself shows strangers no more than "Busy" of a private meeting.
        self.records["calendar.event"].flush_recordset()
        self.cr.execute("UPDATE calendar_event SET privacy = 'public'")
        self.env.invalidate_all(flush=False)
        self.startPatcher(patch.object(linked, "_search", search_unprotected))

    def test_leaks_are_noticed(self):
        users = [self.outsiders["settings_admin"], self.former, self.former_boss]
        with mute_logger(*LOGGERS):
            found = {
                name for user in users for name, *_rest in self._find_web_leaks(user)
            }
        self.assertFalse(WEB_PATHS.keys() - found - ADDRESSES)
