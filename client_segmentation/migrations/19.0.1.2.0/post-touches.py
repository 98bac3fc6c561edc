def migrate(cr, version):
    """Runs of the changed clients are gone, and so are the notes of who had lost
    documents. Odoo leaves the table of a model that is no more."""
    cr.execute("DROP TABLE IF EXISTS client_segment_touch")
