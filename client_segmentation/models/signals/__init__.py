from . import (
    mail_message,
    mail_thread,
    mailing_trace,
)
