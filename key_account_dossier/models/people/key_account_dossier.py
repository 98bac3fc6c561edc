from itertools import product

from odoo import api, fields, models

from odoo.addons.client_segmentation.models.core.doors import need_one


class KeyAccountDossier(models.Model):
    _inherit = "key.account.dossier"

    stakeholder_ids = fields.One2many(
        comodel_name="key.account.stakeholder",
        inverse_name="dossier_id",
        string="Stakeholders",
    )
    date_ids = fields.One2many(
        comodel_name="key.account.date",
        inverse_name="dossier_id",
        string="Important Dates",
    )
    to_win_count = fields.Integer(
        string="To Win Over",
        compute="_compute_to_win_count",
        help="People with influence whose attitude towards us is less favorable than "
        "we need.",
    )
    next_date_id = fields.Many2one(
        comodel_name="key.account.date",
        string="Next Important Date",
        compute="_compute_next_date_id",
    )
    next_date = fields.Date(compute="_compute_next_date_id")
    stakeholder_map = fields.Html(
        compute="_compute_stakeholder_map",
        sanitize=False,
    )

    @api.depends("stakeholder_ids.to_win", "stakeholder_ids.active")
    def _compute_to_win_count(self):
        for dossier in self:
            dossier.to_win_count = len(dossier.stakeholder_ids.filtered("to_win"))

    @api.depends("date_ids.date", "date_ids.yearly", "date_ids.name")
    def _compute_next_date_id(self):
        for dossier in self:
            coming = dossier.date_ids.filtered("next_date")
            first = coming.sorted(lambda d: (d.next_date, d._origin.id or 0))[:1]
            dossier.next_date_id = first._origin
            dossier.next_date = first.next_date

    @api.depends(
        "stakeholder_ids.active",
        "stakeholder_ids.partner_id.name",
        "stakeholder_ids.influence",
        "stakeholder_ids.attitude",
        "stakeholder_ids.to_win",
    )
    @api.depends_context("lang")
    def _compute_stakeholder_map(self):
        for dossier in self:
            people = bool(dossier.stakeholder_ids)
            dossier.stakeholder_map = people and self.env["ir.qweb"]._render(
                "key_account_dossier.stakeholder_map",
                dossier._prepare_stakeholder_map(),
            )

    def action_open_stakeholders(self):
        need_one(self)
        return self._open_people(
            "key.account.stakeholder",
            "kanban,list,form",
            self.env._("Stakeholders: %(client)s", client=self.display_name),
            # As many as the button says
            search_default_to_win=1,
        )

    def action_open_dates(self):
        need_one(self)
        return self._open_people(
            "key.account.date",
            "list,calendar,form",
            self.env._("Important dates: %(client)s", client=self.display_name),
        )

    def _open_people(self, model, view_mode, name, **filters):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": view_mode,
            "context": {
                "default_dossier_id": self.id,
                "search_default_dossier_id": self.id,
                "key_account_part": True,
                **filters,
            },
        }

    def _prepare_stakeholder_map(self):
        """Return the people by attitude (down, best first) and influence (across)."""
        labels = self.stakeholder_ids._fields
        attitudes = labels["attitude"]._description_selection(self.env)
        influences = labels["influence"]._description_selection(self.env)
        attitudes = [*reversed(attitudes), (False, self.env._("Unknown"))]
        cells = {
            (attitude, influence): self.stakeholder_ids.filtered(
                lambda person, place=(attitude, influence): (
                    place == (person.attitude, person.influence)
                )
            )
            for (attitude, _a), (influence, _i) in product(attitudes, influences)
        }
        return {"attitudes": attitudes, "influences": influences, "cells": cells}
