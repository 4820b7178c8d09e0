"""Claims as verbs: hers and her staff's (asking), the office's (answering), after its mistake (returning)."""

from sentra.cooperative.claims.operations.answering import (
    grant_claim,
    hand_over,
    refuse_claim,
    take_answer_back,
)
from sentra.cooperative.claims.operations.asking import claim_entry, take_entry, withdraw_claim
from sentra.cooperative.claims.operations.returning import return_entry

__all__ = [
    "claim_entry",
    "grant_claim",
    "hand_over",
    "refuse_claim",
    "return_entry",
    "take_answer_back",
    "take_entry",
    "withdraw_claim",
]
