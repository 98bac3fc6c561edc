from odoo import api, models


class LoyaltyTermsMixin(models.AbstractModel):
    _name = "loyalty.terms.mixin"
    _description = "Part of the Terms a Business Case Was Approved For"

    @api.model_create_multi
    def create(self, vals_list):
        if not vals_list:
            return self.browse()
        records = super().create(vals_list)
        for program in records.program_id._get_programs_without_case():
            program._raise_without_case()
        records.program_id._check_approved_terms()
        return records

    def write(self, vals):
        self.check_access("write")
        programs = self.program_id
        # One that waits could give its parts to one that runs
        if vals.get("program_id"):
            programs |= programs.browse(vals["program_id"])
        if not vals.get("active", True):
            self.filtered("active")._check_not_archived()
        with programs._keep_terms_without_case():
            res = super().write(vals)
        # The program itself archives its parts and brings them back
        if vals.keys() - {"active"}:
            (programs | self.program_id)._check_approved_terms()
        return res

    def _check_not_archived(self):
        """A rule is a condition, too: without it more would be given away."""
        for program in self.program_id._get_programs_with_case():
            program._raise_approved_terms()

    def unlink(self):
        self.check_access("unlink")
        # Odoo lets those be deleted that are gone.
        programs = self.exists().program_id
        with programs._keep_terms_without_case():
            res = super().unlink()
        programs._check_approved_terms()
        return res
