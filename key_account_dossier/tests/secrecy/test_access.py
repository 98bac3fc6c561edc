from odoo import Command
from odoo.exceptions import AccessError, MissingError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CLIENT, SECRET, DossierCommon
from .paths import CONTACT, DOSSIER, PATHS

RULE_LOGGERS = ("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")


class AccessCase(DossierCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.model.data"].create(
            {
                "module": "__export__",
                "name": "quicksilver",
                "model": DOSSIER,
                "res_id": cls.dossier.id,
            }
        )
        cls.env["ir.attachment"].create(
            {
                "name": SECRET,
                "raw": b"offer",
                "res_model": DOSSIER,
                "res_id": cls.dossier.id,
            }
        )
        # The outsider who keeps a dossier too sees that one and no more.
        cls.env.flush_all()

    def _try(self, path, user):
        """Return what ``user`` gets on ``path``; nothing of it stays."""
        self.env.flush_all()
        self.env.invalidate_all()
        savepoint = self.cr.savepoint(flush=False)
        try:
            env = self.env(user=user)
            return path(env, self.dossier, self.contact)
        except (AccessError, MissingError, UserError):
            return None
        finally:
            self.env.clear()
            savepoint.close(rollback=True)

    def _find_leaks(self, users):
        with mute_logger(*RULE_LOGGERS):
            return {
                (name, user.login): found
                for name, path in PATHS.items()
                for user in users
                if (found := self._try(path, user))
            }


@tagged("post_install", "-at_install")
class TestAccess(AccessCase):
    def test_outsiders_find_nothing(self):
        self.assertEqual(self._find_leaks(self.outsiders.values()), {})

    def test_outsiders_find_nothing_without_rules(self):
        """The code alone holds when an administrator switches the rules off."""
        self._switch_off_rules()
        self.assertEqual(self._find_leaks(self.outsiders.values()), {})

    def test_insiders_find_everything(self):
        for user in (self.owner, self.boss):
            leaks = self._find_leaks([user])
            missing = PATHS.keys() - {name for name, _login in leaks}
            if user == self.boss:
                missing -= {"export_data"}  # has no right to export at all
            self.assertFalse(missing, user.login)

    def test_error_names_nobody(self):
        self.env.ref("base.group_no_one").user_ids = [Command.link(self.grand.id)]
        for record in (self.dossier, self.contact):
            with self.assertRaises(AccessError) as catcher, mute_logger(*RULE_LOGGERS):
                record.with_user(self.grand).read(["display_name"])
            self.assertNotIn(CLIENT, str(catcher.exception))
            self.assertNotIn(str(record.id), str(catcher.exception))

    def test_label_of_many2one_is_private(self):
        """Labels are computed as superuser, but for the user who reads them."""
        for user in self.outsiders.values():
            contact = self.contact.with_user(user).sudo()
            self.assertEqual(
                contact.read(["dossier_id"])[0]["dossier_id"][1], "Private"
            )
            self.assertEqual(contact.display_name, "Private")
        for user in (self.owner, self.boss):
            contact = self.contact.with_user(user).sudo()
            self.assertEqual(contact.read(["dossier_id"])[0]["dossier_id"][1], CLIENT)

    def test_label_follows_a_handover(self):
        dossier = self.dossier.with_user(self.owner)
        self.assertEqual(dossier.display_name, CLIENT)
        self.dossier.user_id = self.colleague
        self.assertEqual(dossier.sudo().display_name, "Private")

    def test_onchange_with_foreign_numbers(self):
        """Numbers put into an unsaved form reveal nothing."""
        env = self.env(user=self.colleague)
        values = {"contact_ids": [Command.link(self.contact.id)]}
        clock = {"next_contact_date": {}, "last_positive_date": {}, "contact_ids": {}}
        self.env.invalidate_all()
        result = env[DOSSIER].onchange(values, ["contact_ids"], clock)
        self.assertFalse(result["value"].get("last_positive_date"))
        self.env.invalidate_all()
        lines = {"contact_ids": {"fields": {"note": {}, "date": {}}}}
        with self.assertRaises(AccessError), mute_logger(*RULE_LOGGERS):
            env[DOSSIER].onchange(values, ["contact_ids"], lines)
        specification = {
            "display_name": {},
            "dossier_id": {"fields": {"display_name": {}}},
        }
        for model in (CONTACT, "key.account.contact.log"):
            values = {"dossier_id": self.dossier.id}
            result = env[model].onchange(values, ["dossier_id"], specification)
            self.assertNotIn(CLIENT, str(result))

    def test_link_foreign_contact(self):
        own = self._new_dossier(self.colleague)
        with self.assertRaises(AccessError), mute_logger(*RULE_LOGGERS):
            own.with_user(self.colleague).contact_ids = [Command.link(self.contact.id)]
            self.env.flush_all()

    def test_push_contact_into_foreign_dossier(self):
        own = self._new_dossier(self.colleague)
        contact = self.contact.create({"dossier_id": own.id, "outcome": "neutral"})
        contact = contact.with_user(self.colleague)
        with self.assertRaises(AccessError), mute_logger(*RULE_LOGGERS):
            contact.dossier_id = self.dossier.id

    def test_any_without_access_is_refused(self):
        contacts = self.env[CONTACT].with_user(self.grand)
        with self.assertRaises(ValueError):
            contacts.search([("dossier_id", "any!", [("needs", "!=", False)])])

    def test_other_company(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.owner.company_ids = [Command.link(other.id)]
        dossier = self._new_dossier(self.owner, company_id=other.id)
        env = self.env(user=self.owner)
        here = env[DOSSIER].with_context(allowed_company_ids=self.company.ids)
        self.assertNotIn(dossier, here.search([]))
        foreign = self._new_dossier(self.colleague)
        mixed = here.browse((dossier | foreign | self.dossier).ids)
        self.assertEqual(mixed._filtered_access("read"), self.dossier)
        there = env[DOSSIER].with_context(allowed_company_ids=other.ids)
        self.assertEqual(there.search([]), dossier)

    def test_roles_do_not_come_with_other_roles(self):
        for name in ("sales_admin_only", "salesperson_only", "portal", "public"):
            user = self.outsiders[name]
            self.assertFalse(
                user.has_group("key_account_dossier.group_key_account_manager"), name
            )

    def test_partner_deletion_is_neutral(self):
        user = self._new_user("cleaner", "base.group_partner_manager")
        with self.assertRaises(UserError) as catcher:
            self.client_partner.with_user(user).unlink()
        self.assertNotIn("dossier", str(catcher.exception).lower())

    def test_partner_merge_keeps_the_dossier(self):
        twin = self.env["res.partner"].create({"name": "Quicksilver (twin)"})
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.client_partner | twin).ids, twin)
        self.dossier.invalidate_recordset()
        self.assertEqual(self.dossier.partner_id, twin)

    def test_no_stored_default(self):
        settings_admin = self.outsiders["settings_admin"]
        for user in (self.owner, settings_admin):
            with self.assertRaises(ValidationError):
                self.env["ir.default"].with_user(user).set(
                    DOSSIER, "needs", SECRET, user_id=True
                )

    def test_favourites_stay_private(self):
        values = {"name": CLIENT, "model_id": DOSSIER, "user_ids": self.owner.ids}
        favourites = self.env["ir.filters"].with_user(self.owner)
        favourite = favourites.create_filter(dict(values))
        self.assertIn(favourite, favourites.search([("model_id", "=", DOSSIER)]))
        for user in self.outsiders.values():
            found = favourites.with_user(user).search([("model_id", "=", DOSSIER)])
            self.assertFalse(found, user.login)
        for user_ids in ([], (self.owner | self.grand).ids):
            with self.assertRaises(ValidationError):
                favourites.create_filter({**values, "user_ids": user_ids})

    def test_external_ids_are_hidden(self):
        for name in ("rights_admin", "settings_admin"):
            data = self.env["ir.model.data"].with_user(self.outsiders[name])
            self.assertFalse(data.search([("model", "=", DOSSIER)]))
            self.assertTrue(data.search([("model", "=", "res.groups")], limit=1))

    def test_jobs_do_not_tell_how_many_there_are(self):
        """Administrators read how far a job has come."""
        for number in range(3):
            client = self.client_partner.copy({"name": f"Client {number}"})
            self._new_dossier(self.owner, partner_id=client.id)
        told = []
        cron = self.registry["ir.cron"]

        def note(self, processed=0, *, remaining=None, deactivate=False):
            told.append((processed, remaining))
            return 1.0

        self.patch(cron, "_commit_progress", note)
        for job in ("_cron_refresh_clock", "_cron_refresh_whitespace"):
            told.clear()
            getattr(self.env[DOSSIER], job)()
            self.assertEqual(sum(processed for processed, _remaining in told), 1)
            self.assertLessEqual({remaining for _processed, remaining in told}, {0, 1})
            self.assertEqual(told[-1], (1, 0))

    def test_refusals_to_delete_do_not_name_dossiers(self):
        needed = self.owner | self.boss
        admin = self.outsiders["settings_admin"]
        for record in (
            *needed,
            self.company,
            self.client_partner,
            self.dossier.type_id,
        ):
            with self.assertRaises(UserError) as refused:
                record.with_user(admin).sudo().unlink()
            self.assertIn("still in use and cannot be deleted", str(refused.exception))
            self.assertNotIn("ossier", str(refused.exception))

    def test_record_count_is_hidden(self):
        admin = self.outsiders["settings_admin"]
        model = self.env["ir.model"].with_user(admin)._get(DOSSIER)
        self.assertEqual(model.count, 0)
        self.assertTrue(model._get("res.users").count)


