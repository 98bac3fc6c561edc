from . import (
    points,
    portrait,
    referral,
    benefits,
    members,
)
