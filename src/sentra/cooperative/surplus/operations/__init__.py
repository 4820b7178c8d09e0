"""The verbs of sharing a surplus: reckon, drop, book; pay a share; ask and answer about it."""

from sentra.cooperative.surplus.operations.asking import answer_question, ask_about_share
from sentra.cooperative.surplus.operations.booking import post_surplus
from sentra.cooperative.surplus.operations.paying import pay_share, take_back_share
from sentra.cooperative.surplus.operations.reckoning import drop_surplus, reckon_surplus

__all__ = [
    "answer_question",
    "ask_about_share",
    "drop_surplus",
    "pay_share",
    "post_surplus",
    "reckon_surplus",
    "take_back_share",
]
