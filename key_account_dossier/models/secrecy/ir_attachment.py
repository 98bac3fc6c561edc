from odoo import api, models
from odoo.tools import SQL

# Where a file waits until the message it belongs to is posted.
COMPOSER = "mail.compose.message"


class IrAttachment(models.Model):
    _name = "ir.attachment"
    _inherit = ["key.account.linked.mixin", "ir.attachment"]
    _link_fields = ("res_model", "res_id")

    @api.model
    def _get_host_models(self):
        return self._get_confidential_models()

    @api.model
    def _get_secret_models(self):
        return super()._get_secret_models() | {COMPOSER}

    @api.model
    def _get_draft_models(self):
        """Return the names of the models on which a file without a document, which is
        not yet on a message, belongs to whoever uploaded it."""
        return (COMPOSER, *self._get_confidential_models())

    @api.model
    def _restrict_to_open(self, domain):
        # Odoo asks for the access to each file found where the model is open.
        named = self._get_models_in(domain) is not None
        return super()._restrict_to_open(domain) if named else domain

    @api.model
    def _get_hidden_sql(self, alias, hosts):
        columns = ("res_model", "res_id", "create_uid")
        name, document_id, creator = (
            self._column_to_sql(alias, field) for field in columns
        )
        draft = SQL("%s IN %s", name, self._get_draft_models())
        draft = SQL("%s AND COALESCE(%s, 0) = 0", draft, document_id)
        return SQL(
            "CASE WHEN %s THEN %s IS DISTINCT FROM %s ELSE %s END",
            draft,
            creator,
            self.env.uid,
            super()._get_hidden_sql(alias, hosts),
        )

    def _get_hidden(self):
        hidden = super()._get_hidden()
        if self.env.su:
            return hidden
        rows = self._get_documents(self._get_draft_models())
        drafts = self.browse(row[0] for row in rows if not row[2])
        creators = drafts._get_rows("create_uid") if drafts else ()
        foreign = self.browse(row[0] for row in creators if row[1] != self.env.uid)
        return (hidden - drafts) | foreign

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
