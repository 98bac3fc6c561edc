from . import key_account_contact_log
from . import key_account_contact_suggestion
from . import mail_activity_schedule
