from . import (
    key_account_contact_report,
)
