from odoo import api, models
from odoo.tools.misc import formatLang

from ...sql.policy.preview import select_examples
from ..core.segment_axes import AXES, AXIS_BY_COLUMN
from .client_segment_policy_preview import PREVIEW_AXES


class ClientSegmentPolicy(models.Model):
    """What a company could switch on, with an example from its own clients."""

    _inherit = "client.segment.policy"

    def get_offers(self, with_examples=False):
        """Return what is switched off and may be wanted, for heads of sales.

        :param with_examples: look for a client each; nothing is stored. The facts are
            computed for it, as for :meth:`get_preview`.
        :return: a list of ``switch``, ``label``, ``text`` and ``example``: client and
            class, or False
        """
        policy = self._get_previewed()
        offers = [
            {"switch": switch, "label": label, "text": text, "example": False}
            for switch, label, text in policy._get_offer_texts()
            if not policy[switch]
        ]
        if with_examples:
            examples = policy._get_examples({offer["switch"] for offer in offers})
            for offer in offers:
                offer["example"] = examples.get(offer["switch"], False)
        return offers

    @api.model
    def _get_offer_texts(self):
        """Return ``(switch, label, sentence)`` of all that can be offered."""
        columns = [axis.partner_field for axis in AXES]
        described = (
            self.env["res.partner"]
            .sudo()
            .fields_get([*columns, "segment_ltv"], ["string", "help"])
        )
        texts = [
            (
                axis.switch_field,
                described[axis.partner_field]["string"],
                described[axis.partner_field]["help"],
            )
            for axis in AXES
        ]
        text = self.env._("What a client is going to bring as long as it stays.")
        return [*texts, ("use_ltv", described["segment_ltv"]["string"], text)]

    def _get_examples(self, switches):
        """Return ``{switch: client and class}`` of the largest clients with one."""
        names = [
            name
            for name in PREVIEW_AXES
            if AXIS_BY_COLUMN[name].switch_field in switches
        ]
        found = self._get_class_examples(names) if names else {}
        if "use_ltv" in switches:
            domain = [("company_id", "=", self.company_id.id), ("ltv", ">", 0)]
            segment = self.env["client.segment"].search(
                domain, order="ltv desc, id", limit=1
            )
            if segment:
                currency = self.company_id.currency_id
                amount = formatLang(self.env, segment.ltv, currency_obj=currency)
                found["use_ltv"] = f"{segment.partner_id.display_name}: {amount}"
        return found

    def _get_class_examples(self, names):
        axes = [AXIS_BY_COLUMN[name] for name in names]
        draft = self._get_draft({axis.switch_field: True for axis in axes})
        with draft._preview_classes() as (found, company_id):
            rows = self.env.execute_query(select_examples(found, axes, company_id))
        examples = {}
        for name, partner_id, value in rows:
            axis = AXIS_BY_COLUMN[name]
            label, labels = self._get_class_labels(name)
            client = self.env["res.partner"].browse(partner_id).display_name
            shown = labels[value] if axis.values else label
            examples[axis.switch_field] = f"{client}: {shown}"
        return examples
