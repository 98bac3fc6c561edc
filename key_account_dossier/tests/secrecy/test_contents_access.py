from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..dossier.common_contents import ContentsCommon

RULE_LOGGERS = ("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
TEXTS = {
    "key.account.stakeholder": "note",
    "key.account.date": "name",
    "key.account.competitor": "strengths",
    "key.account.plan": "name",
    "key.account.plan.result": "note",
    "key.account.score": "note",
    "key.account.score.line": "note",
    "key.account.review": "note",
    "key.account.competitor.share": "source",
    "key.account.review.line": "note",
    "key.account.rating": "comment",
    "key.account.opportunity": "categ_id",
}
PARENTS = {
    "key.account.competitor.share": "competitor_id",
    "key.account.plan.result": "plan_id",
    "key.account.score.line": "score_id",
    "key.account.review.line": "review_id",
}


@tagged("post_install", "-at_install")
class TestContentsAccess(ContentsCommon):
    """Each part of a dossier is as closed as the dossier."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls._add_person(note="Likes tea")
        cls.plan = cls._add_plan()
        cls.score = cls._add_score(date(2026, 3, 2), 3, 2)
        cls.review = cls._add("key.account.review")
        cls.rival = cls._add("key.account.competitor", name="Rival", share=5)
        cls.parts = {
            "key.account.stakeholder": cls.person,
            "key.account.date": cls._add(
                "key.account.date", name="Tea", date="2026-01-01"
            ),
            "key.account.competitor": cls.rival,
            "key.account.competitor.share": cls.rival.share_ids,
            "key.account.plan": cls.plan,
            "key.account.plan.result": cls.env["key.account.plan.result"].create(
                {"plan_id": cls.plan.id, "value": 3, "date": "2026-01-01"}
            ),
            "key.account.score": cls.score,
            "key.account.score.line": cls.score.line_ids[0],
            "key.account.review": cls.review,
            "key.account.review.line": cls.review.line_ids[0],
            "key.account.rating": cls._add("key.account.rating", cls.boss, stars="4"),
            "key.account.opportunity": cls._add(
                "key.account.opportunity",
                lead_id=cls.env["crm.lead"].create({"name": "Twelve lathes"}).id,
            ),
        }
        cls.env.flush_all()

    def _refused(self, user, action, part):
        self.env.invalidate_all()
        with (
            self.subTest(model=part._name, user=user.login),
            self.assertRaises(AccessError),
            mute_logger(*RULE_LOGGERS),
        ):
            action(part.with_user(user))
            self.env.flush_all()

    def test_all_parts_are_tried(self):
        confidential = self.env["key.account.confidential.mixin"]
        ours = set(self.parts)
        self.assertLessEqual(ours, set(confidential._get_confidential_models()))
        parts = self.registry.descendants(["key.account.part.mixin"], "_inherit")
        self.assertEqual(set(parts) - {"key.account.part.mixin"}, ours)

    def test_outsiders_find_nothing(self):
        for switched_off in (False, True):
            if switched_off:
                self._switch_off_rules()
            for user in self.outsiders.values():
                self._check_outsider(user)

    def _check_outsider(self, user):
        for name, part in self.parts.items():
            self.env.invalidate_all()
            model = self.env[name].with_user(user)
            try:
                found = model.search([("id", "=", part.id)])
            except AccessError:
                continue  # without any role not even the list opens
            self.assertFalse(found, (name, user.login))
            self.assertFalse(part.with_user(user)._filtered_access("read"))
            self.assertEqual(part.with_user(user).sudo().display_name, "Private")

    def test_colleague_is_refused(self):
        for part in self.parts.values():
            text = TEXTS[part._name]
            self._refused(self.colleague, lambda p: p.read(["display_name"]), part)
            self._refused(self.colleague, lambda p, t=text: p.write({t: "x"}), part)
            self._refused(self.colleague, lambda p: p.unlink(), part)
            self._refused(self.colleague, self._create_twin, part)

    def _create_twin(self, part):
        """Create a record of this kind in the same dossier, as the user of it."""
        source = part.sudo()
        parent = PARENTS.get(part._name, "dossier_id")
        values = {parent: source[parent].id}
        names = {"name", "date", "date_due", "partner_id", "stars", "criterion_id"}
        for name in (names | {"section"}) & part._fields.keys():
            value = source[name]
            values[name] = value.id if part._fields[name].relational else value
        part.create(values)

    def test_push_into_foreign_dossier(self):
        own = self._new_dossier(self.colleague)
        twin = self.env["key.account.competitor"].create(
            {"dossier_id": own.id, "name": "Rival"}
        )
        self._refused(
            self.colleague,
            lambda part: part.write({"dossier_id": self.dossier.id}),
            twin,
        )
        plan = self._add_plan(dossier_id=own.id, user=self.colleague)
        result = plan.result_ids.create({"plan_id": plan.id})
        self._refused(
            self.colleague, lambda part: part.write({"plan_id": self.plan.id}), result
        )

    def test_pull_out_of_foreign_dossier(self):
        own = self._new_dossier(self.colleague)
        for name, part in (
            ("stakeholder_ids", self.person),
            ("score_ids", self.score),
            ("plan_ids", self.plan),
        ):
            self._refused(
                self.colleague,
                lambda d, n=name, p=part: d.write({n: [Command.link(p.id)]}),
                own,
            )

    def test_onchange_with_foreign_numbers(self):
        """Numbers put into an unsaved form reveal no figure."""
        dossiers = self.env["key.account.dossier"].with_user(self.colleague)
        asked = {
            "score_ids": ["relationship_score", "score_date", "score_count"],
            "plan_ids": ["plan_progress", "plan_count", "hours_planned"],
            "rating_ids": ["next_rating_date"],
        }
        linked = {
            "score_ids": self.score,
            "plan_ids": self.plan,
            "rating_ids": self.parts["key.account.rating"],
        }
        self.plan.hours_planned = 12
        self.env.flush_all()
        for name, fields in asked.items():
            self.env.invalidate_all()
            values = {name: [Command.link(linked[name].id)]}
            specification = {field: {} for field in (*fields, name)}
            result = dossiers.onchange(values, [name], specification)
            for field in fields[:-1] or fields:
                self.assertFalse(result["value"].get(field), field)

    def test_onchange_of_a_date(self):
        dates = self.env["key.account.date"].with_user(self.colleague)
        specification = {"dossier_id": {"fields": {"display_name": {}}}, "name": {}}
        self.env.invalidate_all()
        result = dates.onchange(
            {"stakeholder_id": self.person.id}, ["stakeholder_id"], specification
        )
        self.assertFalse(result["value"].get("dossier_id"))

    def test_handover_takes_everything_along(self):
        self.employees[0].user_id = self.colleague
        self.dossier.user_id = self.colleague
        self.env.flush_all()
        for part in self.parts.values():
            rating = part._name == "key.account.rating"
            new = part.with_user(self.colleague)
            # How the work of the one before was rated is none of his business.
            self.assertEqual(new.has_access("read"), not rating, part._name)
            self.assertFalse(part.with_user(self.owner).has_access("read"), part._name)

    def test_responsible_gets_nothing(self):
        self.plan.responsible_id = self.colleague
        self.person.owner_id = self.colleague
        for part in (self.plan, self.person):
            self.assertFalse(part.with_user(self.colleague).has_access("read"))
        self.assertFalse(self.colleague.activity_ids)

    def test_contact_in_use_is_refused_neutrally(self):
        user = self._new_user("cleaner", "base.group_partner_manager")
        with self.assertRaises(UserError) as catcher:
            self.buyer.with_user(user).unlink()
        self.assertNotIn("stakeholder", str(catcher.exception).lower())

    def test_other_company(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.owner.company_ids = [Command.link(other.id)]
        there = self.env(user=self.owner, context={"allowed_company_ids": other.ids})
        for name in self.parts:
            self.assertFalse(there[name].search([]), name)
