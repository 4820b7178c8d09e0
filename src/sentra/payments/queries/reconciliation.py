"""The bank beside the books at the end of a month."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Min, Q, QuerySet, Sum

from sentra.kernel.dates import months_later
from sentra.ledger.chart import BANK
from sentra.ledger.queries.bank import balance_until, bank_postings
from sentra.payments.models import BankLine, MatchPart, Statement
from sentra.payments.reconciling import (
    Reconciliation,
    SeenLine,
    SeenPart,
    SeenPosting,
    Sums,
    reconciled,
)

KEPT = Statement.State.KEPT


def month_end(day: date) -> date:
    return months_later(day.replace(day=1), 1) - timedelta(days=1)


def started(ledger: str = BANK) -> date | None:
    """The first day a statement of this account of the books covers; None without one. One query."""
    kept = Statement.objects.filter(account__ledger=ledger, state=KEPT)
    found: date | None = kept.aggregate(first=Min("first_on"))["first"]
    return found


def reconciliation(until: date, ledger: str = BANK) -> Reconciliation | None:
    """Why bank and books differ at the end of `until`; None when no statement reaches so far back.

    What is settled is summed in the database, only what is open is listed. Ten queries however long the
    history.
    """
    start = started(ledger)
    if start is None or start > until:
        return None
    ends = _ends(ledger, until)
    ties = MatchPart.objects.filter(match__line__account__ledger=ledger)
    lines = BankLine.objects.filter(account__ledger=ledger, booked_on__lte=until)
    waits = lines.filter(Q(matches__isnull=True) | Q(matches__parts__posted_on__gt=until)).distinct()
    listed = [SeenLine(one.pk, one.booked_on, int(one.amount_idr), one.text)
              for one in waits.order_by("booked_on", "pk")]  # fmt: skip
    sums = Sums(
        start,
        ends.opening_idr,
        balance_until(ledger, start - timedelta(days=1)),
        balance_until(ledger, until),
        early_idr=_sum(ties.filter(posted_on__lt=start)),
        settled_idr=_sum(lines) - sum(one.amount_idr for one in listed),
        gap_idr=ends.gap_idr,
    )
    parts = _parts([one.id for one in listed])
    return reconciled(until, sums, lines=listed, postings=_postings(ledger, start, until), parts=parts)


def _sum(rows: QuerySet[Any]) -> int:
    return int(rows.aggregate(idr=Sum("amount_idr", default=0))["idr"])


def _parts(lines: list[int]) -> list[SeenPart]:
    found = MatchPart.objects.filter(match__line__in=lines).values_list(
        "match__line_id", "match__line__booked_on", "posting_id", "posted_on", "amount_idr"
    )
    return [SeenPart(*row) for row in found]


def _postings(ledger: str, start: date, until: date) -> list[SeenPosting]:
    ties = MatchPart.objects.filter(match__line__account__ledger=ledger)
    done = ties.filter(match__line__booked_on__lte=until).values("posting_id")
    found = bank_postings(ledger, since=start, until=until, without=done, also=ties.values("posting_id"))
    return [
        SeenPosting(one.id, one.entry_id, one.booked_on, one.amount_idr, one.memo, one.reverses_id)
        for one in found
    ]


@dataclass(frozen=True)
class _Ends:
    opening_idr: int
    gap_idr: int


def _ends(ledger: str, until: date) -> _Ends:
    """Of every bank account begun by `until`: where it began, and what its newest closing has beyond its
    lines.

    Balances are cut to whole rupiah as the lines are.
    """
    kept = Statement.objects.filter(account__ledger=ledger, state=KEPT).order_by("first_on", "last_on", "pk")
    first: dict[int, Statement] = {}
    last: dict[int, Statement] = {}
    for one in kept:
        if one.account_id not in first and one.first_on is not None and one.first_on <= until:
            first[one.account_id] = one
        before = last.get(one.account_id)
        if before is None or (one.last_on, one.pk) >= (before.last_on, before.pk):
            last[one.account_id] = one
    sums = BankLine.objects.filter(account__in=first).values_list("account_id").annotate(Sum("amount_idr"))
    moved = dict(sums.order_by())
    opening = {pk: (one.opening_sen or 0) // 100 for pk, one in first.items()}
    gap = sum((last[pk].closing_sen or 0) // 100 - opening[pk] - int(moved.get(pk, 0)) for pk in first)
    return _Ends(sum(opening.values()), gap)
