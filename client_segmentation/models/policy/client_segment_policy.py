from odoo import api, fields, models, tools
from odoo.fields import Domain


class ClientSegmentPolicy(models.Model):
    """What a company sets for its clients: one record per company.

    Each part of the add-ons adds its settings, the checks of them and what they hide
    while they are off, in a file of its own.
    """

    _name = "client.segment.policy"
    _inherit = ["mail.thread"]
    _description = "Client Segment Policy"
    _rec_name = "company_id"
    _check_company_auto = True

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
    )

    _company_uniq = models.Constraint(
        "UNIQUE (company_id)",
        "A company has one policy for its clients.",
    )

    def init(self):
        """Give each company that has none a policy: before any data is loaded, since
        views depend on it."""
        with_policy = self.search(Domain.TRUE).company_id
        companies = self.env["res.company"].search([("id", "not in", with_policy.ids)])
        companies._create_segment_policies()
        return super().init()

    @api.model
    def _get_setting_names(self):
        """Return the names of the fields that a company sets."""
        return {
            name
            for name, field in self._fields.items()
            if field.store and field.column_type and name not in NO_SETTINGS
        }

    def _switch_everything_on(self):
        """As companies have it who show all there is: new ones begin with less."""
        self.write(dict.fromkeys(self._get_switches(), True))

    @api.model
    def _get_switches(self):
        """Return what is hidden while a switch is off, ``{field: names}``.

        The names are those of fields, of nodes of views and, with their module, of
        menus and of actions on tabs; filters and groups go with the field they are
        about. Exactly what is named is hidden, so that others may begin the names of
        theirs alike.
        """
        return {}

    @api.model
    @tools.ormcache("company.id")
    def _get_hidden_names_of(self, company):
        """Return the names of all that ``company`` has switched off, without a query:
        each view that is opened asks for them."""
        # What is shown to everybody follows from it.
        return company.sudo().segment_policy_id._get_hidden_names()

    def _get_hidden_names(self):
        """Return the names of all that is switched off."""
        self.ensure_one()
        return frozenset(
            name
            for switch, names in self._get_switches().items()
            if not self[switch]
            for name in names
        )

    @api.model
    def _get_names_hidden_everywhere(self):
        """Return the names of all that no company of the user uses."""
        # What is shown to everybody follows from it.
        policies = self.env.user.company_ids.sudo().segment_policy_id
        hidden = [policy._get_hidden_names() for policy in policies]
        return frozenset.intersection(*hidden) if hidden else frozenset()

    def write(self, vals):
        result = super().write(vals)
        if self._get_setting_names() & vals.keys():
            # What follows from settings is kept, as the menus of each user are.
            self.env.registry.clear_cache()
        return result

    def _track_get_fields(self):
        """All changes are logged."""
        return super()._track_get_fields() | self._get_setting_names()


NO_SETTINGS = {"company_id", *models.MAGIC_COLUMNS}
