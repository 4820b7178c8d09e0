"""The verbs of capital: advances, payouts, the end of an order."""

from sentra.capital.operations.advances import (
    agree_deduction,
    grant_advance,
    repay_advance,
    write_off_advance,
)
from sentra.capital.operations.cancelling import cancel_order
from sentra.capital.operations.closing import close_order
from sentra.capital.operations.corrections import bounce_slip, take_back_advance
from sentra.capital.operations.payouts import (
    approve_payout,
    fail_slip,
    pay_slip,
    pay_slips,
    prepare_payout,
    send_back_payout,
)

__all__ = [
    "agree_deduction",
    "approve_payout",
    "bounce_slip",
    "cancel_order",
    "close_order",
    "fail_slip",
    "grant_advance",
    "pay_slip",
    "pay_slips",
    "prepare_payout",
    "repay_advance",
    "send_back_payout",
    "take_back_advance",
    "write_off_advance",
]
