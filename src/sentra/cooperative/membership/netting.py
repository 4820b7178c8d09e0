"""What of a leaving member's savings pays her debts, in whole rupiah. Pure arithmetic."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Netting:
    """Savings − taken = payable; debts − taken = owing. `taken` holds only debts something is taken for."""

    saved_idr: int
    taken: Mapping[str, int]  # "loan:3", "advance:9" → rupiah
    payable_idr: int
    owing_idr: int

    @property
    def taken_idr(self) -> int:
        return sum(self.taken.values())

    def taken_for(self, kind: str) -> int:
        """What is taken for loans, or for advances."""
        return sum(idr for name, idr in self.taken.items() if name.startswith(f"{kind}:"))


def net(saved_idr: int, debts: Mapping[str, int], *, netting: bool = True) -> Netting:
    """Pay debts from the savings in the order given until either is used up.

    The order decides only which debt stays open, never how much she gets or owes. Without `netting` (the
    cooperative's clause) nothing is taken. Refuses (ValueError) savings or a debt below nothing.
    """
    if saved_idr < 0 or any(idr < 0 for idr in debts.values()):
        raise ValueError("Savings and debts are never below nothing.")
    left, taken = saved_idr, dict[str, int]()
    for name, idr in debts.items() if netting else ():
        if part := min(left, idr):
            taken[name], left = part, left - part
    return Netting(saved_idr, taken, left, sum(debts.values()) - sum(taken.values()))
