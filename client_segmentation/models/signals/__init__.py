from . import (
    warm_signals,
    mail_message,
    mail_thread,
    mailing_trace,
)
