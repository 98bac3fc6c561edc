"""Reasons to call that lie in opportunities, quotations, price lists and tasks."""

from odoo.tools import SQL

from ..documents.since import has_bought_since
from .scope import select_reason

# What lies longer than that, nobody waits for any more.
OLD_DAYS = 60
# An opportunity about which somebody wrote within so many days is in contact.
CONTACT_DAYS = 3
EXPIRY_DAYS = 2


def select_urgent(scope):
    """Opportunities that cannot wait, without a message about them these days."""
    return _select_leads(
        scope,
        SQL(
            """
            lead.purchase_timing = 'urgent' AND NOT EXISTS (
                SELECT FROM mail_message message
                 WHERE message.model = 'crm.lead' AND message.res_id = lead.id
                   AND message.message_type
                       IN ('comment', 'email', 'email_outgoing')
                   AND message.date >= %s::date - %s)
            """,
            scope.today,
            CONTACT_DAYS,
        ),
        reason=SQL("'urgent'"),
        urgency=SQL("1.0"),
        day=SQL("lead.create_date::date"),
    )


def select_decision(scope):
    """Opportunities whose client decides within days, or should have."""
    return _select_leads(
        scope,
        SQL(
            "lead.purchase_timing = 'scheduled'"
            " AND lead.purchase_timing_date <= %s::date + %s",
            scope.today,
            scope.decision_days,
        ),
        reason=SQL("'decision'"),
        urgency=SQL(
            "CASE WHEN lead.purchase_timing_date <= %s THEN 1.0 ELSE 0.9 END",
            scope.today,
        ),
        day=SQL("lead.purchase_timing_date"),
    )


def select_stalling(scope):
    """Opportunities that keep being put off."""
    return _select_leads(
        scope,
        SQL("lead.postponement_count >= %s", scope.postponements),
        reason=SQL("'stalling'"),
        urgency=SQL("0.4"),
        number=SQL("lead.postponement_count"),
    )


def _select_leads(scope, condition, **columns):
    return select_reason(
        SQL(
            "FROM crm_lead lead JOIN res_partner contact ON contact.id ="
            " lead.partner_id"
        ),
        SQL(
            """
            lead.user_id = ANY(%s) AND lead.active AND lead.type = 'opportunity'
            AND lead.won_status = 'pending'
            AND (lead.company_id IS NULL OR lead.company_id = %s)
            AND %s
            """,
            scope.users,
            scope.company_id,
            condition,
        ),
        partner_id=SQL("contact.commercial_partner_id"),
        user_id=SQL("lead.user_id"),
        money=SQL("NULLIF(lead.expected_revenue, 0)"),
        words=SQL("lead.name"),
        res_model=SQL("'crm.lead'"),
        res_id=SQL("lead.id"),
        **columns,
    )


def select_quotations(scope):
    """Quotations sent some days ago, and those that are about to expire."""
    expiring = SQL(
        "COALESCE(sale.validity_date BETWEEN %s AND %s::date + %s, FALSE)",
        scope.today,
        scope.today,
        EXPIRY_DAYS,
    )
    return select_reason(
        SQL(
            "FROM sale_order sale JOIN res_partner contact ON contact.id ="
            " sale.partner_id"
        ),
        SQL(
            """
            sale.user_id = ANY(%(users)s) AND sale.company_id = %(company)s
            AND sale.state = 'sent'
            AND COALESCE(sale.validity_date, %(today)s) >= %(today)s
            AND sale.date_order >= %(today)s::date - %(old)s
            AND (%(expiring)s OR sale.date_order < %(today)s::date - %(days)s + 1)
            """,
            users=scope.users,
            company=scope.company_id,
            today=scope.today,
            old=OLD_DAYS,
            days=scope.quotation_days,
            expiring=expiring,
        ),
        partner_id=SQL("contact.commercial_partner_id"),
        user_id=SQL("sale.user_id"),
        reason=SQL("CASE WHEN %s THEN 'expiring' ELSE 'unanswered' END", expiring),
        urgency=SQL(
            "CASE WHEN sale.validity_date = %s THEN 1.0 WHEN %s THEN 0.95"
            " ELSE 0.85 END",
            scope.today,
            expiring,
        ),
        money=SQL("NULLIF(sale.amount_untaxed / NULLIF(sale.currency_rate, 0), 0)"),
        day=SQL(
            "CASE WHEN %s THEN sale.validity_date ELSE sale.date_order::date END",
            expiring,
        ),
        words=SQL("sale.name"),
        res_model=SQL("'sale.order'"),
        res_id=SQL("sale.id"),
    )


