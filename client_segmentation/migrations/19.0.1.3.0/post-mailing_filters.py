from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Bring the ready filters: their data file is only read when the module is
    installed, so that a filter which somebody has deleted stays away."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["mailing.filter"]._load_segment_filters()
