from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.tools import SQL

# Tags of classes: axis, class, colour that was shipped, colour now. Red is never good,
# and the rest has none.
TAG_COLORS = [
    ("segment_temperature", "cold", 8, 4),
    ("segment_temperature", "warm", 2, 3),
    ("segment_temperature", "hot", 1, 10),
    ("segment_abc", "c", 6, 0),
    ("segment_xyz", "z", 6, 2),
    ("segment_xyz", "n", 6, 0),
    ("segment_is_key", "true", 11, 10),
    ("segment_is_mono", "true", 9, 2),
    ("segment_rfm", "promising", 4, 11),
    ("segment_rfm", "lost", 6, 0),
    ("segment_buyer_type", "discount", 2, 3),
    ("segment_is_stalling", "true", 9, 1),
]


def migrate(cr, version):
    if not version:
        return
    mark_runs_of_other_days(cr)
    forget_invented_months(cr)
    recolor_tags(cr)
    keep_order_margins_open(api.Environment(cr, SUPERUSER_ID, {}))


def mark_runs_of_other_days(cr):
    """Runs as of another day are told from ordinary ones by a field of their own. Days
    begin at different hours, so a day's difference is none."""
    cr.execute(
        """
        UPDATE client_segment_run
           SET is_other_day = ABS(as_of - date_start::date) > 1
         WHERE is_other_day IS NULL
        """
    )


def forget_invented_months(cr):
    """Months were counted on the day of the run that kept them. A few days after the
    month's end that is nearly the same; of what was counted later nothing is known. The
    next run fills the gap, or the last two years where nothing is left."""
    cr.execute(
        """
        WITH invented AS (
            DELETE FROM client_segment_month
             WHERE as_of > month + INTERVAL '1 month' + INTERVAL '3 days'
         RETURNING company_id, as_of)
        DELETE FROM client_segment_history history
         USING invented
         WHERE history.company_id = invented.company_id
           AND history.date = invented.as_of
           AND history.axis = 'rfm'
        """
    )


def recolor_tags(cr):
    """Leave tags alone that somebody has given another colour."""
    for axis, value, before, now in TAG_COLORS:
        cr.execute(
            SQL(
                """
                UPDATE res_partner_category
                   SET color = %s
                 WHERE segment_field = %s
                   AND segment_value = %s
                   AND color = %s
                """,
                now,
                axis,
                value,
                before,
            )
        )


def keep_order_margins_open(env):
    """Whom the setting shows margins of orders is every internal user now, as in Odoo
    itself. Where it was on it stays on; where it was off they stay closed."""
    margins = env.ref("client_segmentation.group_order_margin")
    salespeople = env.ref("sales_team.group_sale_salesman")
    if margins in salespeople.implied_ids:
        salespeople.implied_ids = [Command.unlink(margins.id)]
        env.ref("base.group_user").implied_ids = [Command.link(margins.id)]