@tagged("post_install", "-at_install")
class TestAccessCompleteness(AccessCase):
    """Whatever is added to a dossier later is protected or fails here."""

    def _get_models_with_dossier(self):
        hidden = {DOSSIER}
        while True:
            found = {
                model._name
                for model in self.env.values()
                if not model._abstract
                and any(
                    field.type == "many2one" and field.comodel_name in hidden
                    for field in model._fields.values()
                )
            }
            if found <= hidden:
                return hidden
            hidden |= found

    def test_each_model_has_code_and_rules(self):
        confidential = self.env["key.account.confidential.mixin"]
        expected = self._get_models_with_dossier()
        self.assertIn(CONTACT, expected)
        self.assertEqual(set(confidential._get_confidential_models()), expected)
        for name in expected:
            rules = self.env["ir.rule"].search([("model_id.model", "=", name)])
            self.assertTrue(all(rules.mapped("global")), name)
            domains = " ".join(rules.mapped("domain_force"))
            for wanted in ("user_id", "supervisor_id", "company_id"):
                self.assertIn(wanted, domains, name)

    def test_nothing_points_from_a_client_to_its_dossier(self):
        confidential = self.env["key.account.confidential.mixin"]
        names = set(confidential._get_confidential_models())
        for model in self.env.values():
            if model._name in names or model._abstract:
                continue
            for field in model._fields.values():
                self.assertNotIn(field.comodel_name, names, field)

    def test_no_related_field_answers_as_superuser(self):
        confidential = self.env["key.account.confidential.mixin"]
        for name in confidential._get_confidential_models():
            for field in self.env[name]._fields.values():
                self.assertFalse(field.related and field.related_sudo, field)
                self.assertFalse(getattr(field, "tracking", None), field)
