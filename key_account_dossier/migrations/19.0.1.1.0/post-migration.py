from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    if not version:
        return
    forget_figures_of_nothing(cr)
    forget_moved_money(cr)
    close_meetings(cr)


def forget_figures_of_nothing(cr):
    """What was not scored, not answered or not planned had the figure 0."""
    cr.execute(
        """
        UPDATE key_account_dossier
           SET relationship_score = NULL
         WHERE COALESCE(score_count, 0) = 0;
        UPDATE key_account_dossier
           SET score_change = NULL
         WHERE COALESCE(score_count, 0) < 2;
        UPDATE key_account_dossier
           SET plan_progress = NULL
         WHERE COALESCE(plan_count, 0) = 0;
        UPDATE key_account_score
           SET value = NULL
         WHERE COALESCE(rated_count, 0) = 0;
        UPDATE key_account_score_line
           SET percent = NULL
         WHERE points = '0';
        UPDATE key_account_review_line line
           SET kept_filled = NULL
          FROM key_account_review review
         WHERE review.id = line.review_id AND review.state != 'done';
        UPDATE key_account_satisfaction
           SET score = NULL
         WHERE is_answered IS NOT TRUE;
        """
    )


def forget_moved_money(cr):
    """Amounts counted by the old rule only moved money from one category to another;
    the next daily comparison counts them by the new one."""
    cr.execute("UPDATE key_account_whitespace SET expected = NULL, potential = NULL")


def close_meetings(cr):
    """Meetings planned as activities of a dossier were open to everybody."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    activities = env["mail.activity"].with_context(active_test=False)
    activities.search([("calendar_event_id", "!=", False)])._close_meetings()
