def migrate(cr, version):
    """Cases were worked out without a control group: their figures stay what they
    say. The comparison with the program shows the difference."""
    cr.execute("UPDATE loyalty_plan SET control_share = 0")
