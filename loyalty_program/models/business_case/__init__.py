from . import (
    percent,
    loyalty_plan,
    loyalty_plan_chart,
    loyalty_plan_decision,
    loyalty_plan_month,
    loyalty_plan_panel,
    loyalty_plan_range,
    loyalty_plan_result,
    loyalty_plan_reward,
    loyalty_plan_summary,
    loyalty_plan_target,
    loyalty_plan_workbook,
)
