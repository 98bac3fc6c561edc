from . import (
    key_account_contact_log,
    key_account_contact_suggestion,
    mail_activity_schedule,
)
