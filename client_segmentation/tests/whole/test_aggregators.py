import re

from lxml import etree

from odoo.tests import TransactionCase, tagged

ADDONS = ("client_segmentation", "key_account_dossier", "loyalty_program")
# Settings of a company stand in no list
SETTINGS = ("res.company", "res.config.settings")
# Figures that mean nothing when they are added up, by what they are called
NO_SUM = re.compile(
    r"""(^|_)(rate|ratio|share|percent|variation|progress|score|nps|rank|sequence|
    number|interval|horizon|days|lag|uplift|enrolment|retention|redemption|spread|
    discount|limit|room|filled|threshold|average|per|cumulative|position|minimum|
    room|ticket|unit)(_|$)|^margin$|_months$|_ids?$""",
    re.VERBOSE,
)
# Parts of one whole, which the total of the list is
WHOLE = {
    "res.partner.segment_profit_share",
    "key.account.candidate.profit_share",
    "key.account.competitor.share",
}
# What one of them costs or brings, and not what all together do
OF_ONE = {
    "loyalty.benefit.referred_points",
    "loyalty.benefit.referrer_points",
    "loyalty.benefit.value",
    "loyalty.draw.prize_cost",
    "loyalty.draw.prize_value",
    "loyalty.program.portrait_points",
}
# Called like a ratio, and an amount or a count all the same
AMOUNTS = {
    "client.history.sale.margin",
    "client.purchase.margin",
    "client.segment.discount_amount",
    "client.segment.margin",
    "client.segment.period_count",
    # Drawn month by month, where it adds up over plans
    "loyalty.plan.month.cumulative",
    "sale.order.margin",
    "sale.order.line.margin",
    "sale.report.margin",
}


@tagged("post_install", "-at_install")
class TestAggregators(TransactionCase):
    """Totals are of what can be added up: no yes and no, no ratio, no rank."""

    def _get_fields(self):
        for model in map(self.env.get, self.registry):
            if model is None or model._abstract or model._transient:
                continue
            names = [
                name
                for name, field in model._fields.items()
                if field._module in ADDONS and model._name not in SETTINGS
            ]
            described = model.sudo().fields_get(names, ["type", "aggregator"])
            for name in names:
                yield f"{model._name}.{name}", described.get(name, {})

    def test_no_sum_of_ratios(self):
        wrong = [
            field
            for field, description in self._get_fields()
            if description.get("aggregator") == "sum"
            and field not in WHOLE | AMOUNTS
            and (field in OF_ONE or NO_SUM.search(field.rsplit(".", 1)[1]))
        ]
        self.assertFalse(wrong, "\n".join(sorted(wrong)))

    def test_no_total_of_yes_and_no(self):
        """Neither by the field nor by a view, nor a total of a percentage."""
        wrong = [
            field
            for field, description in self._get_fields()
            if description.get("type") == "boolean" and description.get("aggregator")
        ]
        data = self.env["ir.model.data"].search(
            [("module", "in", ADDONS), ("model", "=", "ir.ui.view")]
        )
        for view in self.env["ir.ui.view"].browse(data.mapped("res_id")).exists():
            wrong += self._find_totals(view.model, etree.fromstring(view.arch_db))
        self.assertFalse(wrong, "\n".join(map(str, wrong)))

    def _find_totals(self, model, node):
        field = None
        if isinstance(node.tag, str) and node.tag == "field" and model in self.env:
            field = self.env[model]._fields.get(node.get("name"))
        if field is not None:
            total, mean = node.get("sum"), node.get("avg")
            ratio = node.get("widget") in ("percentage", "progressbar")
            if field.type == "boolean" and (total or mean):
                yield str(field)
            if ratio and total and str(field) not in WHOLE:
                yield str(field)
            if ratio and self._is_summed(field):
                yield str(field)
        comodel = field.comodel_name if field is not None and field.relational else ""
        for child in node:
            yield from self._find_totals(comodel or model, child)

    def _is_summed(self, field):
        model = self.env[field.model_name]
        if field._module not in ADDONS or model._transient or str(field) in WHOLE:
            return False
        if field.model_name in SETTINGS:
            return False
        described = model.sudo().fields_get([field.name], ["aggregator"])
        return described.get(field.name, {}).get("aggregator") == "sum"

    def test_days_are_told_in_days(self):
        """“Next month” may be six days away: our own widget says how many."""
        data = self.env["ir.model.data"].search(
            [("module", "in", ADDONS), ("model", "=", "ir.ui.view")]
        )
        views = self.env["ir.ui.view"].browse(data.mapped("res_id")).exists()
        told = views.filtered(lambda view: "remaining_days" in view.arch_db)
        self.assertFalse(told.mapped("xml_id"))
