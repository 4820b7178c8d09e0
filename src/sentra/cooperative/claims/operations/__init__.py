"""Claims as verbs: hers and her staff's (asking), the office's (answering)."""

from sentra.cooperative.claims.operations.answering import (
    grant_claim,
    hand_over,
    refuse_claim,
    take_answer_back,
)
from sentra.cooperative.claims.operations.asking import claim_entry, take_entry, withdraw_claim

__all__ = [
    "claim_entry",
    "grant_claim",
    "hand_over",
    "refuse_claim",
    "take_answer_back",
    "take_entry",
    "withdraw_claim",
]
