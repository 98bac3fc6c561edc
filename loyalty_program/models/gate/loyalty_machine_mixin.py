from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.misc import clean_context


class LoyaltyMachineMixin(models.AbstractModel):
    """What only the program itself writes, whoever asks and with whatever context.

    ``create`` and ``write`` are the doors of users, imports and remote calls: they
    refuse these fields always. The program has the two private methods at the end,
    which no such call reaches.
    """

    _name = "loyalty.machine.mixin"
    _description = "Written by the Program Itself"

    @api.model
    def _get_machine_fields(self):
        """Names of the fields that are refused; None: no record is made or changed
        by hand at all."""
        return None

    def _raise_machine_fields(self):
        """Say why they cannot be typed in."""
        raise UserError(self.env._("Only the system can write this."))

    @api.model
    def default_get(self, fields):
        """Leave these fields only the default of their definition: ``create`` takes
        defaults of the context and of the user for readonly fields, too, and they
        could forge a decision that nobody has taken."""
        defaults = super().default_get(fields)
        names = self._get_machine_fields()
        for name in defaults.keys() & (self._fields.keys() if names is None else names):
            if default := self._fields[name].default:
                defaults[name] = default(self)
            else:
                del defaults[name]
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        names = self._get_machine_fields()
        for vals in vals_list:
            if names is None or any(
                self._is_forged(n, vals[n]) for n in vals if n in names
            ):
                self._raise_machine_fields()
        return super().create(vals_list)

    def write(self, vals):
        names = self._get_machine_fields()
        if self and vals and (names is None or not names.isdisjoint(vals)):
            self._raise_machine_fields()
        return super().write(vals)

    @api.model
    def _is_forged(self, name, value):
        """Whether a new record would get another value than without being told."""
        field = self._fields[name]
        default = field.default(self) if field.default else False
        return bool(field.compute) or (value or False) != default

    @api.model
    def _machine_create(self, vals_list):
        # Takes no defaults from the caller either
        records = self._without_defaults()
        # What is refused to everybody else
        # pylint: disable-next=super-method-mismatch
        return super(LoyaltyMachineMixin, records).create(vals_list)

    def _machine_write(self, vals):
        records = self._without_defaults()
        # pylint: disable-next=super-method-mismatch
        return super(LoyaltyMachineMixin, records).write(vals)

    def _without_defaults(self):
        # The whole context is replaced on purpose
        # pylint: disable-next=context-overridden
        return self.with_context(clean_context(self.env.context))
