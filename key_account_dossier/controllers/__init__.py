from . import dossier_xlsx
