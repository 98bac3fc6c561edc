def migrate(cr, version):
    """Where clients have been classified, nobody is led to the first day any more."""
    if version:
        cr.execute(
            """
            UPDATE client_segment_policy policy
               SET is_first_day_over = TRUE
             WHERE EXISTS (SELECT FROM client_segment_run run
                            WHERE run.company_id = policy.company_id
                              AND run.state = 'done'
                              AND run.positive_count > 0)
            """
        )
