"""Verbs of savings."""

from sentra.cooperative.savings.operations.interest import book_savings_interest
from sentra.cooperative.savings.operations.receipts import take_back_savings, take_savings, withdraw_savings
from sentra.cooperative.savings.operations.sheets import close_sheet, open_sheet, receive_dues, take_dues

__all__ = [
    "book_savings_interest",
    "close_sheet",
    "open_sheet",
    "receive_dues",
    "take_back_savings",
    "take_dues",
    "take_savings",
    "withdraw_savings",
]
