"""The payments app's tables."""

from sentra.payments.models.count import CashCount
from sentra.payments.models.match import Match, MatchPart, NotThis, TextRule
from sentra.payments.models.qris import QrisCode
from sentra.payments.models.statement import BankAccount, BankLine, Statement

__all__ = [
    "BankAccount",
    "BankLine",
    "CashCount",
    "Match",
    "MatchPart",
    "NotThis",
    "QrisCode",
    "Statement",
    "TextRule",
]
