from . import key_account_contact_log
from . import key_account_print
from . import key_account_satisfaction_ask
from . import key_account_contact_suggestion
from . import mail_activity_schedule
