"""Verbs of loans."""

from sentra.cooperative.loans.operations.asking import (
    approve_loan,
    ask_loan,
    refuse_loan,
    withdraw_wish,
    write_wish,
)
from sentra.cooperative.loans.operations.ending import ask_write_off, drop_write_off, write_off_loan
from sentra.cooperative.loans.operations.paying import (
    pay_out_loan,
    repay_early,
    take_back_instalment,
    take_instalment,
)

__all__ = [
    "approve_loan",
    "ask_loan",
    "ask_write_off",
    "drop_write_off",
    "pay_out_loan",
    "refuse_loan",
    "repay_early",
    "take_back_instalment",
    "take_instalment",
    "withdraw_wish",
    "write_off_loan",
    "write_wish",
]
