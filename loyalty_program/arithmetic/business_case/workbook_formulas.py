"""The formulas of a business case, as a spreadsheet has them."""

from .sheets import MONEY, NUMBER, SHARE

INPUTS = (
    ("clients", NUMBER),
    ("enrolment", SHARE),
    ("control_share", SHARE),
    ("orders_per_month", NUMBER),
    ("average_order", MONEY),
    ("margin", SHARE),
    ("retention", SHARE),
    ("frequency_uplift", SHARE),
    ("order_uplift", SHARE),
    ("retention_uplift", SHARE),
    ("referral_rate", SHARE),
    ("cost_one_off", MONEY),
    ("cost_monthly", MONEY),
    ("cost_per_member", MONEY),
    ("cost_per_order", MONEY),
    ("discount", SHARE),
    ("reward_cost", MONEY),
    ("reward_share", SHARE),
    ("redemption", SHARE),
    ("redemption_lag", NUMBER),
    ("yearly_rate", SHARE),
)
DERIVED = (
    ("members", NUMBER, "clients*enrolment*(1-control_share)"),
    ("stays", SHARE, "MIN(1,MAX(0,retention+retention_uplift))^(1/12)"),
    ("stayed", SHARE, "retention^(1/12)"),
    ("program_order", MONEY, "average_order*(1+order_uplift)"),
    ("program_frequency", NUMBER, "orders_per_month*(1+frequency_uplift)"),
    (
        "reward_per_order",
        MONEY,
        "(reward_cost+reward_share*program_order)*redemption",
    ),
    (
        "order_contribution",
        MONEY,
        "program_order*(margin-discount)-cost_per_order-reward_per_order",
    ),
    ("monthly_rate", SHARE, "(1+yearly_rate)^(1/12)-1"),
)
# Column, its formula in row {r} after row {p}, and the one of the launch. {m} is the
# column of months, {earned} the one of what orders earn.
FLOW = (
    ("month", NUMBER, None, None),
    ("share", SHARE, None, None),
    ("joining", NUMBER, "members*(B{r}-B{p})", "0"),
    ("brought", NUMBER, "referral_rate/12*E{p}", "0"),
    ("enrolled", NUMBER, "E{p}*stays+C{r}", "0"),
    ("referred", NUMBER, "F{p}*stays+D{r}", "0"),
    ("members", NUMBER, "E{r}+F{r}", "0"),
    ("baseline", NUMBER, "H{p}*stayed+C{r}", "0"),
    ("orders", NUMBER, "program_frequency*G{r}", "0"),
    ("revenue", MONEY, "I{r}*program_order", "0"),
    (
        "incremental_profit",
        MONEY,
        "margin*(J{r}-orders_per_month*H{r}*average_order)",
        "0",
    ),
    ("earned", MONEY, "reward_per_order*I{r}", "0"),
    (
        "liability",
        MONEY,
        'SUMIFS({earned},{m},">"&(A{r}-redemption_lag),{m},"<="&A{r})',
        "0",
    ),
    ("redeemed", MONEY, "SUMIFS({earned},{m},A{r}-redemption_lag){last}", "0"),
    (
        "cost",
        MONEY,
        "cost_monthly+cost_per_member*(C{r}+D{r})+cost_per_order*I{r}"
        "+discount*J{r}+N{r}",
        "cost_one_off",
    ),
    ("net", MONEY, "K{r}-O{r}", "K{r}-O{r}"),
    ("cumulative", MONEY, "Q{p}+P{r}", "P{r}"),
    ("present_value", MONEY, "P{r}/(1+monthly_rate)^A{r}", "P{r}"),
    ("in_the_red", NUMBER, "IF(Q{r}<0,A{r},-1)", "IF(Q{r}<0,A{r},-1)"),
)
