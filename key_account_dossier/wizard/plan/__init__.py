from . import (
    key_account_opportunity_start,
    key_account_plan_task,
)