def select_price_lists(scope):
    """Clients who have neither bought nor asked for a quotation since the last price
    list that was sent to them."""
    return select_reason(
        SQL("FROM client_price_list sent"),
        SQL(
            """
            sent.user_id = ANY(%(users)s) AND sent.company_id = %(company)s
            AND sent.date < %(today)s::date - %(days)s + 1
            AND sent.date >= %(today)s::date - %(old)s
            AND NOT EXISTS (
                SELECT FROM client_price_list later
                 WHERE later.company_id = sent.company_id
                   AND later.partner_id = sent.partner_id AND later.id > sent.id)
            AND NOT EXISTS (
                SELECT FROM res_partner contact
                  JOIN sale_order sale ON sale.partner_id = contact.id
                 WHERE contact.commercial_partner_id = sent.partner_id
                   AND sale.company_id = sent.company_id
                   AND sale.state <> 'cancel' AND sale.create_date >= sent.date)
            AND NOT %(has_bought)s
            """,
            users=scope.users,
            company=scope.company_id,
            today=scope.today,
            days=scope.quotation_days,
            old=OLD_DAYS,
            has_bought=has_bought_since(
                scope.sources, SQL("sent.partner_id"), SQL("sent.date")
            ),
        ),
        partner_id=SQL("sent.partner_id"),
        user_id=SQL("sent.user_id"),
        reason=SQL("'pricelist'"),
        urgency=SQL("0.5"),
        day=SQL("sent.date::date"),
    )


def select_tasks(scope):
    """Tasks that are due on a client, its opportunities or its quotations; what people
    have planned themselves comes before what the program has. Of a decision date
    :func:`select_decision` tells."""
    return select_reason(
        SQL(
            """
            FROM mail_activity task
            LEFT JOIN mail_activity_type kind ON kind.id = task.activity_type_id
            LEFT JOIN crm_lead lead
              ON task.res_model = 'crm.lead' AND lead.id = task.res_id
             AND (lead.company_id IS NULL OR lead.company_id = %(company)s)
            LEFT JOIN sale_order sale
              ON task.res_model = 'sale.order' AND sale.id = task.res_id
             AND sale.company_id = %(company)s
            JOIN res_partner contact
              ON contact.id = CASE task.res_model WHEN 'res.partner' THEN task.res_id
                              ELSE COALESCE(lead.partner_id, sale.partner_id) END
            """,
            company=scope.company_id,
        ),
        _is_due(
            scope,
            SQL(
                "task.res_model IN ('res.partner', 'crm.lead', 'sale.order') AND NOT"
                " (task.automated AND COALESCE(lead.purchase_timing, '') = 'scheduled')"
            ),
        ),
        partner_id=SQL("contact.commercial_partner_id"),
        user_id=SQL("task.user_id"),
        reason=SQL("'task'"),
        is_due=SQL("TRUE"),
        urgency=SQL("CASE WHEN task.automated THEN 0.7 ELSE 1.0 END"),
        money=SQL("NULLIF(lead.expected_revenue, 0)"),
        day=SQL("task.date_deadline"),
        number=SQL("task.id"),
        words=_task_words(scope),
        res_model=SQL("task.res_model"),
        res_id=SQL("task.res_id"),
    )


def select_own_tasks(scope):
    """Tasks of the head of sales that are about no single client's document:
    mono-clients and proposals of terms. They are for who got them alone."""
    return select_reason(
        SQL(
            "FROM mail_activity task LEFT JOIN mail_activity_type kind"
            " ON kind.id = task.activity_type_id"
        ),
        _is_due(
            scope,
            SQL(
                "task.user_id = %s AND task.automated AND (task.res_model IS NULL"
                " OR task.res_model = 'client.segment.terms')",
                scope.viewer_id,
            ),
        ),
        user_id=SQL("task.user_id"),
        reason=SQL("'own_task'"),
        is_due=SQL("TRUE"),
        urgency=SQL("0.9"),
        day=SQL("task.date_deadline"),
        number=SQL("task.id"),
        words=_task_words(scope),
        res_model=SQL("COALESCE(task.res_model, 'mail.activity')"),
        res_id=SQL("COALESCE(NULLIF(task.res_id, 0), task.id)"),
    )


def _is_due(scope, condition):
    return SQL(
        "task.active AND task.user_id = ANY(%s) AND task.date_deadline <= %s AND %s",
        scope.users,
        scope.today,
        condition,
    )


def _task_words(scope):
    return SQL(
        "COALESCE(NULLIF(task.summary, ''), kind.name ->> %s, kind.name ->> 'en_US')",
        scope.lang,
    )
