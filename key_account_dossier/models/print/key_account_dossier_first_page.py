from odoo import models

from ...arithmetic.print import printout
from ...arithmetic.print.printout import Cell, Column, Section


class KeyAccountDossier(models.Model):
    """The first page of the PDF: what the first page of the form shows, from the same
    method, so that no figure differs."""

    _inherit = "key.account.dossier"

    def _print_cockpit(self):
        found = self._get_cockpit()
        glance = [Cell(label, printout.TEXT, text) for label, text in found["client"]]
        revenue = self.env._("Revenue, 12 months")
        text = found["revenue_year"]
        if found["change"]:
            text = f"{text} ({found['change']})"
        lines = [found["step"], *found["warnings"]]
        notes = "\n".join(line["text"] for line in lines if line)
        return [
            Section(
                self.env._("At a Glance"),
                cells=[Cell(revenue, printout.TEXT, text), *glance],
                texts=[Cell(self.env._("What matters now"), printout.TEXT, notes)],
            ),
            self._print_lines(
                self.env._("Open Documents"),
                {
                    "label": self.env._("Documents"),
                    "count": self.env._("Number"),
                    "amount": self.env._("Amount"),
                },
                [line for line in found["documents"] if line["count"]],
            ),
            self._print_lines(
                self.env._("People to Win Over"),
                {
                    "name": self.env._("Name"),
                    "role": self.env._("Role"),
                    "attitude": self.env._("Attitude"),
                    "wanted": self.env._("Desired"),
                },
                found["people"],
            ),
            self._print_lines(
                self.env._("Next Objectives"),
                {
                    "name": self.env._("Objective"),
                    "progress": self.env._("Progress (%)"),
                    "due": self.env._("Due Date"),
                },
                found["objectives"],
            ),
        ]

    def _print_lines(self, title, labels, lines):
        """Return a table of the values of ``lines`` that ``labels`` names."""
        return Section(
            title,
            columns=[Column(label, printout.TEXT) for label in labels.values()],
            rows=[[str(line[name]) for name in labels] for line in lines],
        )
