"""Counts of the cash boxes."""

from dataclasses import dataclass
from datetime import date

from sentra.ledger.chart import CASH
from sentra.payments.models import CashCount


@dataclass(frozen=True)
class LastCount:
    """The newest count of a box that was not sent back. Whole rupiah; difference = counted − expected."""

    count_id: int
    number: str
    counted_on: date
    counted_idr: int
    expected_idr: int
    confirmed: bool

    @property
    def difference_idr(self) -> int:
        return self.counted_idr - self.expected_idr


def last_count(until: date, ledger: str = CASH) -> LastCount | None:
    """For the closing checklist: the last count on or before a day; None without one. One query."""
    held = CashCount.objects.filter(ledger=ledger, counted_on__lte=until)
    found = held.exclude(state=CashCount.State.REJECTED).order_by("-counted_on", "-pk").first()
    if found is None:
        return None
    return LastCount(
        found.pk, f"{found.number}/{found.year}", found.counted_on, int(found.counted_idr),
        int(found.expected_idr), found.state == CashCount.State.CONFIRMED,
    )  # fmt: skip


def counts(most: int = 60) -> list[CashCount]:
    """The newest first. One query."""
    return list(CashCount.objects.order_by("-counted_on", "-pk")[:most])
