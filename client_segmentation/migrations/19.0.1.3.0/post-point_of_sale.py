def migrate(cr, version):
    """Where the add-on is in use, the figures stay what they were: a head of sales
    decides whether orders of the Point of Sale count from now on."""
    if version:
        cr.execute("UPDATE client_segment_policy SET count_pos_orders = FALSE")
