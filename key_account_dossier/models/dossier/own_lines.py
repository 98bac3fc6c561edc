def own_lines(record, name):
    """Return the lines of the one2many ``name`` that really hang on ``record``.

    Stored fields are computed as superuser, and an unsaved form may list lines
    that belong to somebody else's dossier.
    """
    inverse = record._fields[name].inverse_name
    hosts = (record._origin, record.browse())
    return record[name].filtered(lambda line: line._origin[inverse] in hosts)
