"""How clients pay: posted invoices against the day they were settled."""

from odoo.tools import SQL

from .documents import select_contacts


def select_payment_behaviour(company_id, client_ids, start, today):
    """Select of each client with invoices since ``start``: ``client_id``, ``paid``
    (invoices settled with money), ``days_to_pay`` and ``days_agreed`` (averages of
    those), ``due`` (settled, or due before ``today``), ``late`` (of those, settled
    after the due date or still open)."""
    return SQL(
        """
        SELECT client_id,
               COUNT(*) FILTER (WHERE is_paid) AS paid,
               (AVG(paid_on - invoice_date) FILTER (WHERE is_paid))::float
                   AS days_to_pay,
               (AVG(due_on - invoice_date) FILTER (WHERE is_paid))::float
                   AS days_agreed,
               COUNT(*) FILTER (WHERE is_paid OR due_on < %(today)s) AS due,
               COUNT(*) FILTER (WHERE CASE WHEN is_paid THEN paid_on > due_on
                                           ELSE due_on < %(today)s END) AS late
          FROM (%(invoices)s) invoice
      GROUP BY client_id
        """,
        today=today,
        invoices=_select_invoices(company_id, client_ids, start, today),
    )


def _select_invoices(company_id, client_ids, start, today):
    """An invoice that a credit note took back was never to be paid."""
    return SQL(
        """
        SELECT move.commercial_partner_id AS client_id,
               move.invoice_date,
               COALESCE(move.invoice_date_due, move.invoice_date) AS due_on,
               settled.day AS paid_on,
               move.payment_state IN ('paid', 'in_payment')
                   AND settled.day IS NOT NULL AS is_paid
          FROM account_move move
          LEFT JOIN LATERAL (%(settled)s) settled ON TRUE
         WHERE move.company_id = %(company_id)s
           AND move.commercial_partner_id = ANY(%(client_ids)s)
           AND move.state = 'posted'
           AND move.move_type = 'out_invoice'
           AND move.invoice_date >= %(start)s
           AND move.invoice_date <= %(today)s
           AND move.amount_total_signed > 0
           AND (move.payment_state IN ('not_paid', 'partial')
                OR settled.day IS NOT NULL)
        """,
        settled=_select_settled(),
        company_id=company_id,
        client_ids=list(client_ids),
        start=start,
        today=today,
    )


def _select_settled():
    """The last day on which money came in for ``move``. A payment without a journal
    entry of its own counts by its date; a credit note is no money."""
    return SQL(
        """
        SELECT MAX(money.day) AS day
          FROM (
                SELECT partial.max_date AS day
                  FROM account_move_line line
                  JOIN account_partial_reconcile partial
                    ON partial.debit_move_id = line.id
                  JOIN account_move_line paid ON paid.id = partial.credit_move_id
                  JOIN account_move source ON source.id = paid.move_id
                 WHERE line.move_id = move.id
                   AND source.move_type <> 'out_refund'
             UNION ALL
                SELECT payment.date
                  FROM account_move__account_payment link
                  JOIN account_payment payment ON payment.id = link.payment_id
                 WHERE link.invoice_id = move.id
                   AND payment.move_id IS NULL
                   AND payment.state IN ('in_process', 'paid')
               ) money
        """
    )


def select_overdue(company_id, client_ids, today):
    """Select of each client with open items ``client_id`` and ``amount``: what is
    past its due date, less open credit notes and payments not yet assigned.

    By journal items, for an invoice may be due in several parts.
    """
    return SQL(
        """
        SELECT partner.commercial_partner_id AS client_id,
               GREATEST(SUM(line.amount_residual), 0)::float AS amount
          FROM account_move_line line
          JOIN account_account account ON account.id = line.account_id
          JOIN account_move move ON move.id = line.move_id
          JOIN res_partner partner ON partner.id = line.partner_id
         WHERE line.company_id = %(company_id)s
           AND line.partner_id IN (%(contacts)s)
           AND line.parent_state = 'posted'
           AND line.reconciled IS NOT TRUE
           AND account.account_type = 'asset_receivable'
           AND (line.amount_residual < 0
                OR COALESCE(line.date_maturity, line.date) < %(today)s)
           AND COALESCE(move.payment_state, '') NOT IN ('paid', 'in_payment')
      GROUP BY partner.commercial_partner_id
        """,
        company_id=company_id,
        contacts=select_contacts(client_ids),
        today=today,
    )
