from odoo import SUPERUSER_ID, models
from odoo.tools import SQL

ALL_AMOUNTS_GROUP = "client_segmentation.group_all_amounts"
SALESPERSON_GROUP = "sales_team.group_sale_salesman"
ALL_DOCUMENTS_GROUP = "sales_team.group_sale_salesman_all_leads"


def select_open_amount(env, amount, salesperson):
    """Return ``amount`` of a client as SQL, of reports that are a query of the user's:
    nothing of others' clients for who sees own documents only.

    :param salesperson: column of the client's salesperson
    """
    if env.uid == SUPERUSER_ID or env.user._sees_amounts_of_all_clients():
        return amount
    return SQL("CASE WHEN %s = %s THEN %s END", salesperson, env.uid, amount)


class ResUsers(models.Model):
    _inherit = "res.users"

    def _sees_own_documents_only(self):
        """Is this a salesperson to whom the orders of others are closed?"""
        return self.has_group(SALESPERSON_GROUP) and not self.has_group(
            ALL_DOCUMENTS_GROUP
        )

    def _sees_amounts_of_all_clients(self):
        """May this user see what clients of others buy? Who sees all orders may, and
        who sees own documents only if a setting says so. Marketing, which has no
        orders at all, works with classes."""
        return self.has_group(ALL_AMOUNTS_GROUP) or self.has_group(ALL_DOCUMENTS_GROUP)
