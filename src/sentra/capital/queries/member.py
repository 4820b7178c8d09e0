"""What one person has with the cooperative: every figure is a balance of the books under her name."""

from dataclasses import dataclass

from sentra.ledger import queries as books
from sentra.ledger.chart import (
    ADVANCES,
    LOANS_TO_MEMBERS,
    MANDATORY_SAVINGS,
    OWED_TO_ARTISANS,
    OWED_TO_FORMER_MEMBERS,
    PRINCIPAL_SAVINGS,
    VOLUNTARY_SAVINGS,
)


@dataclass(frozen=True)
class Standing:
    """Whole rupiah, none below zero in a sound ledger. `owed_…`: to her; loans and advances: by her."""

    principal_idr: int
    mandatory_idr: int
    voluntary_idr: int
    loans_idr: int
    advances_idr: int
    owed_for_work_idr: int
    owed_from_savings_idr: int  # savings of a former member, not paid yet

    @property
    def saved_idr(self) -> int:
        return self.principal_idr + self.mandatory_idr + self.voluntary_idr

    @property
    def owes_idr(self) -> int:
        return self.loans_idr + self.advances_idr

    @property
    def is_owed_idr(self) -> int:
        return self.owed_for_work_idr + self.owed_from_savings_idr


def standing(party_id: int) -> Standing:
    """One query."""
    there = books.balances_of_party(party_id)
    ours = [-there.get(code, 0) for code in (PRINCIPAL_SAVINGS, MANDATORY_SAVINGS, VOLUNTARY_SAVINGS)]
    hers = [there.get(code, 0) for code in (LOANS_TO_MEMBERS, ADVANCES)]
    owed = [-there.get(code, 0) for code in (OWED_TO_ARTISANS, OWED_TO_FORMER_MEMBERS)]
    return Standing(*ours, *hers, *owed)
