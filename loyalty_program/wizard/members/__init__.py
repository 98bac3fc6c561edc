from . import (
    loyalty_enrolment,
)
