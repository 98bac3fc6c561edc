from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..core.client_segment import MANAGER_GROUP
from ..core.doors import read_id
from .client_first_day import ADMIN_GROUP

HEADS_TOLD = 5


class ClientFirstDay(models.AbstractModel):
    """What there is before the first run: documents, and heads of sales."""

    _inherit = "client.first.day"

    @api.model
    def _find_documents(self):
        """Return the sources of purchases of the company that hold any."""
        # Who may begin is checked by the caller; counts, days and currencies only.
        Run = self.env["client.segment.run"].sudo()
        return Run._get_purchase_sources(self.env.company)

    @api.model
    def _describe_found(self, sources):
        companies = self._get_other_companies()
        currencies = {
            currency for source in sources for currency in source["currencies"]
        }
        return {
            "sources": [
                {
                    "key": source["key"],
                    "label": source["label"],
                    "count": source["count"],
                    "clients": source["clients"],
                    "first": fields.Date.to_string(source["first"]),
                    "last": fields.Date.to_string(source["last"]),
                }
                for source in sources
            ],
            "currencies": sorted(currency.name for currency in currencies),
            "other_companies": companies.mapped("display_name"),
            "returns": self._count_returns(),
            "quotations": self._count_quotations(),
        }

    @api.model
    def _get_other_companies(self):
        """Return the user's other companies with documents: each has a page of its
        own."""
        others = self.env.user.company_ids - self.env.company
        # That there are any is all that is told.
        found = self.env["res.company"]
        for model, domain in (
            ("sale.order", [("state", "=", "sale")]),
            ("account.move", [("state", "=", "posted")]),
        ):
            groups = (
                self.env[model]
                .sudo()
                ._read_group(
                    [("company_id", "in", others.ids), *domain], ["company_id"]
                )
            )
            found |= found.browse(company.id for (company,) in groups)
        return found

    @api.model
    def _count_returns(self):
        # A number of documents, whoever may read them.
        return (
            self.env["account.move"]
            .sudo()
            .search_count(
                [
                    ("company_id", "=", self.env.company.id),
                    ("state", "=", "posted"),
                    ("move_type", "=", "out_refund"),
                ]
            )
        )

    @api.model
    def _count_quotations(self):
        """Orders that nobody has confirmed: what an empty page may be missing."""
        return (
            self.env["sale.order"]
            .sudo()
            .search_count(
                [
                    ("company_id", "=", self.env.company.id),
                    ("state", "in", ("draft", "sent")),
                ]
            )
        )

    # Heads of sales

    @api.model
    def _get_heads(self):
        """Return the names of some heads of sales of the company."""
        # Names of colleagues
        users = self.env.ref(MANAGER_GROUP).sudo().all_user_ids
        heads = users.filtered(
            lambda user: (
                user.active and not user.share and self.env.company in user.company_ids
            )
        )
        names = heads.mapped("name")
        return [*names[:HEADS_TOLD], *["…"] * (len(names) > HEADS_TOLD)]

    @api.model
    def name_head_of_sales(self, user_id):
        """Give a colleague the sales role *Administrator*, and return the names of the
        heads of sales.

        :raise AccessError: unless the user is an administrator
        """
        if not self.env.user.has_group(ADMIN_GROUP):
            raise AccessError(
                self.env._("Only administrators may name a head of sales.")
            )
        user = self.env["res.users"].browse(read_id(self.env, user_id)).exists()
        if not user or user.share or not user.active:
            raise UserError(self.env._("Choose somebody who works here."))
        # As the real user: Odoo's own rules say who gives roles.
        group = self.env.ref("sales_team.group_sale_manager")
        user.write({"group_ids": [Command.link(group.id)]})
        return self._get_heads()
