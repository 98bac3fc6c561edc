from . import dossier_xlsx, person_data
