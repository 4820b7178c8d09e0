"""The trial balance: every account that was used, and both columns equal."""

from dataclasses import dataclass
from datetime import date

from sentra.ledger.chart import charted
from sentra.ledger.queries.whose import books
from sentra.ledger.snapshots import Sums, sums_until


@dataclass(frozen=True)
class TrialRow:
    """One account. Its balance stands in exactly one of the two columns; `turnover` are the sums booked."""

    code: str
    name: str
    name_en: str
    group: str
    section: str
    by_party: bool
    turnover: Sums

    @property
    def debit_idr(self) -> int:
        return max(self.turnover.balance_idr, 0)

    @property
    def credit_idr(self) -> int:
        return max(-self.turnover.balance_idr, 0)


@dataclass(frozen=True)
class TrialBalance:
    until: date
    rows: list[TrialRow]

    @property
    def debit_idr(self) -> int:
        return sum(row.debit_idr for row in self.rows)

    @property
    def credit_idr(self) -> int:
        return sum(row.credit_idr for row in self.rows)

    @property
    def balanced(self) -> bool:
        return self.debit_idr == self.credit_idr


def trial_balance(until: date) -> TrialBalance:
    """Every account that was ever used, with what stands on it at the end of `until`.

    Reads the snapshot of the last closed month and only the postings after it.
    """
    sums = sums_until(books(), until)
    used = [account for code, account in charted().items() if code in sums]
    rows = [
        TrialRow(one.code, one.name, one.name_en, one.group, one.section, one.by_party, sums[one.code])
        for one in used
    ]
    return TrialBalance(until, rows)
