from datetime import date

from odoo import Command

from ..common import DossierCommon

CLIENT_PEOPLE = ("Olga Purchase", "Boris Board")


class ContentsCommon(DossierCommon):
    """The dossier of ``owner`` with a bit of everything in it.

    ``owner`` and ``boss`` have the lowest role; only Employees tells them apart.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        manager = cls.env.ref("key_account_dossier.group_key_account_manager")
        supervisor = cls.env.ref("key_account_dossier.group_key_account_supervisor")
        cls.boss.group_ids = [
            Command.unlink(supervisor.id),
            Command.link(manager.id),
        ]
        cls.buyer, cls.board = cls.env["res.partner"].create(
            [
                {"name": name, "parent_id": cls.client_partner.id}
                for name in CLIENT_PEOPLE
            ]
        )
        cls.mine = cls.dossier.with_user(cls.owner)
        cls.bosses = cls.dossier.with_user(cls.boss)

    @classmethod
    def _add(cls, model, user=None, **values):
        values = {"dossier_id": cls.dossier.id, **values}
        return cls.env[model].with_user(user or cls.owner).create(values)

    @classmethod
    def _add_person(cls, partner=None, **values):
        partner = partner or cls.buyer
        return cls._add("key.account.stakeholder", partner_id=partner.id, **values)

    @classmethod
    def _add_plan(cls, **values):
        values = {
            "name": "Second shift",
            "date_start": date(2026, 1, 1),
            "date_due": date(2026, 12, 31),
            **values,
        }
        return cls._add("key.account.plan", **values)

    @classmethod
    def _new_criteria(cls, *weights):
        """Replace the criteria by new ones of these weights."""
        criteria = cls.env["key.account.criterion"]
        criteria.search([("active", "=", True)]).action_archive()
        return criteria.create(
            [
                {"name": f"Criterion {number}", "weight": weight, "sequence": number}
                for number, weight in enumerate(weights)
            ]
        )

    @classmethod
    def _add_score(cls, day, *points, user=None, **values):
        """Score the first criteria with these points, the others not at all."""
        score = cls._add("key.account.score", user=user, date=day, **values)
        for line, mark in zip(score.line_ids, points, strict=False):
            line.points = str(mark or 0)
        return score
