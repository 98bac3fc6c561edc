from odoo import api, models
from odoo.fields import Domain

# Where a file waits until the message it belongs to is posted.
COMPOSER = "mail.compose.message"


class IrAttachment(models.Model):
    _name = "ir.attachment"
    _inherit = ["key.account.linked.mixin", "ir.attachment"]
    _link_fields = ("res_model", "res_id")

    @api.model
    def _get_draft_domain(self):
        """Return the domain of files that are not yet on a document or message."""
        names = [COMPOSER, *self._get_confidential_models()]
        return Domain("res_model", "in", names) & Domain("res_id", "in", [0, False])

    @api.model
    def _get_hidden_domain(self):
        draft = self._get_draft_domain()
        foreign = draft & Domain("create_uid", "!=", self.env.uid)
        return (super()._get_hidden_domain() & ~draft) | foreign

    def _get_hidden(self):
        hidden = super()._get_hidden()
        if self.env.su or not any(self._ids):
            return hidden
        # As superuser: a draft is open to whoever uploaded it, and nobody else.
        drafts = Domain("id", "in", self._origin.ids) & self._get_draft_domain()
        own = Domain("create_uid", "=", self.env.uid)
        if hidden:
            hidden -= self.browse(self.sudo()._search(drafts & own))
        return hidden | self.browse(self.sudo()._search(drafts & ~own))

    @api.model_create_multi
    def create(self, vals_list):
        attachments = super().create(vals_list)
        attachments._close_to_the_public()
        return attachments

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"res_model", "res_id", "public", "access_token"}:
            self._close_to_the_public()
        return result

    def _close_to_the_public(self):
        """Take away from the files of dossiers what opens them without a login."""
        # As superuser: not for the user to decide.
        files = self.sudo().browse(row[0] for row in self._get_secret_links())
        opened = files.filtered(lambda file: file.public or file.access_token)
        if opened:
            opened.write({"public": False, "access_token": False})

    def _can_return_content(self, field_name=None, access_token=None):
        if self._get_secret_links():
            return False
        return super()._can_return_content(field_name, access_token)

    def _has_attachments_ownership(self, attachment_tokens):
        if self._get_secret_links():
            return self.sudo(False).has_access("write")
        return super()._has_attachments_ownership(attachment_tokens)

    def _get_raw_access_token(self):
        return False if self._get_secret_links() else super()._get_raw_access_token()

    def _get_thumbnail_token(self):
        return False if self._get_secret_links() else super()._get_thumbnail_token()

    def _get_ownership_token(self):
        return False if self._get_secret_links() else super()._get_ownership_token()
