from . import (
    loyalty_member,
    loyalty_program,
    loyalty_program_enrolment,
    sale_order,
)
