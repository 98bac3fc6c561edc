import json

from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from ..common import CLIENT, SECRET, DossierCommon

# What a browser sends when an address is typed in.
TYPED_IN = {
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "none",
    "Sec-Fetch-User": "?1",
}
DOSSIER = "key.account.dossier"
CONTACT = "key.account.contact"


@tagged("post_install", "-at_install")
class TestAccessHttp(DossierCommon, HttpCase):
    """What a session can get over the wire, with no Python of ours in between."""

    def _call(self, model, method, *args, **kwargs):
        try:
            return self.make_jsonrpc_request(
                f"/web/dataset/call_kw/{model}/{method}",
                {"model": model, "method": method, "args": args, "kwargs": kwargs},
            )
        except JsonRpcException as error:
            return error.args

    def _collect(self):
        ids, fields = self.dossier.ids, ["display_name", "needs", "partner_id"]
        specification = {"needs": {}, "contact_ids": {"fields": {"note": {}}}}
        calls = [
            (DOSSIER, "search_read", [], fields),
            (DOSSIER, "read", ids, fields),
            (DOSSIER, "web_read", ids, specification),
            (DOSSIER, "web_search_read", [], specification),
            (DOSSIER, "name_search", "Quick"),
            (DOSSIER, "formatted_read_group", [], ["partner_id"], ["__count"]),
            (DOSSIER, "onchange", ids, {"goals": "x"}, ["goals"], specification),
            (DOSSIER, "get_metadata", ids),
            (DOSSIER, "action_log_contact", ids),
            (CONTACT, "search_read", [], ["note", "dossier_id"]),
            (CONTACT, "read", self.contact.ids, ["note", "dossier_id"]),
        ]
        return [str(self._call(*call)) for call in calls]

    @mute_logger("odoo.http")
    def test_json_rpc(self):
        for name, user in self.outsiders.items():
            if name == "public":
                continue
            self.authenticate(user.login, user.login)
            for answer in self._collect():
                self.assertNotIn(SECRET, answer, name)
                self.assertNotIn(CLIENT, answer, name)
        self.authenticate(self.owner.login, self.owner.login)
        answers = self._collect()
        self.assertTrue(
            all(SECRET in answer or CLIENT in answer for answer in answers[:6])
        )

    @mute_logger("odoo.http")
    def test_public(self):
        self.authenticate(None, None)
        for answer in self._collect():
            self.assertNotIn(SECRET, answer)
            self.assertNotIn(CLIENT, answer)

    @mute_logger("odoo.http")
    def test_private_methods_are_not_callable(self):
        self.authenticate(self.grand.login, self.grand.login)
        for method in ("_find_supervisor", "_get_forbidden", "_get_external_ids"):
            self.assertIn("AccessError", str(self._call(DOSSIER, method, [])))

    @mute_logger("odoo.http")
    def test_addresses(self):
        self.env["ir.config_parameter"].set_param("web.json.enabled", "True")
        admin = self.outsiders["settings_admin"]
        self.authenticate(admin.login, admin.login)
        number = self.dossier.id
        for address in (
            f"/json/1/key-accounts/{number}",
            "/json/1/key-accounts",
            f"/web/content/{DOSSIER}/{number}/needs",
            f"/web/content?model={DOSSIER}&id={number}&field=needs",
            f"/mail/view?model={DOSSIER}&res_id={number}",
            f"/odoo/key-accounts/{number}",
        ):
            answer = self.url_open(address, headers=TYPED_IN).text
            self.assertNotIn(SECRET, answer, address)
            self.assertNotIn(CLIENT, answer, address)
        self.authenticate(self.owner.login, self.owner.login)
        address = f"/json/1/key-accounts/{number}"
        self.assertIn(SECRET, self.url_open(address, headers=TYPED_IN).text)

    @mute_logger("odoo.http")
    def test_export(self):
        admin = self.outsiders["settings_admin"]
        self.authenticate(admin.login, admin.login)
        data = {
            "model": DOSSIER,
            "fields": [{"name": "needs", "label": "Needs", "type": "text"}],
            "ids": self.dossier.ids,
            "domain": [],
            "import_compat": False,
        }
        for ids in (self.dossier.ids, False):
            response = self.url_open(
                "/web/export/csv", data={"data": json.dumps({**data, "ids": ids})}
            )
            self.assertNotIn(SECRET, response.text)
