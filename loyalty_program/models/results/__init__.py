from . import (
    loyalty_result,
    loyalty_result_month,
    loyalty_result_measure,
    loyalty_result_chart,
    loyalty_result_panel,
    loyalty_result_comparison,
    loyalty_result_summary,
    loyalty_result_workbook,
    loyalty_program,
)
