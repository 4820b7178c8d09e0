"""The verbs of capital: advances, payouts, the end of an order."""

from sentra.capital.operations.advances import (
    grant_advance,
    grant_advances,
    repay_advance,
    write_off_advance,
)
from sentra.capital.operations.cancelling import cancel_order
from sentra.capital.operations.closing import close_order
from sentra.capital.operations.corrections import bounce_slip, take_back_advance
from sentra.capital.operations.deductions import (
    agree_deduction,
    ask_for_returned_work,
    decline_deduction,
    drop_deduction,
    propose_deduction,
)
from sentra.capital.operations.leaving import pay_leaving, settle_leaving
from sentra.capital.operations.materials import lose_material
from sentra.capital.operations.payouts import (
    approve_payout,
    change_slip_method,
    fail_slip,
    pay_slip,
    pay_slips,
    send_back_payout,
    send_slips,
    try_slip_again,
)
from sentra.capital.operations.preparing import prepare_payout

__all__ = [
    "agree_deduction",
    "approve_payout",
    "ask_for_returned_work",
    "bounce_slip",
    "cancel_order",
    "change_slip_method",
    "close_order",
    "decline_deduction",
    "drop_deduction",
    "fail_slip",
    "grant_advance",
    "grant_advances",
    "lose_material",
    "pay_leaving",
    "pay_slip",
    "pay_slips",
    "prepare_payout",
    "propose_deduction",
    "repay_advance",
    "send_back_payout",
    "send_slips",
    "settle_leaving",
    "take_back_advance",
    "try_slip_again",
    "write_off_advance",
]
