# What tests write is for nobody to read.
# pylint: disable=translation-required
from contextlib import ExitStack, contextmanager
from datetime import datetime
from unittest.mock import patch

from odoo.fields import Domain
from odoo.tests import tagged

from ..common import MANAGER, DossierCommon

SALESPERSON = "sales_team.group_sale_salesman"
ROLES = {
    "employee": "base.group_user,base.group_partner_manager",
    "salesperson": SALESPERSON,
    "manager": f"{MANAGER},{SALESPERSON}",
}
# What a key account manager plans may fall into a pause of one of his clients: one
# query tells whether he has any.
PLANNED = {("manager", "plan an activity"): 1, ("manager", "plan a meeting"): 1}
LINKED = ("mail.message", "mail.notification", "mail.followers", "mail.activity")
# What Odoo finds in a model once and keeps with its class.
KEPT = ("_constraint_methods", "_ondelete_methods", "_onchange_methods")
NAMESPACE = "odoo.addons.key_account_dossier."


def _is_ours(base):
    name = getattr(base, "_name", None) or ""
    return base.__module__.startswith(NAMESPACE) or name.startswith("key.account.")


class Steps:
    """What people do all day long on a contact that has no dossier."""

    def __init__(self, env, contact, colleague):
        self.env = env
        self.contact = contact.with_env(env)
        self.colleague = colleague.partner_id
        self.on_contact = [
            ("res_model", "=", "res.partner"),
            ("res_id", "=", contact.id),
        ]

    def get_all(self):
        return {
            "log a note": lambda: self.contact._message_log(body="Called"),
            "post a message": self._post,
            "plan an activity": self._plan,
            "finish an activity": lambda: self._get_activity().action_feedback(),
            "plan a meeting": self._meet,
            "upload a file": self._upload,
            "read the chatter": self._read_chatter,
            "search messages": lambda: self._search("mail.message", "body"),
            "search notifications": lambda: self._search(
                "mail.notification", "failure_reason"
            ),
            "search followers": lambda: self.env["mail.followers"].search(
                [("partner_id", "=", self.colleague.id)]
            ),
            "list followers": lambda: self.env["mail.followers"].search(
                self.on_contact
            ),
            "search activities": lambda: self._search("mail.activity", "summary"),
            "list activities": self._list_activities,
            "search files": lambda: self._search("ir.attachment", "name"),
            "list files": lambda: self.env["ir.attachment"].search(self.on_contact),
            "search meetings": lambda: self._search("calendar.event", "name"),
            "systray": lambda: self.env["res.users"]._get_activity_groups(),
        }

    def _search(self, model, text):
        return self.env[model].search([(text, "not ilike", "nobody")], limit=40)

    def _post(self):
        partner_ids = self.colleague.ids
        self.contact.message_post(body="Called", partner_ids=partner_ids)

    def _plan(self):
        return self.contact.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.env.uid
        )

    def _get_activity(self):
        own = [*self.on_contact, ("user_id", "=", self.env.uid)]
        return self.env["mail.activity"].search(own, limit=1)

    def _meet(self):
        start, stop = datetime(2031, 5, 5, 9), datetime(2031, 5, 5, 10)
        return self.env["calendar.event"].create(
            {"name": "Talk", "start": start, "stop": stop}
        )

    def _upload(self):
        return self.env["ir.attachment"].create(
            {
                "name": "offer.txt",
                "raw": b"offer",
                "res_model": "res.partner",
                "res_id": self.contact.id,
            }
        )

    def _read_chatter(self):
        on_contact = [("model", "=", "res.partner"), ("res_id", "=", self.contact.id)]
        return self.env["mail.message"].search(on_contact, limit=30).read(["body"])

    def _list_activities(self):
        return self.env["mail.activity"].web_search_read(
            [("user_id", "=", self.env.uid)],
            {"summary": {}, "res_name": {}, "date_deadline": {}},
        )


