from datetime import date

from odoo.tests import tagged

from .common_contents import ContentsCommon

COLUMNS = (
    "relationship_score",
    "score_change",
    "plan_progress",
    "plan_overdue_count",
    "to_win_count",
    "next_date",
    "next_date_id",
    "rating_overdue",
    "is_supervisor",
    "capacity_note",
    "competitor_share",
)


@tagged("post_install", "-at_install")
class TestContentsSpeed(ContentsCommon):
    def _count_queries(self, model, columns, limit):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        specification = {column: {} for column in columns}
        found = (
            self.env[model]
            .with_user(self.owner)
            .web_search_read([], specification, limit=limit)
        )
        self.assertEqual(len(found["records"]), limit)
        return self.cr.sql_log_count - before

    def test_lists_take_as_many_queries_for_ten_as_for_a_hundred(self):
        self.company.key_account_capacity_policy = "warn"
        partners = self.env["res.partner"].create(
            [{"name": f"Client {n}", "is_company": True} for n in range(100)]
        )
        dossiers = self.env["key.account.dossier"].create(
            [{"partner_id": p.id, "user_id": self.owner.id} for p in partners]
        )
        people = self.env["res.partner"].create(
            [{"name": f"Person {p.id}", "parent_id": p.id} for p in partners]
        )
        for model, fill in {
            "key.account.stakeholder": lambda d, p: {"partner_id": p.id},
            "key.account.date": lambda d, p: {"name": "Day", "date": "2020-02-29"},
            "key.account.competitor": lambda d, p: {"name": "Rival", "share": 5},
            "key.account.plan": lambda d, p: {"name": "Aim", "date_due": "2999-01-01"},
            "key.account.score": lambda d, p: {"date": date(2026, 1, 1)},
            "key.account.review": lambda d, p: {},
        }.items():
            self.env[model].create(
                [
                    {"dossier_id": dossier.id, **fill(dossier, person)}
                    for dossier, person in zip(dossiers, people, strict=True)
                ]
            )
        for model, columns in {
            "key.account.dossier": COLUMNS,
            "key.account.stakeholder": ("name", "dossier_id", "is_former", "to_win"),
            "key.account.date": ("next_date", "dossier_id", "stakeholder_id"),
            "key.account.competitor": ("name", "dossier_id", "share"),
            "key.account.plan": ("name", "dossier_id", "pace", "progress"),
            "key.account.score": ("date", "dossier_id", "value", "display_name"),
            "key.account.review": ("date", "dossier_id", "todo_count"),
            "key.account.score.line": ("criterion_id", "score_id", "room"),
        }.items():
            self._count_queries(model, columns, 10)  # fills the caches of the registry
            few = self._count_queries(model, columns, 10)
            many = self._count_queries(model, columns, 100)
            self.assertLessEqual(many, few + 2, model)
