from . import (
    key_account_dossier_clock,
    key_account_dossier_calendar,
    key_account_dossier_task,
    key_account_dossier,
    key_account_contact,
    key_account_matter,
    calendar_event,
    mail_activity_pause,
    mail_activity_task,
    mail_scheduled_message,
    resource_calendar_leaves,
    resource_resource,
)
