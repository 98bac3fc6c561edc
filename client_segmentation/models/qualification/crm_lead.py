from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, sql

ANSWERS = [
    ("yes", "Yes"),
    ("no", "No"),
    ("unknown", "Unknown"),
]
CRITERIA = (
    "qualification_money",
    "qualification_problem",
    "qualification_offer",
    "qualification_decision",
    "qualification_terms",
)
SCORE = "qualification_score"
SHOWN_REFUSALS = 5


class CrmLead(models.Model):
    """Five criteria that tell how far an opportunity is qualified, and gates on
    stages that ask for a score."""

    _inherit = "crm.lead"

    qualification_money = fields.Selection(
        selection=ANSWERS,
        string="Has the money",
        default="unknown",
        copy=False,
    )
    qualification_problem = fields.Selection(
        selection=ANSWERS,
        string="Has an urgent problem",
        default="unknown",
        copy=False,
    )
    qualification_offer = fields.Selection(
        selection=ANSWERS,
        string="Likes the offer",
        default="unknown",
        copy=False,
    )
    qualification_decision = fields.Selection(
        selection=ANSWERS,
        string="May decide",
        default="unknown",
        copy=False,
    )
    qualification_terms = fields.Selection(
        selection=ANSWERS,
        string="Terms are acceptable",
        default="unknown",
        copy=False,
    )
    qualification_score = fields.Integer(
        string="Qualification",
        compute="_compute_qualification_score",
        store=True,
        aggregator="avg",
        help="How many of the five criteria are met.",
    )

    def _auto_init(self):
        # Opportunities there are have no answers: known without rewriting the table.
        cr = self.env.cr
        if not sql.column_exists(cr, self._table, SCORE):
            self._add_qualification_column(SCORE, "int4", 0)
            for name in CRITERIA:
                self._add_qualification_column(name, "varchar", "unknown")
        return super()._auto_init()

    def _add_qualification_column(self, name, column_type, value):
        table, column = SQL.identifier(self._table), SQL.identifier(name)
        self.env.cr.execute(
            SQL(
                "ALTER TABLE %s ADD COLUMN %s %s DEFAULT %s",
                table,
                column,
                SQL(column_type),
                value,
            )
        )
        self.env.cr.execute(
            SQL("ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT", table, column)
        )

    @api.depends(*CRITERIA)
    def _compute_qualification_score(self):
        for lead in self:
            lead.qualification_score = sum(lead[name] == "yes" for name in CRITERIA)

    def _read_group_select(self, aggregate_spec, query):
        """Nobody has asked yet: that is no score of 0, and no part of an average."""
        if aggregate_spec != f"{SCORE}:avg":
            return super()._read_group_select(aggregate_spec, query)
        answers = [self._field_to_sql(self._table, name, query) for name in CRITERIA]
        return SQL(
            "AVG(%s) FILTER (WHERE 'yes' IN (%s) OR 'no' IN (%s))",
            self._field_to_sql(self._table, SCORE, query),
            SQL(", ").join(answers),
            SQL(", ").join(answers),
        )

    def _after_segment_create(self):
        super()._after_segment_create()
        gates = self.env["crm.stage"]._get_qualification_gates()
        if gates:
            passed = self._get_gates_of_first_stage(gates)
            self._check_qualification_gates(gates, passed)

    def _before_segment_write(self, vals):
        before = super()._before_segment_write(vals)
        gates = self.env["crm.stage"]
        if vals.keys() & {"stage_id", "team_id", "company_id"}:
            gates = gates._get_qualification_gates()
        if gates:
            before["qualification"] = (
                gates,
                {lead: gates._get_passed(lead.stage_id, lead.team_id) for lead in self},
            )
        return before

    def _after_segment_write(self, vals, before):
        super()._after_segment_write(vals, before)
        if "qualification" in before:
            self._check_qualification_gates(*before["qualification"])

    def _get_gates_of_first_stage(self, gates):
        """Where opportunities begin there is nothing to ask for yet."""
        first = {
            team: self.browse()._stage_find(
                team_id=team.id, domain=[("fold", "=", False)]
            )
            for team in {lead.team_id for lead in self}
        }
        return {
            lead: gates._get_passed(first[lead.team_id], lead.team_id) for lead in self
        }

    def _check_qualification_gates(self, gates, passed):
        """Refuse opportunities that have passed gates, other than the ``passed``
        ones, without the score they ask for. Going back passes none."""
        refused = []
        for lead in self:
            if not lead._get_segment_company().segment_policy_id.use_qualification:
                continue
            new = gates._get_passed(lead.stage_id, lead.team_id) - passed[lead]
            failed = new.filtered(
                lambda gate, lead=lead: (
                    gate.qualification_min_score > lead.qualification_score
                )
            )
            if failed:
                refused.append(lead._describe_qualification_refusal(failed))
        if refused:
            raise ValidationError("\n".join(refused[:SHOWN_REFUSALS]))

    def _describe_qualification_refusal(self, gates):
        gate = max(gates, key=lambda gate: gate.qualification_min_score)
        return self.env._(
            "%(name)s cannot move to %(stage)s yet: it meets %(score)s of the 5 "
            "qualification criteria, and this stage requires at least %(minimum)s. "
            "Still open: %(criteria)s.",
            name=self.name,
            stage=gate.name,
            minimum=gate.qualification_min_score,
            score=self.qualification_score,
            criteria=", ".join(self._get_open_criteria()),
        )

    def _get_open_criteria(self):
        """Return the labels of the criteria that are not met, in the user's
        language."""
        labels = self.fields_get(CRITERIA, ["string"])
        return [labels[name]["string"] for name in CRITERIA if self[name] != "yes"]

    def _merge_get_fields_specific(self):
        def get_first_answer(name, leads):
            answers = (lead[name] for lead in leads)
            known = (answer for answer in answers if answer in ("yes", "no"))
            return next(known, "unknown")

        merged = dict.fromkeys(CRITERIA, get_first_answer)
        return {**super()._merge_get_fields_specific(), **merged}
