"""Postings of a bank account as they are laid beside the bank's own lines."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from sentra.ledger.models import Entry, Posting
from sentra.ledger.queries.whose import books, postings
from sentra.ledger.snapshots import sums_until


@dataclass(frozen=True)
class BankPosting:
    """One posting of the account: money in is positive. `names` are the parties of the same entry."""

    id: int
    entry_id: int
    booked_on: date
    amount_idr: int
    memo: str
    cause: str
    source: str
    reverses_id: int | None
    reversed: bool
    names: tuple[str, ...] = ()


def bank_postings(
    account: str, *, since: date | None = None, until: date, without: Iterable[int] | QuerySet[Any] = (),
    also: Iterable[int] | QuerySet[Any] = (), most: int = 20_000,
) -> list[BankPosting]:  # fmt: skip
    """The account's postings by day, but those in `without`; before `since` only those in `also`. Two
    queries.

    Both may be a query of posting ids, so that a long history stays in the database.
    """
    found = postings().filter(account_id=account, booked_on__lte=until)
    if since is not None:
        found = found.filter(Q(booked_on__gte=since) | Q(pk__in=also))
    found = found.exclude(pk__in=without)
    mirror = Entry.objects.filter(reverses=OuterRef("entry"), tenant_id=books())
    rows = list(
        found.annotate(turned=Exists(mirror)).order_by("booked_on", "pk").values_list(
            "pk", "entry_id", "booked_on", "amount_idr", "entry__memo", "entry__cause", "entry__source",
            "entry__reverses_id", "turned",
        )[:most]
    )  # fmt: skip
    names = _names({row[1] for row in rows})
    return [BankPosting(*row, names=names.get(row[1], ())) for row in rows]


def _names(entries: Collection[int]) -> dict[int, tuple[str, ...]]:
    named = postings().filter(entry__in=entries, party__isnull=False).order_by("pk")
    found: dict[int, dict[str, None]] = {}
    for entry, name in named.values_list("entry_id", "party__name"):
        found.setdefault(entry, {})[name] = None
    return {entry: tuple(names) for entry, names in found.items()}


def postings_by_id(account: str, ids: Iterable[int]) -> dict[int, tuple[date, int]]:
    """Posting → (day, rupiah) of those of these that stand on the account."""
    found = postings().filter(account_id=account, pk__in=list(ids))
    return {pk: (on, idr) for pk, on, idr in found.values_list("pk", "booked_on", "amount_idr")}


def posting_of(entry_id: int, account: str, amount_idr: int) -> tuple[int, date]:
    """The posting of an entry on the account, and its day. Raises Posting.DoesNotExist."""
    found: Posting = postings().filter(entry=entry_id, account_id=account, amount_idr=amount_idr)[:1].get()
    return found.pk, found.booked_on


def entry_of_cause(cause: str) -> int:
    """The entry this event made. Raises Entry.DoesNotExist."""
    return int(Entry.objects.filter(tenant_id=books()).values_list("pk", flat=True).get(cause=cause))


def first_day(account: str) -> date | None:
    """The day of the account's first entry; None when nothing was ever booked on it."""
    found: date | None = postings().filter(account_id=account).aggregate(on=Min("booked_on"))["on"]
    return found


def balance_until(account: str, until: date) -> int:
    """What stands on the account at the end of a day, debit positive."""
    return sums_until(books(), until, [account])[account].balance_idr
