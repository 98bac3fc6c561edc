from . import (
    gate,
    business_case,
    settings,
    members,
    ledger,
    benefits,
    points,
    draws,
    referral,
    results,
    portrait,
    home,
)
