from odoo import api, models

from ...sql.documents.sources import select_sources


class ClientSegmentRun(models.Model):
    """What there is to classify clients from."""

    _inherit = "client.segment.run"

    @api.model
    def _get_purchase_sources(self, company):
        """Return what is found of each source of purchases, those that are empty left
        out: ``key`` (``order``, ``invoice``, ``history``, ``pos``), ``label``,
        ``count`` of documents, ``clients``, ``first`` and ``last`` day,
        ``currencies`` (records), and ``is_used``: does the policy count them?

        It reads past record rules: who asks has to be a head of sales of ``company``,
        which is for the caller to check.
        """
        has_pos = company.sudo().segment_policy_id._has_point_of_sale()
        zone = company.sudo()._get_segment_timezone()
        self.env.flush_all()
        rows = self.env.execute_query_dict(select_sources(company.id, zone, has_pos))
        labels = self._get_source_labels()
        used = self._get_used_sources(company)
        return [
            {
                "key": row["name"],
                "label": labels[row["name"]],
                "count": row["count"],
                "clients": row["clients"],
                "first": row["first"],
                "last": row["last"],
                "currencies": self.env["res.currency"].browse(row["currency_ids"]),
                "is_used": row["name"] in used,
            }
            for row in rows
            if row["count"]
        ]

    @api.model
    def _get_used_sources(self, company):
        """Return the keys of the sources that count. Imported history always does:
        whoever does not want it undoes the import."""
        settings = company.sudo().segment_policy_id._get_settings()
        beside = {"history", "pos"} if settings.point_of_sale else {"history"}
        return {settings.source, *beside}

    @api.model
    def _get_source_labels(self):
        return {
            "order": self.env._("Confirmed sales orders"),
            "invoice": self.env._("Posted invoices"),
            "history": self.env._("Imported history"),
            "pos": self.env._("Point of Sale orders"),
        }
