from . import history_template, import_template
