from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.misc import hash_sign, verify_hash_signed

# Context of mails with a price list. It goes through the browser, so it is signed: no
# other caller can have a price list sent, or count one as sent.
PRICE_LIST_KEY = "client_price_list"
SIGNED_FOR_HOURS = 24


class ResPartner(models.Model):
    """Sends clients the price list of their audience, by mail."""

    _inherit = "res.partner"

    @api.model
    def _get_price_list_action(self, contacts, opportunity=None):
        """Open a mail to one client, or ask before sending to several at once."""
        if len(contacts.commercial_partner_id) == 1:
            return contacts._get_price_list_recipients()._open_price_list_mail(
                opportunity
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send Price Lists"),
            "res_model": "client.price.list.send",
            "view_mode": "form",
            "target": "new",
            "context": {"default_partner_ids": contacts.ids},
        }

    def action_send_price_list(self):
        return self._get_price_list_action(self)

    def _get_price_list_recipients(self):
        """Return one contact per client: the first of these, in their order, with an
        address, else the client itself."""
        recipients = self.browse()
        for client, contacts in self.grouped("commercial_partner_id").items():
            with_email = (contacts + client).filtered("email_normalized")
            recipients += with_email[:1] or client
        return recipients

    def _get_price_list_obstacles(self):
        """Return ``{contact: why it cannot be sent a price list}`` of those that
        cannot."""
        opted_out = self._get_opted_out_emails()
        obstacles = {}
        for contact in self:
            obstacle = contact._get_audience_obstacle()
            obstacle = obstacle or contact._get_email_obstacle(opted_out)
            if obstacle:
                obstacles[contact] = obstacle
        return obstacles

    def _get_audience_obstacle(self):
        audience = self.client_audience_id
        if not self.env.company.segment_policy_id.use_audience:
            return self.env._(
                "%(company)s does not use audiences", company=self.env.company.name
            )
        if not audience:
            return self.env._("no audience set")
        if not audience.pricelist_id.active:
            return self.env._(
                "no price list set for the audience %(audience)s",
                audience=audience.name,
            )
        if not audience.mail_template_id:
            return self.env._(
                "no offer mail set for the audience %(audience)s",
                audience=audience.name,
            )
        return False

    def _get_email_obstacle(self, opted_out):
        if not self.email_normalized:
            return self.env._("no valid e-mail address")
        if self.is_blacklisted:
            return self.env._("the address is on the blacklist")
        if self.email_normalized in opted_out:
            return self.env._("has opted out of mailings")
        return False

    def _get_opted_out_emails(self):
        """Return the addresses of these contacts that have opted out of a mailing
        list and are subscribed to no other."""
        # Salespeople cannot read mailing lists; they learn no more than that.
        subscriptions = (
            self.env["mailing.subscription"]
            .sudo()
            .search_fetch(
                [
                    (
                        "contact_id.email_normalized",
                        "in",
                        self.mapped("email_normalized"),
                    )
                ],
                ["contact_id", "opt_out"],
            )
        )
        subscribed = subscriptions.filtered(lambda each: not each.opt_out)
        return set(subscriptions.contact_id.mapped("email_normalized")) - set(
            subscribed.contact_id.mapped("email_normalized")
        )

    def _open_price_list_mail(self, opportunity=None):
        """Open the mail to this contact for the salesperson to read and change."""
        self.ensure_one()
        if obstacle := self._get_price_list_obstacles().get(self):
            raise UserError(
                self.env._(
                    "No price list can be sent to %(client)s: %(reason)s.",
                    client=self.display_name,
                    reason=obstacle,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send Price List"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_template_id": self.client_audience_id.mail_template_id.id,
                "default_composition_mode": "comment",
                "default_email_layout_xmlid": "mail.mail_notification_light",
                PRICE_LIST_KEY: self._sign_price_lists(opportunity),
            },
        }

    def _sign_price_lists(self, opportunity=None):
        """Return what lets this user send their price lists to these contacts."""
        return hash_sign(
            self.sudo().env,
            PRICE_LIST_KEY,
            [self.env.uid, self.ids, opportunity.id if opportunity else 0],
            expiration_hours=SIGNED_FOR_HOURS,
        )

    def _read_price_list_key(self):
        """Return the contacts that a price list is being sent to, and the id of the
        opportunity it is sent from, if any."""
        nobody = self.browse(), 0
        payload = self.env.context.get(PRICE_LIST_KEY)
        try:
            signed = verify_hash_signed(self.sudo().env, PRICE_LIST_KEY, payload)
        except (AttributeError, ValueError):
            return nobody
        if not signed or signed[0] != self.env.uid:
            return nobody
        return self.browse(signed[1]), signed[2]

    def _send_price_lists(self):
        """Send their price lists to these contacts, one mail each.

        :return: the ``client.price.list`` records of those that went out
        """
        obstacles = self._get_price_list_obstacles()
        contacts = self - self.browse().union(*obstacles)
        by_template = contacts.grouped(lambda c: c.client_audience_id.mail_template_id)
        Composer = self.env["mail.compose.message"]
        Composer = Composer.with_context(
            **{PRICE_LIST_KEY: contacts._sign_price_lists()}
        )
        message_ids = []
        for template, recipients in by_template.items():
            composer = Composer.create(
                {
                    "composition_mode": "mass_mail",
                    "model": self._name,
                    "res_ids": recipients.ids,
                    "template_id": template.id,
                    "email_layout_xmlid": "mail.mail_notification_light",
                    "force_send": False,
                }
            )
            mails, _messages = composer._action_send_mail()
            message_ids += mails.mail_message_id.ids
        return self.env["client.price.list"].search([("message_id", "in", message_ids)])

    def _process_attachments_for_template_post(self, mail_template):
        """Attach the price list of its audience to the mail of each contact. Each
        price list is printed once per language."""
        result = super()._process_attachments_for_template_post(mail_template)
        result = {key: dict(value) for key, value in result.items()}
        printed = {}
        for contact in self & self._read_price_list_key()[0]:
            key = (contact.client_audience_id, contact.lang)
            if key not in printed:
                printed[key] = key[0]._print_price_list(contact.lang)
            files = result.setdefault(contact.id, {})
            files["attachments"] = [*files.get("attachments", []), printed[key]]
        return result

    def _message_post_after_hook(self, message, msg_values):
        # Without attachment somebody has taken the price list off the mail.
        if message.attachment_ids:
            self._log_price_lists({self: message})
        return super()._message_post_after_hook(message, msg_values)

    def _message_mail_after_hook(self, mails):
        sent = mails.filtered(lambda mail: mail.state == "outgoing")
        self._log_price_lists(
            {self.browse(mail.res_id): mail.mail_message_id for mail in sent}
        )
        return super()._message_mail_after_hook(mails)

    def _log_price_lists(self, message_by_contact):
        contacts, opportunity_id = self._read_price_list_key()
        message_by_contact = {
            contact: message
            for contact, message in message_by_contact.items()
            if contact in contacts
        }
        if not message_by_contact:
            return
        opportunity = self.env["crm.lead"].browse(opportunity_id or []).exists()
        # Nobody writes these rows by hand: they say what has been sent.
        PriceList = self.env["client.price.list"].sudo()
        sendings = PriceList._log_sendings(message_by_contact, opportunity)
        for sending in sendings.filtered("opportunity_id"):
            sending.with_env(self.env).opportunity_id.message_post(
                body=self.env._(
                    "Price list %(price_list)s sent to %(client)s.",
                    price_list=sending.pricelist_id.name,
                    client=sending.partner_id.display_name,
                )
            )
