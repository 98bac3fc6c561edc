from . import (
    mailing_filter,
    mailing_mailing,
    res_partner,
)
