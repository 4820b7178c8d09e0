"""Every posting of some days in order, streamed from the server: a million of them never stand in memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Min, QuerySet, Sum

from sentra.ledger.models import Posting
from sentra.ledger.queries.whose import postings

AT_ONCE = 5_000
OPENING = "opening"


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One posting. `entry_id` 0: an opening balance. Debit positive, whole rupiah."""

    entry_id: int
    booked_on: date
    memo: str
    cause: str
    source: str
    reverses_id: int | None
    account: str
    party_id: int | None
    party: str | None
    amount_idr: int


@dataclass(frozen=True)
class Books:
    """One organisation's books. `lines` may be asked once or again; each time it reads the database."""

    slug: str
    name: str
    first_on: date | None  # of its first line; None: no line at all
    lines: Callable[[], Iterator[ExportLine]]


def lines(since: date | None, until: date | None) -> Iterator[ExportLine]:
    """The lines of the open books, both days included, by day and entry.

    With `since` the balances of the day before stand first, one line an account and party, in one entry that
    sums to zero. Closing entries are entries like others. Reads AT_ONCE lines at a time.
    """
    if since is not None:
        yield from _opening(since)
    for row in _rows(since, until):
        yield ExportLine(*row)


def first_day(since: date | None, until: date | None) -> date | None:
    """The day of the first line that `lines` gives for the same days; None when there is none."""
    found: date | None = _within(since, until).aggregate(on=Min("booked_on"))["on"]
    if since is not None and next(_opening(since), None):
        return since - timedelta(days=1)
    return found


def _within(since: date | None, until: date | None) -> QuerySet[Posting]:
    found = postings()
    if since is not None:
        found = found.filter(booked_on__gte=since)
    return found if until is None else found.filter(booked_on__lte=until)


def _rows(since: date | None, until: date | None) -> Iterator[tuple[Any, ...]]:
    found: Iterator[tuple[Any, ...]] = (
        _within(since, until)
        .order_by("booked_on", "entry_id", "pk")
        .values_list(
            "entry_id", "booked_on", "entry__memo", "entry__cause", "entry__source", "entry__reverses_id",
            "account_id", "party_id", "party__name", "amount_idr",
        )
        .iterator(chunk_size=AT_ONCE)
    )  # fmt: skip
    return found


def _opening(since: date) -> Iterator[ExportLine]:
    before = since - timedelta(days=1)
    sums = (
        postings()
        .filter(booked_on__lt=since)
        .order_by("account_id", "party_id")
        .values_list("account_id", "party_id", "party__name")
        .annotate(idr=Sum("amount_idr"))
        .exclude(idr=0)
        .iterator(chunk_size=AT_ONCE)
    )
    for account, party_id, party, idr in sums:
        yield ExportLine(0, before, "Saldo awal", OPENING, OPENING, None, account, party_id, party, int(idr))
