"""Clients that automatic starts of a playbook, or My Day, leave aside, to compare
with."""

from odoo.tools import SQL

from ..documents import sums
from ..documents.documents import select_documents


def is_kept_aside(client_id, playbook_id, company_id, today):
    """Condition: the client is kept aside from the playbook, both columns."""
    return SQL(
        """EXISTS (
        SELECT FROM client_segment_playbook_aside aside
          JOIN client_segment_playbook_draw draw ON draw.id = aside.draw_id
         WHERE draw.playbook_id = %s
           AND draw.company_id = %s
           AND draw.date_end >= %s
           AND aside.partner_id = %s
           AND NOT %s)""",
        playbook_id,
        company_id,
        today,
        client_id,
        _is_started_by_hand(),
    )


def select_aside_from_day(company_id, today):
    """Select ``partner_id`` of the clients who are kept aside from My Day."""
    return SQL(
        """
        SELECT aside.partner_id
          FROM client_segment_playbook_aside aside
          JOIN client_segment_playbook_draw draw ON draw.id = aside.draw_id
         WHERE draw.playbook_id IS NULL
           AND draw.company_id = %s
           AND draw.date_end >= %s
           AND aside.is_aside
        """,
        company_id,
        today,
    )


def select_started_by_hand(draw_ids):
    """Select ``draw_id, partner_id`` of those that somebody has started, or called,
    since."""
    return SQL(
        """
        SELECT aside.draw_id, aside.partner_id
          FROM client_segment_playbook_aside aside
          JOIN client_segment_playbook_draw draw ON draw.id = aside.draw_id
         WHERE draw.id = ANY(%s)
           AND aside.is_aside
           AND (%s OR %s)
        """,
        list(draw_ids),
        _is_started_by_hand(),
        _is_called_anyway(),
    )


def _is_started_by_hand():
    return SQL(
        """EXISTS (
        SELECT FROM client_segment_playbook_start start
         WHERE start.playbook_id = draw.playbook_id
           AND start.company_id = draw.company_id
           AND start.partner_id = aside.partner_id
           AND start.run_id IS NULL
           AND start.date_start >= aside.date)"""
    )


def _is_called_anyway():
    return SQL(
        """(draw.playbook_id IS NULL AND EXISTS (
        SELECT FROM client_day_result result
         WHERE result.company_id = draw.company_id
           AND result.partner_id = aside.partner_id
           AND result.kind NOT IN ('snoozed', 'irrelevant')
           AND result.date >= aside.date))"""
    )


def select_margins(draw, parameters):
    """Select the margins (see :func:`.sums.select_margins`) of those started, the
    members, and of those kept aside, each from the day it was found.

    Who was kept aside stays in that group if somebody starts by hand, or calls:
    salespeople pick whom they start, and without these the others would no longer be
    like the started.
    """
    return sums.select_margins(
        _select_clients(draw, parameters),
        select_documents(parameters),
        _get_before(SQL("%s::date", draw.date_start), parameters),
    )


def _select_clients(draw, parameters):
    return SQL(
        """
        SELECT partner_id, is_member, '' AS stratum, %(start)s AS start,
               %(before)s AS before
          FROM (SELECT partner_id, NOT is_aside AS is_member, date AS day
                  FROM client_segment_playbook_aside
                 WHERE draw_id = %(draw_id)s
                 UNION ALL
                SELECT start.partner_id, TRUE, MIN(start.date_start)
                  FROM client_segment_playbook_start start
                 WHERE start.playbook_id = %(playbook_id)s
                   AND start.company_id = %(company_id)s
                   AND start.run_id IS NOT NULL
                   AND start.date_start >= %(date_start)s
                   AND NOT EXISTS (
                       SELECT FROM client_segment_playbook_aside aside
                        WHERE aside.draw_id = %(draw_id)s
                          AND aside.partner_id = start.partner_id)
              GROUP BY start.partner_id) found
         WHERE day <= %(as_of)s
        """,
        start=sums.midnight(SQL("day"), parameters.document_timezone),
        before=_get_before(SQL("day"), parameters),
        draw_id=draw.id,
        playbook_id=draw.playbook_id.id or None,
        company_id=draw.company_id.id,
        date_start=draw.date_start,
        as_of=parameters.as_of,
    )


def _get_before(day, parameters):
    day = sums.first_day_before(day, parameters.as_of)
    return sums.midnight(day, parameters.document_timezone)
