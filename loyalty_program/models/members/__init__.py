from . import (
    loyalty_member,
    loyalty_program,
    loyalty_program_draw,
    loyalty_program_enrolment,
    loyalty_program_till,
    sale_order,
)
