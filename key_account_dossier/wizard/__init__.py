from . import key_account_contact_log
from . import key_account_print
from . import key_account_satisfaction_ask
