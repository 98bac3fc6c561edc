from . import key_account_candidate
from . import key_account_dossier_report
from . import key_account_contact_report
