def migrate(cr, version):
    """What is known of the shares so far is the first of the shares over time."""
    if not version:
        return
    cr.execute(
        """
        UPDATE key_account_competitor
           SET share_date = COALESCE(last_seen, write_date::date)
         WHERE share > 0
        """
    )
    cr.execute(
        """
        INSERT INTO key_account_competitor_share (
               competitor_id, date, share, create_uid, create_date, write_uid,
               write_date)
        SELECT id, share_date, share, write_uid, write_date, write_uid, write_date
          FROM key_account_competitor
         WHERE share > 0
            ON CONFLICT (competitor_id, date) DO NOTHING
        """
    )
