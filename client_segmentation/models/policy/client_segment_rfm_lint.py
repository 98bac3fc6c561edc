import math

from odoo import api, fields, models

from ...arithmetic.core.rfm import (
    GAP,
    LEVELS,
    OVERLAP,
    UNREACHABLE,
    get_segment_map,
    lint_rules,
)

SCORES = ("R", "F", "M")
# So many ranges of scores are told in words, the others counted.
BOXES_IN_WORDS = 5


class ClientSegmentRfmRule(models.Model):
    """What is wrong with the table of rules, told at the rules and above them."""

    _inherit = "client.segment.rfm.rule"

    lint_state = fields.Selection(
        selection=[
            ("ok", "In order"),
            (OVERLAP, "Partly taken"),
            (UNREACHABLE, "Never reached"),
        ],
        string="Check",
        compute="_compute_lint",
    )
    lint_message = fields.Char(string="Remark", compute="_compute_lint")

    @api.depends(
        "sequence",
        "active",
        "segment",
        *("r_min", "r_max", "f_min", "f_max", "m_min", "m_max"),
    )
    def _compute_lint(self):
        table = self._get_table()
        finding_by_rule = {
            table[finding.rule]: finding
            for finding in lint_rules([rule._get_rule() for rule in table])
            if finding.code in (OVERLAP, UNREACHABLE)
        }
        for rule in self:
            finding = finding_by_rule.get(rule)
            rule.lint_state = rule.active and (finding.code if finding else "ok")
            rule.lint_message = finding and rule._get_lint_message(finding, table)

    @api.model
    def _search_active(self):
        return self.search([("active", "=", True)])

    def _get_table(self):
        """Return the active rules in their order; those that are being edited stand
        in for their stored selves."""
        table = self._search_active()
        edited = self - self._origin
        table = table - edited._origin + edited
        return table.filtered("active").sorted(
            lambda rule: (rule.sequence, rule._origin.id or math.inf)
        )

    def _get_lint_message(self, finding, table):
        names = ", ".join(
            dict.fromkeys(
                table[position]._get_segment_label() for position in finding.by
            )
        )
        if finding.code == UNREACHABLE:
            return self.env._("Never reached: taken by %(segments)s", segments=names)
        return self.env._("Partly taken by %(segments)s", segments=names)

    def _get_segment_label(self):
        labels = dict(self._fields["segment"]._description_selection(self.env))
        return labels.get(self.segment, "")

    @api.model
    @api.readonly
    def get_lint(self):
        """Return what the screen says of the whole table.

        :return: ``problems``: sentences, most serious first; ``segments``:
            ``{segment: label}`` of those in use; ``map``: the segment (False if
            there is none) of each combination, as ``map[r - 1][f - 1][m - 1]``
        """
        table = self._search_active()
        rules = [rule._get_rule() for rule in table]
        return {
            "problems": self._get_lint_problems(table, lint_rules(rules)),
            "segments": {rule.segment: rule._get_segment_label() for rule in table},
            "map": get_segment_map(rules),
        }

    @api.model
    def _get_lint_problems(self, table, findings):
        problems = []
        unreachable = [found for found in findings if found.code == UNREACHABLE]
        if unreachable:
            names = (table[found.rule]._get_segment_label() for found in unreachable)
            problems.append(
                self.env._(
                    "Rules that no client reaches because earlier rules take all "
                    "their scores: %(segments)s.",
                    segments=", ".join(names),
                )
            )
        gaps = [found for found in findings if found.code == GAP]
        return problems + [self._get_gap_message(found) for found in gaps]

    @api.model
    def _get_gap_message(self, finding):
        words = [self._get_box_words(box) for box in finding.boxes[:BOXES_IN_WORDS]]
        more = len(finding.boxes) - len(words)
        if more:
            words.append(self.env._("and %(count)s other ranges", count=more))
        return self.env._(
            "%(count)s of %(all)s score combinations match no rule, so clients with "
            "these scores have no RFM segment: %(scores)s.",
            count=finding.count,
            all=LEVELS ** len(SCORES),
            scores="; ".join(words),
        )

    @api.model
    def _get_box_words(self, box):
        """Say ``R 1, F 2–3``; a score that does not matter is left out."""
        words = [
            f"{name} {low}" if low == high else f"{name} {low}–{high}"
            for name, (low, high) in zip(SCORES, box, strict=True)
            if (low, high) != (1, LEVELS)
        ]
        return ", ".join(words) or self.env._("all")
