from odoo import api, models


class MailingList(models.Model):
    _inherit = "mailing.list"

    def _sync_researching_clients(self, emails=None):
        """Put the e-mails of clients that are researching on these nurture lists and
        take the others off.

        Only subscriptions made here are taken off. Whoever has opted out of the list
        stays opted out, and whoever is blacklisted is not put on.

        :param emails: the normalized e-mails to look at; all if not given
        """
        for mailing_list in self:
            mailing_list._sync_nurture_list(emails)

    def _sync_nurture_list(self, emails):
        self.ensure_one()
        researching = self._get_researching_clients(emails)
        domain = [("list_id", "=", self.id)]
        if emails is not None:
            domain.append(("contact_id.email_normalized", "in", list(emails)))
        # Salespeople have no rights to mailing lists; who is researching decides.
        subscriptions = self.env["mailing.subscription"].sudo().search(domain)
        subscribed = set(subscriptions.contact_id.mapped("email_normalized"))
        subscriptions.filtered(
            lambda subscription: (
                subscription.is_nurture
                and not subscription.opt_out
                and subscription.contact_id.email_normalized not in researching
            )
        ).unlink()
        missing = {
            email: lead
            for email, lead in researching.items()
            if email not in subscribed
        }
        self._subscribe_researching_clients(missing)

    def _get_researching_clients(self, emails):
        """Return ``{normalized e-mail: one of its opportunities}``."""
        policies = self.env["client.segment.policy"].sudo()
        companies = policies.search(
            [
                ("timing_mailing_list_id", "=", self.id),
                ("use_purchase_timing", "=", True),
            ]
        ).company_id
        domain = [
            ("purchase_timing", "=", "researching"),
            ("type", "=", "opportunity"),
            ("won_status", "=", "pending"),
            ("email_normalized", "!=", False),
            ("company_id", "in", [False, *companies.ids]),
        ]
        if emails is not None:
            domain.append(("email_normalized", "in", list(emails)))
        # Opportunities of all salespeople keep a client on the list.
        leads = self.env["crm.lead"].sudo().search(domain)
        leads = leads.filtered(lambda lead: lead._get_segment_company() in companies)
        return {lead.email_normalized: lead for lead in leads}

    def _subscribe_researching_clients(self, lead_by_email):
        blacklist = self.env["mail.blacklist"].sudo()
        banned = blacklist.search([("email", "in", list(lead_by_email))])
        wanted = lead_by_email.keys() - set(banned.mapped("email"))
        if not wanted:
            return
        contacts = self.env["mailing.contact"].sudo()
        known = contacts.search(
            [("email_normalized", "in", list(wanted))], order="id desc"
        )
        contact_by_email = {contact.email_normalized: contact for contact in known}
        new = [
            email
            for email in lead_by_email
            if email in wanted - contact_by_email.keys()
        ]
        created = contacts.create(
            [self._prepare_nurture_contact(lead_by_email[email]) for email in new]
        )
        contact_by_email.update(zip(new, created, strict=True))
        self.env["mailing.subscription"].sudo().create(
            [
                {"contact_id": contact.id, "list_id": self.id, "is_nurture": True}
                for contact in contact_by_email.values()
            ]
        )

    @api.model
    def _prepare_nurture_contact(self, lead):
        return {
            "name": lead.contact_name or lead.partner_id.name or lead.email_normalized,
            "company_name": lead.partner_name
            or lead.partner_id.commercial_company_name,
            "email": lead.email_from,
            "country_id": lead.country_id.id,
        }

    @api.model
    def _cron_sync_nurture_lists(self):
        """Heal what changed without an opportunity being written, such as an e-mail
        of a contact."""
        policies = self.env["client.segment.policy"].search(
            [("timing_mailing_list_id", "!=", False)]
        )
        policies.timing_mailing_list_id._sync_researching_clients()
