"""What screens ask about money to makers: the desk, one run, one slip, her own money, one order's money."""

from sentra.capital.queries.advances import advance_caps, records_of, weekly_wages
from sentra.capital.queries.comparison import Comparison, Wait, comparisons, waited
from sentra.capital.queries.deductions import (
    deductions_of,
    lots_of_hers,
    open_deductions,
    orders_she_works_for,
)
from sentra.capital.queries.desk import CashDesk, Unpaid, cash_desk, open_advances, unpaid_by_party
from sentra.capital.queries.maker import MakersMoney, makers_money, own_slip
from sentra.capital.queries.order import OrderMoney, order_money
from sentra.capital.queries.runs import (
    Need,
    PayoutView,
    RunRow,
    needs,
    payout_runs,
    payout_view,
    to_send,
)
from sentra.capital.queries.slip import SlipView, Wages, slip_detail, slips_of

__all__ = [
    "CashDesk",
    "Comparison",
    "MakersMoney",
    "Need",
    "OrderMoney",
    "PayoutView",
    "RunRow",
    "SlipView",
    "Unpaid",
    "Wages",
    "Wait",
    "advance_caps",
    "cash_desk",
    "comparisons",
    "deductions_of",
    "lots_of_hers",
    "makers_money",
    "needs",
    "open_advances",
    "open_deductions",
    "order_money",
    "orders_she_works_for",
    "own_slip",
    "payout_runs",
    "payout_view",
    "records_of",
    "slip_detail",
    "slips_of",
    "to_send",
    "unpaid_by_party",
    "waited",
    "weekly_wages",
]