@tagged("post_install", "-at_install")
class TestLight(DossierCommon):
    """What has nothing to do with a dossier takes no query more than in Odoo.

    Odoo's own count is taken in the same database, with the classes of this add-on
    taken out of Odoo's models: so no number in here grows old with Odoo.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact_partner = cls.env["res.partner"].create({"name": "Any Contact"})
        cls.users = {
            name: cls._new_user(f"light_{name}", groups)
            for name, groups in ROLES.items()
        }
        # Somebody with a dossier, though not on that contact.
        cls._new_dossier(cls.users["manager"], partner_id=cls.boss.partner_id.id)
        cls.env.flush_all()

    @contextmanager
    def _without_add_on(self):
        with ExitStack() as stack:
            for name, model in self.registry.items():
                bases = tuple(base for base in model.__bases__ if not _is_ours(base))
                if not name.startswith("key.account.") and bases != model.__bases__:
                    stack.callback(self._set_bases, model, model.__bases__)
                    self._set_bases(model, bases)
            yield

    def _set_bases(self, model, bases):
        model.__bases__ = bases
        for name in KEPT:
            if name in vars(model):
                delattr(model, name)

    def _count(self, user):
        """Return ``{step: queries}``, once Odoo has filled its lasting caches."""
        steps = Steps(self.env(user=user), self.contact_partner, self.colleague)
        counts = {}
        for name, step in steps.get_all().items():
            for _warm in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                step()
                self.env.flush_all()
                counts[name] = self.cr.sql_log_count - before
        return counts

    def _find_heavier(self, role):
        counts = self._count(self.users[role])
        with self._without_add_on():
            own = self._count(self.users[role])
        return {
            name: f"{count} queries, in Odoo {own[name]}"
            for name, count in counts.items()
            if count > own[name] + PLANNED.get((role, name), 0)
        }

    def test_no_query_more(self):
        for role in ROLES:
            with self.subTest(role=role):
                self.assertEqual(self._find_heavier(role), {})

    def test_more_queries_are_noticed(self):
        linked = self.registry["key.account.linked.mixin"]
        check = linked._check_insiders

        def ask_again(records, *args, **kwargs):
            records.env.cr.execute("SELECT 1")
            return check(records, *args, **kwargs)

        with patch.object(linked, "_check_insiders", ask_again):
            heavier = self._find_heavier("salesperson")
        self.assertGreaterEqual(
            heavier.keys(), {"log a note", "post a message", "plan an activity"}
        )

    def test_add_on_is_taken_out(self):
        """The yardstick is Odoo alone: what protects is not there, and is back."""
        messages = self.env["mail.message"]
        with self._without_add_on():
            self.assertFalse(hasattr(messages, "_get_hidden"))
            self.assertFalse(hasattr(self.env["calendar.event"], "_close"))
        self.assertTrue(hasattr(messages, "_get_hidden"))

    def test_fixed_condition_for_the_others(self):
        """Who has no dossiers asks the database for none."""
        messages = self.env["mail.message"].with_user(self.users["salesperson"])
        code = str(messages._get_open_sql(None, messages, "m", messages._as_query()))
        self.assertNotIn("FROM key_account", code.replace('"', ""))
        mine = messages.with_user(self.users["manager"])
        code = str(mine._get_open_sql(None, mine, "m", mine._as_query()))
        self.assertEqual(code.replace('"', "").count("FROM key_account"), 1)

    def test_condition_is_short_and_kept(self):
        """Each search has PostgreSQL read and plan it anew."""
        for role, most in (("employee", 1_300), ("manager", 1_700)):
            for name in LINKED:
                records = self.env[name].with_user(self.users[role])
                code = records._get_open_sql(None, records, "t", None)
                self.assertLess(len(code.code) + len(str(code.params)), most, name)
        messages = self.env["mail.message"].with_user(self.users["manager"])
        with self.assertQueryCount(0):
            for hosts in ((), ("key.account.dossier",)):
                kept = messages._get_kept_open_sql("t", hosts)
                self.assertTrue(kept)
                self.assertIs(messages._get_kept_open_sql("t", hosts), kept)

    def test_condition_is_made_anew_where_rules_look_up(self):
        """A rule that asks for more than numbers may turn out otherwise any time."""
        messages = self.env["mail.message"].with_user(self.users["manager"])
        hosts = ("key.account.dossier",)
        self.assertTrue(messages._get_kept_open_sql("t", hosts))
        rule = self.env["ir.rule"].create(
            {
                "name": "Only of one name",
                "model_id": self.env["ir.model"]._get_id("key.account.dossier"),
                "domain_force": "[('partner_id.name', '=', 'Nobody')]",
            }
        )
        self.assertIsNone(messages._get_kept_open_sql("t", hosts))
        code = messages._get_open_sql(None, messages, "t", None)
        self.assertIn("Nobody", str(code.params))
        rule.domain_force = "[('user_id', '=', user.id)]"
        self.assertTrue(messages._get_kept_open_sql("t", hosts))
        rule.domain_force = "[('partner_id', '=', 'Nobody')]"
        self.assertIsNone(messages._get_kept_open_sql("t", hosts))

    def test_messages_of_dossiers_are_found_without_reading_those(self):
        manager = self.users["manager"]
        dossier = self.env["key.account.dossier"].search([("user_id", "=", manager.id)])
        dossier.message_post(body="Between us")
        other = self._new_dossier(self.owner, partner_id=self.contact_partner.id)
        other.message_post(body="Not for the manager")
        on_dossiers = [("model", "=", "key.account.dossier")]
        messages = self.env["mail.message"].with_user(manager)
        self.env.flush_all()
        self.env.invalidate_all()
        found = messages.search([*on_dossiers, ("res_id", "in", (dossier + other).ids)])
        self.assertEqual(set(found.sudo().mapped("res_id")), set(dossier.ids))
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(2):  # the user, and the messages
            messages.search(on_dossiers, limit=80)

    def test_no_condition_on_other_documents(self):
        messages = self.env["mail.message"].with_user(self.users["salesperson"])
        for names in ("crm.lead", ["crm.lead", "res.partner"]):
            domain = messages._restrict_to_open(self._ask_for(names))
            self.assertEqual(domain, self._ask_for(names))
        for names in ("calendar.event", ["crm.lead", "key.account.plan"]):
            domain = messages._restrict_to_open(self._ask_for(names))
            self.assertNotEqual(domain, self._ask_for(names))

    def _ask_for(self, names):
        operator = "=" if isinstance(names, str) else "in"
        return Domain("model", operator, names) & Domain("res_id", "!=", False)
