import base64
import logging

from odoo import fields, models
from odoo.exceptions import UserError

from ..core.client_segment import MANAGER_GROUP

_logger = logging.getLogger(__name__)

REPORT = "client_segmentation.dashboard_report"


class DigestDigest(models.Model):
    _inherit = "digest.digest"

    is_client_base_sent = fields.Boolean(
        string="Client Base on One Page (PDF)",
        help="Heads of sales get the overview of the clients in a mail of its own.",
    )

    def _action_send_to_user(self, user, *args, **kwargs):
        result = super()._action_send_to_user(user, *args, **kwargs)
        if self.is_client_base_sent and user.has_group(MANAGER_GROUP):
            try:
                with self.env.cr.savepoint():
                    self._send_client_base(user)
            except UserError:
                # Without a printer of pages the digests go out all the same.
                _logger.exception("The client base was not sent to %s", user.login)
        return result

    def _send_client_base(self, user):
        """Send the overview of the company where ``user`` works, as ``user`` sees it;
        nothing before the first run."""
        company = user.company_id
        reader = self.with_user(user).with_company(company).with_context(lang=user.lang)
        if not reader.env["client.segment"]._get_last_run(company):
            return
        pdf, _kind = reader.env["ir.actions.report"]._render_qweb_pdf(
            REPORT, company.ids
        )
        title = reader.env._("Client base of %(company)s", company=company.name)
        # As superuser, as Odoo sends the digest itself.
        self.env["mail.mail"].sudo().create(
            {
                "auto_delete": True,
                "author_id": self.env.user.partner_id.id,
                "email_from": company.partner_id.email_formatted
                or self.env.user.email_formatted,
                "email_to": user.email_formatted,
                "subject": title,
                "body_html": reader.env._("How the client base stands, on one page."),
                "attachment_ids": [
                    fields.Command.create(
                        {
                            "name": f"{title}.pdf",
                            "datas": base64.b64encode(pdf),
                            "mimetype": "application/pdf",
                        }
                    )
                ],
                "state": "outgoing",
            }
        )
