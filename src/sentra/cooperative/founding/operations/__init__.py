"""The verbs of founding."""

from sentra.cooperative.founding.operations.approving import (
    approve_founding,
    file_with_notary,
    give_up_founding,
    take_papers_back,
)
from sentra.cooperative.founding.operations.gathering import (
    add_founder,
    correct_founder,
    pay_in,
    remove_founder,
    take_back_payment,
)
from sentra.cooperative.founding.operations.opening import open_group

__all__ = [
    "add_founder", "approve_founding", "correct_founder", "file_with_notary", "give_up_founding",
    "open_group", "pay_in", "remove_founder", "take_back_payment", "take_papers_back",
]  # fmt: skip
