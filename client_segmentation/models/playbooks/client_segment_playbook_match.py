from collections import Counter, defaultdict
from itertools import chain

from odoo import api, models
from odoo.fields import Domain

from ..core.segment_axes import AXIS_BY_COLUMN, CLASS_BY_COLUMN, contradicts
from ..core.segment_columns import IS_CLIENT
from .client_segment_playbook import HAS_BOUGHT


class ClientSegmentPlaybook(models.Model):
    """Which clients a playbook is meant for, and which playbook a client needs most."""

    _inherit = "client.segment.playbook"

    def _get_known(self):
        """Return those whose axis is there: a module that brought it may have gone."""
        return self.filtered(lambda playbook: playbook.axis in CLASS_BY_COLUMN)

    def _get_partner_fields(self):
        return dict.fromkeys(f"segment_{playbook.axis}" for playbook in self)

    @api.model
    def _get_value_key(self, value):
        """Return how playbooks name a class: yes or no as ``true`` or ``false``."""
        return str(value).lower() if isinstance(value, bool) else value

    def _get_client_domain(self):
        """Return the domain, on contacts, of the clients in the class."""
        self.ensure_one()
        axis = AXIS_BY_COLUMN.get(self.axis)
        value = self.value == "true" if axis and not axis.values else self.value
        domain = IS_CLIENT & Domain(f"segment_{self.axis}", "=", value)
        return domain if value else domain & HAS_BOUGHT

    @api.model
    def _match(self, partners):
        """Return ``{client: playbooks}`` of the current company for these contacts'
        commercial entities, the most specific first; in two queries."""
        clients = partners.commercial_partner_id._origin
        segment_by_client = clients._get_segments_by_client()
        by_class = defaultdict(self.browse)
        for playbook in self._get_available():
            by_class[playbook.axis, playbook.value] += playbook
        return {
            client: self._match_segment(segment_by_client.get(client.id), by_class)
            for client in clients
        }

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Offer those first that fit the clients ``segment_fit_ids`` of the context."""
        fit_ids = self.env.context.get("segment_fit_ids")
        if not fit_ids or not isinstance(fit_ids, list):
            return super().name_search(name, domain, operator, limit)
        found = super().name_search(name, domain, operator, None)
        # Whatever is sent, only what may be read counts.
        partners = self.env["res.partner"].search([("id", "in", fit_ids)])
        fits = self._count_fitting(partners)
        found.sort(key=lambda pair: -fits[self.browse(pair[0])])
        return found[:limit] if limit else found

    @api.model
    def _count_fitting(self, partners):
        """Return ``{playbook: number of clients in its class}``."""
        matching = self._match(partners)
        return Counter(chain.from_iterable(matching.values()))

    @api.model
    def _get_available(self):
        playbooks = self.search([("company_id", "in", (False, self.env.company.id))])
        return playbooks._get_known().sorted(
            lambda playbook: (playbook._get_specificity(), not playbook.company_id)
        )

    def _get_specificity(self):
        """A client is in several classes at a time; those that say most of it come
        first."""
        return -CLASS_BY_COLUMN[self.axis].specificity

    @api.model
    def _match_segment(self, segment, by_class):
        if not segment:
            return self.browse()
        return self.browse().concat(
            *(
                playbooks
                for (axis, value), playbooks in by_class.items()
                if self._get_value_key(segment[axis]) == value
                and (value != "false" or segment.last_order_date)
                and not contradicts(segment.state, f"{axis}:{value}")
            )
        )
