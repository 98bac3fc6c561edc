"""Writing what differs: the rows that do are put aside once, with their old classes,
and the update, the insertion and the history are made from them."""

from odoo.tools import SQL

from ...models.core.segment_axes import AXES

TABLE = SQL.identifier("client_segment_changes")
IS_CHANGING = SQL("segment.id IN (SELECT segment_id FROM %s)", TABLE)
HISTORY_AXES = tuple(axis for axis in AXES if axis.has_history)


def create_changes(found, columns, company_id):
    """Make the temporary table of the rows of the select ``found`` that differ from
    the stored ones in ``columns``, or have none: an equal row written again would
    cost as much as a changed one."""
    return SQL(
        """
        CREATE TEMPORARY TABLE %(table)s ON COMMIT DROP AS
        SELECT found.*, segment.id AS segment_id, %(old_classes)s
          FROM (%(found)s) found
          LEFT JOIN client_segment segment
                 ON segment.company_id = %(company_id)s
                AND segment.partner_id = found.partner_id
         WHERE segment.id IS NULL
            OR (%(stored_columns)s) IS DISTINCT FROM (%(found_columns)s)
        """,
        table=TABLE,
        old_classes=SQL(", ").join(
            SQL("%s AS %s", SQL.identifier("segment", axis.column), _old(axis))
            for axis in HISTORY_AXES
        ),
        found=found,
        company_id=company_id,
        stored_columns=_columns_of("segment", columns),
        found_columns=_columns_of("found", columns),
    )


def analyze():
    """Tell PostgreSQL what the rows are like after many of them were written: until it
    looks for itself, lists and runs would be planned for an empty table. Never waits
    for somebody who is at it."""
    return SQL("ANALYZE (SKIP_LOCKED) client_segment")


def drop_changes():
    return SQL("DROP TABLE %s", TABLE)


def forget_locked():
    """Leave out the rows that another transaction is writing, and lock the others;
    never waits."""
    return SQL(
        """
        DELETE FROM %(table)s
         WHERE segment_id NOT IN (
               SELECT id
                 FROM client_segment
                WHERE id IN (SELECT segment_id FROM %(table)s)
                  FOR UPDATE SKIP LOCKED)
        """,
        table=TABLE,
    )


def update_changed(columns, run_id=None):
    """Update the rows that differ; ``run_id`` is the run that found them, if any."""
    assignments = [
        SQL("%s = %s", SQL.identifier(name), SQL.identifier("change", name))
        for name in columns
    ]
    if run_id:
        assignments.append(SQL("run_id = %s", run_id))
    return SQL(
        """
        UPDATE client_segment segment
           SET %(assignments)s
          FROM %(table)s change
         WHERE segment.id = change.segment_id
        """,
        assignments=SQL(", ").join(assignments),
        table=TABLE,
    )


def insert_new(columns, company_id, run_id):
    """Insert the clients that have no row yet."""
    return SQL(
        """
        INSERT INTO client_segment
                    (company_id, partner_id, run_id, rfm_month, %(columns)s)
        SELECT %(company_id)s, change.partner_id, %(run_id)s, change.rfm, %(found)s
          FROM %(table)s change
         WHERE change.segment_id IS NULL
        """,
        columns=SQL(", ").join(SQL.identifier(name) for name in columns),
        company_id=company_id,
        run_id=run_id,
        found=_columns_of("change", columns),
        table=TABLE,
    )


def insert_history(company_id, day, run_id=None, silent_axes=()):
    """Keep each change of a class but those along ``silent_axes``. A client's first
    classes are no change."""
    classes = [
        SQL(
            "(%s, %s::varchar, %s::varchar)",
            axis.column,
            SQL.identifier("change", f"old_{axis.column}"),
            SQL.identifier("change", axis.column),
        )
        for axis in HISTORY_AXES
        if axis.column not in silent_axes
    ]
    return SQL(
        """
        INSERT INTO client_segment_history
                    (company_id, partner_id, date, run_id, axis, old_value, new_value)
        SELECT %(company_id)s, change.partner_id, %(day)s, %(run_id)s, class.axis,
               class.axis || ':' || class.old_value,
               class.axis || ':' || class.new_value
          FROM %(table)s change
         CROSS JOIN LATERAL (VALUES %(classes)s) AS class(axis, old_value, new_value)
         WHERE change.segment_id IS NOT NULL
           AND class.old_value IS DISTINCT FROM class.new_value
        """,
        company_id=company_id,
        day=day,
        run_id=run_id,
        table=TABLE,
        classes=SQL(", ").join(classes or [SQL("(NULL, NULL, NULL)")]),
    )


def _old(axis):
    return SQL.identifier(f"old_{axis.column}")


def _columns_of(alias, columns):
    return SQL(", ").join(SQL.identifier(alias, name) for name in columns)
